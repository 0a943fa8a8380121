package io.github.cdk8sovms.acceptance.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8sovms.kit.Command;
import io.github.cdk8sovms.kit.JavaProgram;
import io.github.cdk8sovms.kit.Manifest;
import io.github.cdk8sovms.kit.Page;
import io.github.cdk8sovms.kit.Repository;
import io.github.cdk8sovms.kit.SharedJvm;
import io.github.cdk8sovms.validation.FindingCode;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * docs/generative.md: its program runs in few lines, and its table lists the findings there are.
 */
class GenerativeDocTest {
  private static final String PAGE = "docs/generative.md";
  private static final Pattern FINDING = Pattern.compile("\\[(OVMS\\d+)]");

  @TempDir private Path directory;

  private static String program() {
    return Page.of(PAGE).block("java", "public class");
  }

  @Test
  void aChatServerOfFourPodsAndOneDownloadTakesFifteenLines() {
    List<String> body = program().lines().filter(line -> line.startsWith("    ")).toList();

    assertThat(body).hasSizeLessThanOrEqualTo(15);
  }

  @Test
  void itsProgramEmitsOneJobAndFourPodsThatWaitForIt() {
    JavaProgram shown = JavaProgram.of(program());
    shown.compile(directory);
    Command run = SharedJvm.run(shown.name(), directory);
    assertThat(run.exitCode()).as(run.output()).isZero();
    List<Manifest> objects = Manifest.of(Repository.read(directory.resolve("dist/chat.k8s.yaml")));

    assertThat(run.output().lines().filter(line -> line.startsWith("WARNING")))
        .singleElement()
        .asString()
        .contains("OVMS262");
    assertThat(objects).extracting(Manifest::kind).filteredOn("Job"::equals).hasSize(1);
    Manifest server = Manifest.find(objects, "Deployment", "chat");
    assertThat(server.tree().at("/spec/replicas").asInt()).isEqualTo(4);
    assertThat(server.tree().at("/spec/template/spec/initContainers/0/name").asText())
        .isEqualTo("wait-for-models");
  }

  @Test
  void everyFindingAboutGenerativeModelsIsInTheTableOfMistakes() {
    String mistakes = Page.of(PAGE).text().split("## Mistakes that are found")[1];
    List<String> listed =
        FINDING.matcher(mistakes).results().map((MatchResult found) -> found.group(1)).toList();

    assertThat(listed)
        .containsAll(
            Arrays.stream(FindingCode.values())
                .map(FindingCode::code)
                .filter(code -> code.matches("OVMS2(5[0-5]|6\\d)"))
                .toList());
  }
}
