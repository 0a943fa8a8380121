package io.github.cdk8sovms.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** docs/cli.md quotes reports verbatim, and documents every option. */
class CommandLineDocTest {
  private static final Path DOCUMENT = Path.of("..", "docs", "cli.md");
  private static final Path REPORTS = Path.of("src", "test", "resources");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "diff/target.txt",
        "diff/autoscaler-renamed.txt",
        "doctor/all-is-well.txt",
        "doctor/rule-missing.txt"
      })
  void reportsAreQuotedVerbatim(String report) throws IOException {
    String command = report.startsWith("diff") ? "diff old/ new/" : "doctor";

    assertThat(Files.readString(DOCUMENT))
        .contains(
            "```console\n$ cdk8s-ovms "
                + command
                + "\n"
                + Files.readString(REPORTS.resolve(report))
                + "```\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"explain", "images", "diff", "doctor", "plan"})
  void everyOptionIsDocumented(String command) throws IOException {
    String text = Files.readString(DOCUMENT);
    Matcher options = Pattern.compile("--[a-z-]+").matcher(Run.of(command, "--help").out());
    List<String> names = options.results().map(option -> option.group()).distinct().toList();

    assertThat(names).isNotEmpty();
    assertThat(text).contains(names.toArray(String[]::new)).contains("\n## " + command + "\n");
  }

  @Test
  void theVersionOfTheJarIsPrinted() {
    assertThat(Run.of("--version").out()).startsWith("cdk8s-ovms ");
  }
}
