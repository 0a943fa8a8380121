package io.github.cdk8sovms.cli;

import io.github.cdk8sovms.cli.terminal.Colors;
import picocli.CommandLine.Option;

/** The option {@code --color} of commands with severities in their reports. */
final class ColorOption {
  @Option(
      names = "--color",
      paramLabel = "WHEN",
      defaultValue = "auto",
      description =
          "When to color severities: ${COMPLETION-CANDIDATES}. auto, the default: on a terminal,"
              + " unless NO_COLOR is set.")
  private Colors.When when = Colors.When.AUTO;

  Colors colors() {
    return Colors.of(when);
  }
}
