package io.github.cdk8sovms.dashboard;

/** What numbers are, so that Grafana writes them with the right unit. */
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

  /** How Grafana calls it. */
  String id() {
    return id;
  }
}
