package io.github.cdk8sovms.cli.diff;

import io.github.cdk8sovms.cli.terminal.Colors;

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

  /** With the color of its severity. */
  String colored(Colors colors) {
    return switch (this) {
      case LOSES_DATA, BREAKS -> colors.error(text);
      case SCALES -> colors.warning(text);
      case RESTARTS -> colors.notice(text);
    };
  }

  @Override
  public String toString() {
    return text;
  }
}
