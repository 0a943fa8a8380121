package io.github.cdk8sovms.acceptance.reports;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8sovms.kit.Golden;
import io.github.cdk8sovms.kit.JavaProgram;
import io.github.cdk8sovms.kit.Repository;
import io.github.cdk8sovms.kubernetes.Component;
import io.github.cdk8sovms.validation.Finding;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.InvalidConfigurationException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.cdk8s.App;
import org.cdk8s.Chart;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The likely mistakes of a person who knows Hugging Face and kubectl, and not OVMS: each is one
 * finding, or does not compile. The texts are a golden file.
 */
class LikelyMistakesTest {
  private static final Map<String, ChatPrograms.Mistake> MISTAKES = LikelyMistakes.all();
  private static final Map<String, List<Finding>> FOUND = new LinkedHashMap<>();

  @TempDir private Path directory;

  static Set<String> mistakes() {
    return MISTAKES.keySet();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("mistakes")
  void eachIsOneFinding(String what) {
    assertThat(found(what)).as(what).extracting(Finding::code).containsExactly(code(what));
  }

  @Test
  void theReportsSayWhatIsWrongAndWhatToWrite() {
    StringBuilder reports = new StringBuilder();
    for (String what : mistakes()) {
      reports.append(what).append('\n');
      found(what).forEach(finding -> reports.append("  ").append(finding).append('\n'));
    }

    Golden.check(
        Repository.RESOURCES.resolve("bad-inputs/likely-mistakes.txt"), reports.toString());
  }

  @Test
  void noReportRepeatsAKeyThatIsWrittenInPlaceOfItsSecret() {
    for (String what : mistakes()) {
      if (what.contains("in place of its Secret")) {
        assertThat(found(what).toString())
            .contains("a key or token is given in place of the name of its Secret")
            .doesNotContain("QwErTy", "4f9aB2c8", "9f86d081");
      }
    }
  }

  /** The types have no such options, so an IDE shows these while they are typed. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "TextGeneration.of(\"Qwen3-8B\", FILES).streams(4)    | method streams(int)",
        "Embeddings.of(\"bge-base\", FILES).cacheSize(8)      | method cacheSize(int)",
        "Embeddings.of(\"bge-base\", FILES).toolParser(null)  | method toolParser(",
        "ImageGeneration.of(\"sdxl\", FILES).stream(true)     | method stream(boolean)",
        "ChatRequest.of(\"Hello\").stream(true)               | method stream(boolean)",
        "ChatRequest.of(\"Hello\").path(\"/v1/chat\")         | method path in class ChatRequest cannot be applied",
        "TextGeneration.of(\"Qwen3-8B\", FILES).toolParser(\"qwen3\") | String cannot be converted to ToolParser",
        "TextGeneration.of(\"Qwen3-8B\", HuggingFace.of(\"OpenVINO/Qwen3-8B-int4-ov\")) | HuggingFace cannot be converted to ModelSource"
      })
  void someDoNotCompile(String expression, String error) {
    String program =
        """
        import io.github.cdk8sovms.load.ChatRequest;
        import io.github.cdk8sovms.serving.*;

        public class Mistake {
          private static final ModelSource FILES = ModelSource.volumeClaim("llms", "m").manyNodes();
          private static final Object MISTAKE = %s;
        }
        """;

    assertThat(JavaProgram.of(program.formatted(expression)).errors(directory)).contains(error);
  }

  private static FindingCode code(String what) {
    return MISTAKES.get(what).code();
  }

  private static List<Finding> found(String what) {
    return FOUND.computeIfAbsent(what, it -> findings(MISTAKES.get(it).program()));
  }

  /** Warnings of what was created, and the errors of what was not. */
  private static List<Finding> findings(Consumer<Chart> program) {
    Chart chart = new Chart(new App(), "case");
    List<Finding> findings = new ArrayList<>();
    try {
      program.accept(chart);
    } catch (InvalidConfigurationException e) {
      findings.addAll(e.findings());
    }
    chart.getNode().getChildren().stream()
        .filter(Component.class::isInstance)
        .map(Component.class::cast)
        .forEach(component -> findings.addAll(component.findings()));
    return findings;
  }
}
