package io.github.cdk8sovms.cli;

import io.github.cdk8sovms.cli.terminal.Colors;
import picocli.CommandLine.Option;

/** The option {@code --color} of commands whose reports have severities. */
final class ColorOption {
  @Option(
      names = "--color",
      paramLabel = "WHEN",
      defaultValue = "auto",
      description =
          "Colors severities: ${COMPLETION-CANDIDATES}. auto, the default, is on a terminal"
              + " unless NO_COLOR is set.")
  private Colors.When when = Colors.When.AUTO;

  Colors colors() {
    return Colors.of(when);
  }
}
