package io.github.cdk8sovms.cli.diff;

import io.github.cdk8sovms.cli.terminal.Colors;

/** The effect of a change on a cluster that runs the old objects, the worst first. */
enum Risk {
  /** Stored data may be lost. */
  LOSES_DATA("loses data"),

  /** The change is rejected, or something stops working. */
  BREAKS("breaks"),

  /** The replica count changes, or is computed differently. */
  SCALES("scales"),

  /** Pods are replaced. */
  RESTARTS("restarts");

  private final String text;

  Risk(String text) {
    this.text = text;
  }

  /** Returns the text in the color of its severity. */
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
