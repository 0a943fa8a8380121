package io.github.cdk8sovms.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Colors, and completion by the shell, with the real terminal and the real shell. */
class TerminalTest {
  private static final String RED = "\u001B[1;31m";

  /** Runs its arguments on a pseudoterminal. */
  private static final String ON_TERMINAL =
      "import os, pty, sys; sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))";

  @Test
  void severitiesAreColoredOnATerminal() throws Exception {
    String report = onTerminal(Map.of("TERM", "xterm"), "explain", "--list");

    assertThat(report.lines().findFirst().orElse(""))
        .startsWith("OVMS101  " + RED + "error  ")
        .endsWith("m  a name that Kubernetes rejects");
  }

  @ParameterizedTest
  @CsvSource({"NO_COLOR, 1, xterm", "IGNORED, 1, dumb"})
  void noColorsIfTheyAreTurnedOff(String variable, String value, String term) throws Exception {
    String report = onTerminal(Map.of("TERM", term, variable, value), "explain", "--list");

    assertThat(report).startsWith("OVMS101  error  ").doesNotContain("\u001B");
  }

  @Test
  void theOptionTakesPrecedenceOnATerminal() throws Exception {
    assertThat(onTerminal(Map.of("TERM", "xterm"), "explain", "--list", "--color=never"))
        .startsWith("OVMS101  error  ")
        .doesNotContain("\u001B");
  }

  @Test
  void aPipeHasNoColorsByDefault() {
    assertThat(Run.of("explain", "407").out())
        .contains("\nSeverity: error")
        .doesNotContain("\u001B");
    assertThat(Run.of("explain", "407", "--color", "always").out())
        .contains("\nSeverity: " + RED + "error\u001B[");
    assertThat(Run.of("explain", "407", "--color=sometimes").err())
        .startsWith("Invalid value for option '--color': expected one of [AUTO, ALWAYS, NEVER]");
  }

  @ParameterizedTest
  @CsvSource({
    "'cdk8s-ovms d', 'diff doctor'",
    "'cdk8s-ovms diff --c', '--color'",
    "'cdk8s-ovms diff --color ', 'auto always never'"
  })
  void bashCompletes(String typed, String completions) throws Exception {
    String script = Run.of("generate-completion").out();
    String[] words = typed.split(" ", -1);
    StringBuilder ask = new StringBuilder(script).append("\nCOMP_WORDS=(");
    for (String word : words) {
      ask.append('\'').append(word).append("' ");
    }
    ask.append(")\nCOMP_CWORD=").append(words.length - 1);
    // compopt fails without an interactive completion, so its errors are discarded.
    ask.append("\n$(complete -p cdk8s-ovms | sed 's/.*-F \\([^ ]*\\).*/\\1/') 2>/dev/null\n");
    ask.append("echo ${COMPREPLY[@]}\n");

    assertThat(run(Map.of(), List.of("bash", "-c", ask.toString())).strip().split(" "))
        .containsExactlyInAnyOrder(completions.split(" "));
  }

  @ParameterizedTest
  @ValueSource(strings = {"diff", "doctor", "explain"})
  void allReportsWithSeveritiesHaveTheOption(String command) {
    assertThat(Run.of(command, "--help").out()).contains("--color=WHEN");
  }

  private static String onTerminal(Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                "python3",
                "-c",
                ON_TERMINAL,
                System.getProperty("java.home") + "/bin/java",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
    command.addAll(List.of(arguments));
    return run(environment, command).replace("\r\n", "\n");
  }

  private static String run(Map<String, String> environment, List<String> command)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().removeAll(List.of("NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE"));
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(output).isZero();
    return output;
  }
}
