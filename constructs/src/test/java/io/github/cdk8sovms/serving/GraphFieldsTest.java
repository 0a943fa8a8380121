package io.github.cdk8sovms.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8sovms.internal.ovms.OvmsVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The first release of each task, option and value is that of OVMS' source: graph-fields.txt lists
 * the fields of its .proto files and the names in output_parser.cpp by tag.
 */
class GraphFieldsTest {
  private static final Pattern LINE = Pattern.compile("v(\\d+)\\.(\\d+)\\S* (\\w+) (.*)");
  private static final List<Known> ALL = read();

  /** What a release knows: the fields of a message, or the values of an enum. */
  private record Known(OvmsVersion release, String of, List<String> names) {}

  private static List<Known> read() {
    List<Known> all = new ArrayList<>();
    try (InputStream file = GraphFieldsTest.class.getResourceAsStream("graph-fields.txt")) {
      for (String line : new String(file.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
        Matcher parts = LINE.matcher(line);
        if (parts.matches()) {
          OvmsVersion release =
              new OvmsVersion(
                  Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2)), 0);
          all.add(new Known(release, parts.group(3), Arrays.asList(parts.group(4).split(" "))));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return all;
  }

  private static OvmsVersion first(String of, String name) {
    return ALL.stream()
        .filter(known -> known.of().matches(of) && known.names().contains(name))
        .map(Known::release)
        .sorted()
        .findFirst()
        .orElseThrow(() -> new AssertionError(name + " is in no release of " + of));
  }

  @ParameterizedTest
  @EnumSource(GraphOption.class)
  void anOptionIsAFieldSinceItsRelease(GraphOption option) {
    assertThat(option.since()).isEqualTo(first(".*Options", option.field()));
  }

  @Test
  void aTaskHasItsCalculatorSinceItsRelease() {
    for (GenerativeTask task : GenerativeTask.values()) {
      String message =
          switch (task) {
            case TEXT_GENERATION -> "LLMCalculatorOptions";
            case EMBEDDINGS -> "EmbeddingsCalculatorOVOptions";
            case RERANK -> "RerankCalculatorOVOptions";
            case SPEECH_TO_TEXT -> "S2tCalculatorOptions";
            case TEXT_TO_SPEECH -> "T2sCalculatorOptions";
            case IMAGE_GENERATION -> "ImageGenCalculatorOptions";
          };
      assertThat(task.since()).as(task.flag()).isEqualTo(first(message, "models_path"));
    }
  }

  @Test
  void aValueIsKnownSinceItsRelease() {
    for (Pipeline value : Pipeline.values()) {
      assertThat(value.since()).as("%s", value).isEqualTo(first("PipelineType", value.name()));
    }
    for (Pooling value : Pooling.values()) {
      assertThat(value.since()).as("%s", value).isEqualTo(first("Pooling", value.name()));
    }
    for (ToolParser value : ToolParser.values()) {
      assertThat(value.since()).as("%s", value).isEqualTo(first("ToolParser", value.toString()));
    }
    for (ReasoningParser value : ReasoningParser.values()) {
      assertThat(value.since())
          .as("%s", value)
          .isEqualTo(first("ReasoningParser", value.toString()));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ToolParser", "ReasoningParser", "Pooling"})
  void noValueOfTheNewestReleaseIsMissing(String type) throws ReflectiveOperationException {
    Class<?> values = Class.forName("io.github.cdk8sovms.serving." + type);
    List<String> ours =
        Arrays.stream(values.getEnumConstants())
            .map(value -> value.toString().toLowerCase(Locale.ROOT))
            .toList();
    Known newest =
        ALL.stream()
            .filter(known -> known.of().equals(type))
            .reduce((older, newer) -> newer)
            .orElseThrow();

    assertThat(newest.names().stream().map(name -> name.toLowerCase(Locale.ROOT)))
        .containsExactlyInAnyOrderElementsOf(ours);
  }
}
