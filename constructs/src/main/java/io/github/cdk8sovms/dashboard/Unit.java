package io.github.cdk8sovms.dashboard;

/** The unit of values, which determines their format in Grafana. */
enum Unit {
  NUMBER("none"),
  SECONDS("s"),
  MILLISECONDS("ms"),
  MICROSECONDS("µs"),
  PER_SECOND("reqps"),
  SHARE("percentunit"),
  BYTES("bytes");

  private final String id;

  Unit(String id) {
    this.id = id;
  }

  /** Returns Grafana's ID of the unit. */
  String id() {
    return id;
  }
}
