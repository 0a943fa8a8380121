package io.github.cdk8sovms.kubernetes.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8sovms.ProcessorTime;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

class YamlDocumentTest {
  private static final List<Map<String, Object>> OURS = List.of(Map.of("name", "ours"));

  @Test
  void aListThatAnAliasSharesIsCopied() {
    Map<String, Object> merged =
        with("externalRules: &shared\n- name: theirs\nrules: *shared\n", "rules");

    assertThat(names(merged.get("externalRules"))).containsExactly("theirs");
    assertThat(names(merged.get("rules"))).containsExactly("theirs", "ours");
  }

  @Test
  void aMappingThatAnAliasSharesIsCopied() {
    Map<String, Object> merged =
        with("other: &shared\n  custom:\n  - name: theirs\nrules: *shared\n", "rules", "custom");

    assertThat(names(mapping(merged.get("other")).get("custom"))).containsExactly("theirs");
    assertThat(names(mapping(merged.get("rules")).get("custom"))).containsExactly("theirs", "ours");
  }

  /** An explicit key replaces one of a merge key, and with it the rules of the owner. */
  @Test
  void aListOfAMergeKeyIsCopied() {
    Map<String, Object> merged =
        with(
            "base: &base\n  custom:\n  - name: theirs\n  default: true\nrules:\n  <<: *base\n",
            "rules",
            "custom");

    assertThat(names(mapping(merged.get("base")).get("custom"))).containsExactly("theirs");
    Map<String, Object> rules = mapping(merged.get("rules"));
    assertThat(names(rules.get("custom"))).containsExactly("theirs", "ours");
    assertThat(rules).containsEntry("default", true);
  }

  @Test
  void theFirstOfSeveralMergedMappingsDecides() {
    Map<String, Object> merged =
        with(
            "a: &a {rules: [{name: a}]}\nb: &b {rules: [{name: b}]}\nc:\n  <<: [*a, *b]\n",
            "c",
            "rules");

    assertThat(names(mapping(merged.get("c")).get("rules"))).containsExactly("a", "ours");
  }

  @Test
  void anEntryOfTheSameIdentityIsReplacedInTheCopyOnly() {
    Map<String, Object> merged =
        with("a: &shared\n- name: ours\n  query: theirs\nrules: *shared\n", "rules");

    assertThat(merged.get("a")).isEqualTo(List.of(Map.of("name", "ours", "query", "theirs")));
    assertThat(merged.get("rules")).isEqualTo(List.of(Map.of("name", "ours")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"12:30:45", "0o17", "1_000", "1e3", "yes", "~", ".inf"})
  void theNotationOfAScalarIsKept(String scalar) {
    assertThat(written("window: " + scalar + "\nrules: []\n", "rules"))
        .startsWith("window: " + scalar + "\n");
  }

  @Test
  void anOctalNumberKeepsItsType() {
    assertThat(written("window: 010\nrules: []\n", "rules")).startsWith("window: !!int '010'\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rules: &self\n- name: a\n  more: *self\n",
        "rules: &self [*self]\n",
        "? [a, b]\n: c\n",
        "? {a: b}\n: c\n"
      })
  void whatContainsItselfOrHasOtherKeysThanTextIsRefused(String text) {
    assertThat(YamlDocument.read(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rules: []\\nrules: [] | line 2: found duplicate key rules",
        "rules: [ | line 1: expected the node content, but found '<stream end>'",
        "a: 1\\n---\\nb: 2 | line 2: but found another document",
        "rules: &self [*self] | aliases refer to themselves or multiply its content",
      })
  void theReasonHasTheLine(String text, String problem) {
    assertThat(YamlDocument.problem(text.replace("\\n", "\n"))).contains(problem);
  }

  @Test
  void aliasesThatMultiplyTheContentAreRefused() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x]\n");
    for (int i = 1; i < 25; i++) {
      bomb.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
    }
    bomb.append("rules: *a24\n");

    ProcessorTime.assertLessThan(
        Duration.ofSeconds(5), () -> assertThat(YamlDocument.read(bomb.toString())).isEmpty());
  }

  @Test
  void entriesAreAddedToAFileOfAlmostOneMebibyteQuickly() {
    String text =
        "rules:\n" + "- name: theirs\n  query: \"%s\"\n".formatted("q".repeat(40)).repeat(13_000);
    YamlDocument document = YamlDocument.read(text).orElseThrow();

    ProcessorTime.assertLessThan(
        Duration.ofSeconds(5),
        () ->
            assertThat(document.with(List.of("rules"), OURS, YamlDocumentTest::name))
                .contains("ours"));
  }

  private static Optional<String> name(Object entry) {
    return YamlDocument.text(entry, "name");
  }

  private static String written(String text, String... path) {
    return YamlDocument.read(text).orElseThrow().with(List.of(path), OURS, YamlDocumentTest::name);
  }

  private static Map<String, Object> with(String text, String... path) {
    return mapping(new Yaml().load(written(text, path)));
  }

  private static Map<String, Object> mapping(Object data) {
    Map<String, Object> mapping = new LinkedHashMap<>();
    ((Map<?, ?>) data).forEach((key, value) -> mapping.put(String.valueOf(key), value));
    return mapping;
  }

  private static List<Object> names(Object list) {
    return ((List<?>) list).stream().<Object>map(entry -> ((Map<?, ?>) entry).get("name")).toList();
  }
}
