package io.github.cdk8sovms.cli.diff;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cdk8sovms.cli.ExitCode;
import io.github.cdk8sovms.cli.GoldenText;
import io.github.cdk8sovms.cli.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DiffTest {
  private static final Path DIST = Path.of("..", "dist");
  private static final Set<Edit> NO_DIFFERENCE =
      EnumSet.of(Edit.NOTHING, Edit.ORDER, Edit.SPELLING_OF_QUANTITIES, Edit.ORDER_OF_METRICS);

  @TempDir private Path directory;

  @ParameterizedTest
  @EnumSource
  void aChangeIsReportedWithItsEffects(Edit edit) throws IOException {
    // GIVEN
    Path before = write("before.yaml", edit.before());
    Path after = write("after.yaml", edit.after());

    // WHEN
    Run run = Run.of("diff", before.toString(), after.toString());

    // THEN
    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode())
        .isEqualTo(NO_DIFFERENCE.contains(edit) ? ExitCode.OK : ExitCode.DIFFERS);
    GoldenText.check("diff/" + edit.fileName(), run.out());
  }

  @Test
  void directoriesAreComparedByObject() throws IOException {
    // GIVEN
    String[] documents = Files.readString(DIST.resolve("quickstart.k8s.yaml")).split("---\n");
    Path one = Files.createDirectory(directory.resolve("one"));
    Path many = Files.createDirectory(directory.resolve("many"));
    Files.writeString(one.resolve("all.yaml"), String.join("---\n", documents));
    for (int i = 0; i < documents.length; i++) {
      Files.writeString(many.resolve(i + ".yml"), documents[i]);
    }
    Files.writeString(many.resolve("values.yaml"), "replicas: 2\n");

    // THEN
    assertThat(Run.of("diff", one.toString(), many.toString()))
        .isEqualTo(new Run(ExitCode.OK, "", ""));
  }

  @Test
  void objectsOfTheSameIdentityArePairedByFile() {
    assertThat(Run.of("diff", DIST.toString(), DIST.toString()))
        .isEqualTo(new Run(ExitCode.OK, "", ""));
  }

  @Test
  void jsonContainsTheRules() throws IOException {
    Path before = write("before.yaml", Edit.MAXIMUM.before());
    Path after = write("after.yaml", Edit.MAXIMUM.after());

    Run run = Run.of("diff", "--json", before.toString(), after.toString());

    JsonNode report = new ObjectMapper().readTree(run.out());
    assertThat(report.path("same").asBoolean()).isFalse();
    assertThat(report.at("/changed/0/object/kind").asText()).isEqualTo("HorizontalPodAutoscaler");
    assertThat(report.at("/changed/0/fields/0/path").asText()).isEqualTo("spec.maxReplicas");
    assertThat(report.at("/changed/0/fields/0/before").asInt()).isEqualTo(4);
    assertThat(report.at("/changed/0/fields/0/after").asInt()).isEqualTo(3);
    assertThat(report.at("/notes/0/rule").asText()).isEqualTo("max-lowered");
    assertThat(report.at("/notes/0/severity").asText()).isEqualTo("scales");
    assertThat(report.at("/notes/1/rule").asText()).isEqualTo("min-lowered");
  }

  @Test
  void duplicateObjectsInAFileAreRejected() throws IOException {
    Path twice = write("twice.yaml", Edit.NOTHING.before() + "\n---\n" + Edit.NOTHING.before());

    Run run = Run.of("diff", twice.toString(), DIST.toString());

    assertThat(run.exitCode()).isEqualTo(ExitCode.WRONG_USE);
    assertThat(run.err())
        .contains(" exists twice")
        .endsWith("; the last one applied would win. Remove one of them.\n");
  }

  @Test
  void oneArgumentIsNotEnough() {
    Run run = Run.of("diff", DIST.toString());

    assertThat(run.exitCode()).isEqualTo(ExitCode.WRONG_USE);
    assertThat(run.err()).startsWith("Missing required parameter: 'NEW'");
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text);
  }
}
