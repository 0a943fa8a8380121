package io.github.cdk8sovms.kubernetes.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The merge of Kubernetes, as {@code kubectl patch --local --type strategic} of 1.33 printed it for
 * the same input. On purpose, other than there: a volume and a strategy keep only what the patch
 * names, as with {@code kubectl apply}; new elements go to the end; what is removed must be there.
 */
class StrategicMergeTest {
  private static final String DEPLOYMENT =
      """
      apiVersion: apps/v1
      kind: Deployment
      spec:
        strategy: {type: RollingUpdate, rollingUpdate: {maxSurge: 1}}
        template:
          spec:
            tolerations: [{key: a}]
            volumes:
              - {name: cache, emptyDir: {sizeLimit: 1Gi}}
              - {name: config, configMap: {name: config}}
            containers:
              - name: ovms
                image: ovms:1
                env: [{name: A, value: "1"}, {name: B, value: "2"}]
                ports: [{containerPort: 8080, name: grpc}]
      """;

  @Test
  void listsWithAMergeKeyAreMerged() {
    assertThat(
            pod("containers: [{name: ovms, env: [{name: B, value: '3'}, {name: C, value: '4'}]}]"))
        .contains(
            "\"image\":\"ovms:1\"",
            "\"env\":[{\"name\":\"A\",\"value\":\"1\"},{\"name\":\"B\",\"value\":\"3\"},"
                + "{\"name\":\"C\",\"value\":\"4\"}]");
  }

  @Test
  void otherListsAreReplaced() {
    assertThat(pod("tolerations: [{key: b}]")).contains("\"tolerations\":[{\"key\":\"b\"}]");
  }

  @Test
  void nullRemoves() {
    assertThat(pod("tolerations: null")).doesNotContain("tolerations");
  }

  @Test
  void aVolumeHasOneSourceOnly() {
    assertThat(pod("volumes: [{name: cache, persistentVolumeClaim: {claimName: c}}]"))
        .contains(
            "{\"name\":\"cache\",\"persistentVolumeClaim\":{\"claimName\":\"c\"}},"
                + "{\"name\":\"config\"")
        .doesNotContain("emptyDir");
  }

  @Test
  void aStrategyWithoutRollingUpdateHasNone() {
    assertThat(merged("spec: {strategy: {type: Recreate}}"))
        .contains("\"strategy\":{\"type\":\"Recreate\"}");
  }

  @Test
  void directivesDeleteAndReplace() {
    assertThat(pod("volumes: [{name: cache, $patch: delete}]"))
        .contains("\"volumes\":[{\"name\":\"config\"");
    assertThat(pod("volumes: [{$patch: replace}, {name: new, emptyDir: {}}]"))
        .contains("\"volumes\":[{\"name\":\"new\",\"emptyDir\":{}}]");
    assertThat(merged("spec: {strategy: {$patch: replace, type: Recreate}}"))
        .contains("\"strategy\":{\"type\":\"Recreate\"}");
  }

  @Test
  void otherDirectivesAreRefused() {
    assertThatThrownBy(() -> pod("$setElementOrder/containers: [{name: ovms}]"))
        .isInstanceOf(PatchException.class)
        .hasMessageContaining("setElementOrder");
  }

  @Test
  void anElementWithoutItsKeyIsRefused() {
    assertThatThrownBy(() -> pod("containers: [{env: []}]"))
        .hasMessageContaining("has no \"name\"");
  }

  @Test
  void whatIsRemovedMustBeThere() {
    assertThatThrownBy(() -> pod("dnsPolicy: null")).hasMessageContaining("does not exist");
    assertThatThrownBy(() -> pod("volumes: [{name: x, $patch: delete}]"))
        .hasMessageContaining("it has cache, config");
  }

  @Test
  void aMisspelledContainerIsNotAdded() {
    assertThatThrownBy(() -> pod("containers: [{name: ovsm, tty: true}]"))
        .hasMessageContaining("it has ovms");
  }

  @Test
  void customResourcesHaveNoMergeKeys() {
    Map<String, Object> object = new LinkedHashMap<>(PatchYaml.parse(DEPLOYMENT));
    object.put("apiVersion", "example.com/v1");
    Map<String, Object> copy = PatchValue.copyOf(object);
    new StrategicMerge(MergeKeys.of(copy))
        .merge(copy, PatchYaml.parse("spec: {template: {spec: {containers: [{name: x}]}}}"));

    assertThat(ConfigText.compact(copy)).contains("\"containers\":[{\"name\":\"x\"}]");
  }

  @Test
  void numbersAndTextAreReadAsKubectlReadsThem() {
    assertThat(
            ConfigText.compact(
                PatchYaml.parse(
                    "{a: 1, b: 1.5, c: '1', d: 10:30, e: 2026-01-01, f: yes, g: 0644, h: 1e3, i: 8Gi,"
                        + " j: 0x1F}")))
        .isEqualTo(
            "{\"a\":1,\"b\":1.5,\"c\":\"1\",\"d\":\"10:30\",\"e\":\"2026-01-01\",\"f\":true,\"g\":420,"
                + "\"h\":1000,\"i\":\"8Gi\",\"j\":31}");
  }

  private static String pod(String fields) {
    return merged("spec: {template: {spec: {" + fields + "}}}");
  }

  private static String merged(String patch) {
    Map<String, Object> object = PatchValue.copyOf(PatchYaml.parse(DEPLOYMENT));
    new StrategicMerge(MergeKeys.of(object)).merge(object, PatchYaml.parse(patch));
    return ConfigText.compact(object);
  }
}
