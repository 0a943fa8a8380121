package io.github.cdk8sovms;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8sovms.validation.Finding;
import io.github.cdk8sovms.validation.Findings;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever text is given, wherever: it is refused in one visible line, or it is in what is emitted,
 * unchanged, and nothing else is other than with a harmless text in its place.
 */
class HostileInputTest {
  static Set<String> places() {
    return HostilePlaces.kept().keySet();
  }

  static Set<String> placesOfOtherForms() {
    return HostilePlaces.notKept().keySet();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("places")
  void aTextIsRefusedInOneLineOrKept(String place) {
    HostileAttempts attempts = new HostileAttempts(HostilePlaces.kept().get(place));
    List<String> harmless = attempts.harmless();
    List<String> changed = new ArrayList<>();
    List<Finding> findings = new ArrayList<>();

    for (String text : HostileText.samples()) {
      List<Finding> found = attempts.reported(text);
      findings.addAll(found);
      if (found.isEmpty() && !attempts.isKept(text, harmless)) {
        changed.add(Findings.quote(text));
      }
    }

    assertThat(changed).as("neither refused nor kept").isEmpty();
    assertThat(hardToRead(findings)).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("placesOfOtherForms")
  void aReportIsOneLineInWhichEverythingCanBeSeen(String place) {
    HostileAttempts attempts = new HostileAttempts(HostilePlaces.notKept().get(place));

    assertThat(
            hardToRead(
                HostileText.samples().stream()
                    .map(attempts::reported)
                    .flatMap(List::stream)
                    .toList()))
        .isEmpty();
  }

  /** UTF-8 has no half characters, so no manifest can hold them. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("places")
  void halfACharacterIsRefused(String place) {
    HostileAttempts attempts = new HostileAttempts(HostilePlaces.kept().get(place));

    assertThat(
            Stream.of("\ud800", "a\udc00b")
                .filter(half -> attempts.reported(half).isEmpty())
                .map(Findings::quote))
        .isEmpty();
  }

  private static Stream<String> hardToRead(List<Finding> findings) {
    return findings.stream()
        .map(Finding::toString)
        .filter(line -> line.codePoints().anyMatch(HostileInputTest::isInvisible))
        .map(Findings::quote);
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
}
