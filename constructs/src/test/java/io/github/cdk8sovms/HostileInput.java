package io.github.cdk8sovms;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8sovms.validation.Finding;
import io.github.cdk8sovms.validation.internal.Findings;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever text is given, wherever: it is refused in one visible line, or it is in what is emitted,
 * unchanged, and nothing else is other than with a harmless text in its place. In two classes,
 * since it is the longest of all tests and two JVMs share them.
 */
@Tag("hostile")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class HostileInput {
  private final Map<String, HostilePlace> kept;
  private final Map<String, HostilePlace> notKept;

  HostileInput(Map<String, HostilePlace> kept, Map<String, HostilePlace> notKept) {
    this.kept = kept;
    this.notKept = notKept;
  }

  Set<String> places() {
    return kept.keySet();
  }

  Set<String> allPlaces() {
    Set<String> all = new LinkedHashSet<>(kept.keySet());
    all.addAll(notKept.keySet());
    return all;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("allPlaces")
  void aTextIsRefusedInOneLineOrKept(String place) {
    boolean isKept = kept.containsKey(place);
    HostileAttempts attempts = new HostileAttempts((isKept ? kept : notKept).get(place));
    List<String> harmless = isKept ? attempts.harmless() : List.of();
    List<String> changed = new ArrayList<>();
    List<Finding> findings = new ArrayList<>();

    for (String text : HostileText.samplesFor(place)) {
      List<Finding> found = attempts.reported(text);
      findings.addAll(found);
      if (isKept && found.isEmpty() && !attempts.isKept(text, harmless)) {
        changed.add(Findings.quote(text));
      }
    }

    assertThat(changed).as("neither refused nor kept").isEmpty();
    assertThat(hardToRead(findings)).isEmpty();
  }

  /** UTF-8 has no half characters, so no manifest can hold them. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("places")
  void halfACharacterIsRefused(String place) {
    HostileAttempts attempts = new HostileAttempts(kept.get(place));

    assertThat(
            Stream.of("\ud800", "a\udc00b")
                .filter(half -> attempts.reported(half).isEmpty())
                .map(Findings::quote))
        .isEmpty();
  }

  private static Stream<String> hardToRead(List<Finding> findings) {
    return findings.stream()
        .map(Finding::toString)
        .filter(line -> line.codePoints().anyMatch(HostileInput::isInvisible))
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
