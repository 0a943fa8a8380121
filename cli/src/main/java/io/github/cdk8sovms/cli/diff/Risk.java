package io.github.cdk8sovms.cli.diff;

/** What a change does to a cluster that runs the old objects, the worst first. */
enum Risk {
  /** What is stored may be gone. */
  LOSES_DATA("loses data"),

  /** It is refused, or something that worked does not any more. */
  BREAKS("breaks"),

  /** The number of pods is another, or is decided differently. */
  SCALES("scales"),

  /** Pods are replaced. */
  RESTARTS("restarts");

  private final String text;

  Risk(String text) {
    this.text = text;
  }

  @Override
  public String toString() {
    return text;
  }
}
