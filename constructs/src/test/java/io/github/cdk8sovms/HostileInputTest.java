package io.github.cdk8sovms;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdk8sovms.validation.Finding;
import io.github.cdk8sovms.validation.Findings;
import io.github.cdk8sovms.validation.Reported;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.cdk8s.App;
import org.cdk8s.Chart;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever text is given, wherever: it is refused in one visible line, or it is in what is emitted,
 * unchanged, and nothing else is other than with a harmless text in its place.
 */
class HostileInputTest {
  private static final String HARMLESS = "harmless";

  /** What derives from a text other than by holding it. */
  private static final String HASH = "cdk8s-ovms/config-hash";

  private static final Map<String, Map<String, List<Finding>>> REPORTED = new HashMap<>();

  static Set<String> places() {
    return HostilePlaces.kept().keySet();
  }

  static Set<String> placesOfOtherForms() {
    return HostilePlaces.notKept().keySet();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("places")
  void aTextIsRefusedOrKept(String place) {
    BiConsumer<Chart, String> program = HostilePlaces.kept().get(place);
    List<JsonNode> harmless = emitted(program, HARMLESS);
    assertThat(harmless.toString()).as("the harmless text is somewhere").contains(HARMLESS);

    assertThat(
            allReported(place).entrySet().stream()
                .filter(text -> text.getValue().isEmpty())
                .map(Map.Entry::getKey)
                .filter(text -> !emits(program, text, harmless))
                .map(Findings::quote))
        .as("neither refused nor kept")
        .isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"places", "placesOfOtherForms"})
  void aReportIsOneLineInWhichEverythingCanBeSeen(String place) {
    assertThat(
            allReported(place).values().stream()
                .flatMap(List::stream)
                .map(Finding::toString)
                .filter(line -> line.codePoints().anyMatch(HostileInputTest::isInvisible))
                .map(Findings::quote))
        .isEmpty();
  }

  /** UTF-8 has no half characters, so no manifest can hold them. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("places")
  void halfACharacterIsRefused(String place) {
    BiConsumer<Chart, String> program = HostilePlaces.kept().get(place);

    assertThat(
            Stream.of("\ud800", "a\udc00b")
                .filter(half -> reported(program, half).isEmpty())
                .map(Findings::quote))
        .isEmpty();
  }

  private static boolean emits(
      BiConsumer<Chart, String> program, String text, List<JsonNode> harmless) {
    try {
      return emitted(program, text)
          .equals(harmless.stream().map(object -> Trees.replace(object, HARMLESS, text)).toList());
    } catch (UncheckedIOException | AssertionError notYaml) {
      return false;
    }
  }

  private static boolean isInvisible(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          true;
      default -> false;
    };
  }

  /** The findings by text, for a place. */
  private static Map<String, List<Finding>> allReported(String place) {
    return REPORTED.computeIfAbsent(
        place,
        key -> {
          Map<String, BiConsumer<Chart, String>> places = HostilePlaces.kept();
          places.putAll(HostilePlaces.notKept());
          Map<String, List<Finding>> findings = new LinkedHashMap<>();
          HostileText.samples()
              .forEach(text -> findings.put(text, reported(places.get(place), text)));
          return findings;
        });
  }

  private static List<Finding> reported(BiConsumer<Chart, String> program, String text) {
    Chart chart = Programs.chart();
    return Reported.building(
        () -> {
          program.accept(chart, text);
          return chart;
        });
  }

  /** The objects of the YAML file, with the files of ConfigMaps parsed as well. */
  private static List<JsonNode> emitted(BiConsumer<Chart, String> program, String text) {
    App app = new App();
    program.accept(new Chart(app, "shop"), text);
    List<JsonNode> objects = new ArrayList<>();
    for (JsonNode object : Trees.parseAll(app.synthYaml())) {
      Map<String, JsonNode> files = new LinkedHashMap<>();
      object
          .path("data")
          .properties()
          .forEach(file -> files.put(file.getKey(), parsed(file.getKey(), file.getValue())));
      objects.add(Trees.without(Trees.with(object, "data", files), HASH));
    }
    return objects;
  }

  /** A script or a definition of messages is the same for every text, and is compared as it is. */
  private static JsonNode parsed(String name, JsonNode file) {
    return name.endsWith(".js") || name.endsWith(".proto") ? file : Trees.parse(file.asText());
  }
}
