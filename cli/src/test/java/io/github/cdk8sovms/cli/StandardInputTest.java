package io.github.cdk8sovms.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code -} reads manifests from standard input. */
class StandardInputTest {
  private static final Path QUICKSTART = Path.of("..", "dist", "quickstart.k8s.yaml");

  @Test
  void imagesAreReadFromAPipe() throws IOException {
    Run run = Run.withInput(Files.readString(QUICKSTART), "images", "-");

    assertThat(run).isEqualTo(Run.of("images", QUICKSTART.toString()));
    assertThat(run.out()).isNotEmpty();
  }

  @Test
  void eitherSideOfADiffMayBeAPipe() throws IOException {
    String before = Files.readString(QUICKSTART);
    String after = before.replace("maxReplicas: 4", "maxReplicas: 5");

    Run same = Run.withInput(before, "diff", "-", QUICKSTART.toString());
    Run raised = Run.withInput(after, "diff", QUICKSTART.toString(), "-");

    assertThat(same).isEqualTo(new Run(ExitCode.OK, "", ""));
    assertThat(after).isNotEqualTo(before);
    assertThat(raised.exitCode()).isEqualTo(ExitCode.DIFFERS);
    assertThat(raised.out()).contains("    ~ spec.maxReplicas: 4 -> 5\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"diff - -", "images - -"})
  void itIsReadOnlyOnce(String arguments) throws IOException {
    Run run = Run.withInput(Files.readString(QUICKSTART), arguments.split(" "));

    assertThat(run)
        .isEqualTo(
            new Run(
                ExitCode.WRONG_USE,
                "",
                "Standard input can be read only once. Use \"-\" for one argument only.\n"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "---\n", "# nothing\n"})
  void anEmptyPipeIsReported(String input) {
    Run run = Run.withInput(input, "diff", QUICKSTART.toString(), "-");

    assertThat(run)
        .isEqualTo(
            new Run(
                ExitCode.WRONG_USE,
                "",
                "Standard input contains no object. Check whether the command before the pipe"
                    + " failed.\n"));
  }

  @Test
  void inputThatIsNoManifestIsReported() {
    assertThat(Run.withInput("kind: [\n", "images", "-").err())
        .startsWith("Standard input is not valid YAML, line 2, column 1: ");
    assertThat(Run.withInput("replicas: 2\n", "images", "-").err())
        .isEqualTo(
            "Document 1 of standard input is not a Kubernetes object: it lacks apiVersion or kind.\n");
    assertThat(Run.withInput(new byte[] {'a', (byte) 0xff}, "images", "-").err())
        .isEqualTo("Standard input is not UTF-8 text.\n");
  }
}
