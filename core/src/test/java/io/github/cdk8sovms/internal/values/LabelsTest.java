package io.github.cdk8sovms.internal.values;

import static io.github.cdk8sovms.validation.FindingCode.INVALID_ANNOTATION;
import static io.github.cdk8sovms.validation.FindingCode.INVALID_LABEL;
import static io.github.cdk8sovms.validation.FindingCode.RESERVED_LABEL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.github.cdk8sovms.validation.Checked;
import io.github.cdk8sovms.validation.FindingCode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LabelsTest {

  @Test
  void theRecommendedLabelsComeFirstAndTheUsersLast() {
    Labels labels = Labels.of("prometheus", "metrics", "monitoring", Map.of("team", "vision"));

    assertThat(labels.all())
        .containsExactly(
            entry("app.kubernetes.io/name", "prometheus"),
            entry("app.kubernetes.io/instance", "metrics"),
            entry("app.kubernetes.io/component", "monitoring"),
            entry("app.kubernetes.io/part-of", "openvino-serving"),
            entry("app.kubernetes.io/managed-by", "cdk8s-ovms"),
            entry("cdk8s-ovms/software", "prometheus"),
            entry("cdk8s-ovms/name", "metrics"),
            entry("team", "vision"));
  }

  @Test
  void selectorsUseLabelsOfThisLibraryOnlySoThatOthersMayChange() {
    Labels labels =
        Labels.of(
            "prometheus", "metrics", "monitoring", Map.of("app.kubernetes.io/part-of", "shop"));

    assertThat(labels.selector())
        .containsExactly(
            entry("cdk8s-ovms/software", "prometheus"), entry("cdk8s-ovms/name", "metrics"));
    assertThat(labels.all()).containsEntry("app.kubernetes.io/part-of", "shop").hasSize(7);
  }

  @Test
  void laterChangesToTheMapsDoNotReachTheLabels() {
    Map<String, String> map = new LinkedHashMap<>(Map.of("a", "b"));
    Labels labels = new Labels(map, map);
    map.clear();

    assertThat(labels.selector()).containsExactly(entry("a", "b"));
    assertThat(labels.all()).containsExactly(entry("a", "b"));
    assertThatThrownBy(() -> labels.all().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "team, vision",
    "team, ''",
    "example.com/team, Vision_1.2-a",
    "a, 1",
    "x.y-z/A_b.c-d, v",
  })
  void labelsThatKubernetesTakes(String key, String value) {
    assertThat(codes(key, value)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "a b", "-a", "a-", "/a", "a/", "a/b/c", "a..b/c", "ä", "a\n", "\u212a/a"})
  void keysThatKubernetesRefuses(String key) {
    assertThat(codes(key, "v")).containsExactly(INVALID_LABEL);
    assertThat(codesOfAnnotation(key)).containsExactly(INVALID_ANNOTATION);
  }

  /** The API server compares annotation keys in lower case, and label keys unchanged. */
  @Test
  void onlyKeysOfAnnotationsMayHaveCapitalsInTheirDomain() {
    assertThat(codes("Example.com/a", "v")).containsExactly(INVALID_LABEL);
    assertThat(codesOfAnnotation("Example.com/a")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {" ", "a b", "-a", "a.", "a/b", "vision\n", "ä"})
  void valuesThatKubernetesRefuses(String value) {
    assertThat(codes("team", value)).containsExactly(INVALID_LABEL);
  }

  @Test
  void keysAndValuesAreAtMost63CharactersLongAndPrefixes253() {
    assertThat(codes("k".repeat(63), "v".repeat(63))).isEmpty();
    assertThat(codes("k".repeat(64), "v")).containsExactly(INVALID_LABEL);
    assertThat(codes("k", "v".repeat(64))).containsExactly(INVALID_LABEL);
    assertThat(codes("p".repeat(253) + "/" + "k".repeat(63), "v")).isEmpty();
    assertThat(codes("p".repeat(254) + "/k", "v")).containsExactly(INVALID_LABEL);
  }

  @ParameterizedTest
  @ValueSource(strings = {"cdk8s-ovms/software", "cdk8s-ovms/name", "cdk8s-ovms/other"})
  void labelsOfTheSelectorCannotBeReplaced(String key) {
    assertThat(codes(key, "mine")).containsExactly(RESERVED_LABEL);
  }

  @ParameterizedTest
  @ValueSource(strings = {"app.kubernetes.io/name", "app.kubernetes.io/instance"})
  void labelsThatArgoCdAndKustomizeWriteMayBeReplacedByTheUserToo(String key) {
    assertThat(codes(key, "mine")).isEmpty();
    assertThat(Labels.of("software", "name", "role", Map.of(key, "mine")).selector())
        .containsExactly(
            entry("cdk8s-ovms/software", "software"), entry("cdk8s-ovms/name", "name"));
  }

  @Test
  void annotationsMayHoldAnyText() {
    assertThat(
            Checked.by(
                findings ->
                    Labels.checkAnnotations(findings, Map.of("example.com/owner", "a: b\n\"c\""))))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-", "a b", "{{ .Release.Name }}"})
  void aValueWithoutItsKeyIsCheckedToo(String value) {
    assertThat(Checked.codesBy(findings -> Labels.checkValue(findings, "release", value)))
        .containsExactly(INVALID_LABEL);
  }

  private static List<FindingCode> codes(String key, String value) {
    return Checked.codesBy(findings -> Labels.check(findings, Map.of(key, value)));
  }

  private static List<FindingCode> codesOfAnnotation(String key) {
    return Checked.codesBy(findings -> Labels.checkAnnotations(findings, Map.of(key, "v")));
  }
}
