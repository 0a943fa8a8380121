package io.github.cdk8sovms.kubernetes.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8sovms.Programs;
import io.github.cdk8sovms.Synthesized;
import io.github.cdk8sovms.kubernetes.Namespace;
import io.github.cdk8sovms.kubernetes.Patch;
import io.github.cdk8sovms.serving.OvmsModelServer;
import io.github.cdk8sovms.validation.Finding;
import io.github.cdk8sovms.validation.FindingCode;
import java.util.List;
import java.util.Map;
import org.cdk8s.Chart;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which patches warn; the reports are those of the acceptance tests. */
class PatchGuardsTest {
  private static final String POD = "/spec/template/spec";
  private static final String OVMS = POD + "/containers/0";

  private final Chart chart = Programs.chart();

  @Test
  void whatChangesNothingWarnsOfNothing() {
    assertThat(
            warnings(
                Patch.of("Deployment")
                    .replace(OVMS + "/args/3", "--rest_workers=8")
                    .replace(OVMS + "/resources/limits/cpu", "2")
                    .mergeYaml("{apiVersion: apps/v1, kind: Deployment, metadata: {name: resnet}}"),
                Patch.of("Service").replace("/spec/ports/0/port", 8080L)))
        .isEmpty();
  }

  @Test
  void whatIsAddedBesideOursWarnsOfNothing() {
    assertThat(
            warnings(
                Patch.of("Deployment")
                    .add(OVMS + "/args/-", "--grpc_memory_quota=1")
                    .add(OVMS + "/ports/-", Map.of("name", "debug", "containerPort", 9999))
                    .add(POD + "/volumes/-", Map.of("name", "ca", "emptyDir", Map.of()))
                    .add(OVMS + "/volumeMounts/-", Map.of("name", "ca", "mountPath", "/ca"))
                    .add(POD + "/dnsPolicy", "Default")
                    .add("/metadata/annotations", Map.of("a", "b")),
                Patch.of("Service").add("/spec/ports/-", Map.of("name", "debug", "port", 9999)),
                Patch.of("ConfigMap").add("/data/graph.pbtxt", "node {}")))
        .isEmpty();
  }

  @Test
  void aSidecarHasPortsAndProbesOfItsOwn() {
    assertThat(
            warnings(
                Patch.of("Deployment")
                    .add(
                        POD + "/containers/0",
                        Map.of(
                            "name",
                            "proxy",
                            "image",
                            "proxy:1",
                            "args",
                            List.of("--port=1"),
                            "ports",
                            List.of(Map.of("containerPort", 1)),
                            "livenessProbe",
                            Map.of("tcpSocket", Map.of("port", 1)),
                            "securityContext",
                            Map.of("allowPrivilegeEscalation", false)))))
        .isEmpty();
  }

  /** A flag may be written in one argument or in two, and flags in any order. */
  @ParameterizedTest
  @ValueSource(strings = {"--nireq=1", "--plugin_config={}", "--metrics_enable", "--model_name=a"})
  void flagsThatSayWhatIsServedWarn(String flag) {
    assertThat(warnings(Patch.of("Deployment").add(OVMS + "/args/0", flag))).hasSize(1);
  }

  @Test
  void theOrderOfFlagsDoesNotMatter() {
    OvmsModelServer plain = Programs.server(Programs.chart(), "resnet").build();
    assertThat(plain.findings()).isEmpty();

    assertThat(
            warnings(
                Patch.of("Deployment")
                    .test(OVMS + "/args/1", "--port=8080")
                    .remove(OVMS + "/args/1")
                    .add(OVMS + "/args/-", "--port=8080")))
        .isEmpty();
  }

  @Test
  void aMergeWarnsAsAJsonPatchDoes() {
    List<String> merged =
        warnings(
            Patch.of("Deployment")
                .mergeYaml(
                    """
                    spec:
                      template:
                        spec:
                          containers:
                            - name: ovms
                              ports: [{containerPort: 8080, hostPort: 8080}]
                    """));
    List<String> replaced = warnings(Patch.of("Deployment").add(OVMS + "/ports/0/hostPort", 8080));

    assertThat(merged).hasSize(1).isEqualTo(replaced);
  }

  @Test
  void aRemovedContainerIsOneWarningAReason() {
    assertThat(warnings(Patch.of("Deployment").remove(POD + "/containers/0")))
        .allMatch(problem -> problem.contains("containers[ovms]"))
        .doesNotHaveDuplicates();
  }

  @Test
  void everyTypedObjectHasTheApiVersionThatPatchesSee() {
    OvmsModelServer server = Programs.server(chart, "resnet").build();
    Programs.autoscaler(chart, server, Programs.adapterOf(chart, server)).build();
    Namespace.of(chart, "serving");

    assertThat(Synthesized.of(chart).objects())
        .hasSizeGreaterThan(20)
        .allSatisfy(
            object ->
                assertThat(object.at("/apiVersion").asText())
                    .isEqualTo(KnownKinds.apiVersionOf(object.at("/kind").asText())));
  }

  private List<String> warnings(Patch... patches) {
    return Programs.server(Programs.chart(), "resnet").patch(patches).build().findings().stream()
        .filter(finding -> finding.code() == FindingCode.PATCH_UNDOES_GUARD)
        .map(Finding::problem)
        .toList();
  }
}
