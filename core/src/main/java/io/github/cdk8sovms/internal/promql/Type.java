package io.github.cdk8sovms.internal.promql;

/** The type of an expression, as Prometheus' documentation calls it. */
enum Type {
  SCALAR("scalar"),
  VECTOR("instant vector"),
  RANGE("range vector"),
  STRING("string");

  private final String text;

  Type(String text) {
    this.text = text;
  }

  /** For a message: with its article. */
  @Override
  public String toString() {
    return (this == VECTOR ? "an " : "a ") + text;
  }
}
