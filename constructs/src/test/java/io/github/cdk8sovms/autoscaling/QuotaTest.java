package io.github.cdk8sovms.autoscaling;

import static io.github.cdk8sovms.validation.FindingCode.INVALID_QUANTITY;
import static io.github.cdk8sovms.validation.FindingCode.QUOTA;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8sovms.Programs;
import io.github.cdk8sovms.kubernetes.Resources;
import io.github.cdk8sovms.serving.Device;
import io.github.cdk8sovms.serving.GpuDriver;
import io.github.cdk8sovms.serving.Model;
import io.github.cdk8sovms.serving.ModelServer;
import io.github.cdk8sovms.serving.ModelSource;
import io.github.cdk8sovms.serving.OpenVinoOperatorServer;
import io.github.cdk8sovms.serving.OvmsModelServer;
import io.github.cdk8sovms.validation.Finding;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.Reported;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuotaTest {
  private static final Resources PER_POD = Resources.cpu("1500m").memory("2Gi");

  @ParameterizedTest(name = "{0} pods in {1} cores and {2}: {3}")
  @CsvSource({
    "4, 6, 8Gi, ''",
    "4, 6000m, 8192Mi, ''",
    "5, 6, 16Gi, requests.cpu limits.cpu",
    "4, 5999m, 8Gi, requests.cpu limits.cpu",
    "5, 8, 8Gi, requests.memory limits.memory",
    "100, 6, 8Gi, requests.cpu requests.memory limits.cpu limits.memory",
    "1000000000, 999, 999Gi, requests.cpu requests.memory limits.cpu limits.memory",
  })
  void everyPodMustFit(int pods, String cpu, String memory, String exceeded) {
    assertThat(
            Reported.by(
                findings ->
                    new Quota(Resources.cpu(cpu).memory(memory))
                        .check(findings, pods, server(PER_POD))))
        .extracting(finding -> finding.path().replace("shop/resnet.quota.", ""))
        .containsExactly(exceeded.isEmpty() ? new String[0] : exceeded.split(" "));
  }

  @Test
  void requestsAndLimitsAreComparedWithTheirOwn() {
    OvmsModelServer server = server(PER_POD.cpuLimit("3"));

    assertThat(problems(Resources.cpu("6").cpuLimit("11").memory("8Gi"), server))
        .containsExactly(
            "\"11\" is less than the limits of 4 pods with \"3\" each, so not all of them could"
                + " run");
    assertThat(problems(Resources.cpu("6").withoutCpuLimit().memory("8Gi"), server)).isEmpty();
  }

  @Test
  void devicesCountToo() {
    OvmsModelServer server = server(PER_POD.device("gpu.intel.com/i915", 1));

    assertThat(problems(Resources.cpu("6").memory("8Gi").device("gpu.intel.com/i915", 3), server))
        .hasSize(2)
        .allMatch(problem -> problem.startsWith("\"3\" is less than the "));
    assertThat(problems(Resources.cpu("6").memory("8Gi"), server)).as("not limited").isEmpty();
    assertThat(problems(Resources.cpu("6").memory("8Gi").device("a.b/c", 1), server)).isEmpty();
  }

  @Test
  void devicesThatModelsBringCountToo() {
    Resources left = Resources.cpu("6").memory("8Gi").device(GpuDriver.XE.resource(), 3);
    OvmsModelServer server =
        Programs.server(Programs.chart(), "resnet")
            .model(
                Model.of("bert", ModelSource.of("s3://models/bert"))
                    .device(Device.gpu(GpuDriver.XE)))
            .resources(PER_POD)
            .build();

    assertThat(problems(left, server))
        .hasSize(2)
        .allMatch(problem -> problem.startsWith("\"3\" is less than the "));
  }

  @Test
  void whatIsNoQuantityIsReportedAsThatOnly() {
    List<FindingCode> codes =
        Reported.codesBy(
            findings ->
                new Quota(Resources.cpu("lots").memory("8Gi")).check(findings, 4, server(PER_POD)));

    assertThat(codes).isNotEmpty().containsOnly(INVALID_QUANTITY);
  }

  @Test
  void theDefaultResourcesOfAServerCount() {
    OvmsModelServer server = Programs.server(Programs.chart(), "resnet").build();

    assertThat(
            Reported.codesBy(
                findings -> new Quota(Resources.cpu("6").memory("8Gi")).check(findings, 4, server)))
        .containsExactly(QUOTA, QUOTA);
  }

  /** A ModelServer without resources creates pods without resources. */
  @Test
  void podsOfTheOperatorRequestOnlyConfiguredResources() {
    OpenVinoOperatorServer server = Programs.operatorServer(Programs.chart(), "resnet").build();

    assertThat(problems(Resources.cpu("6").memory("4Gi"), server)).isEmpty();
  }

  private static List<String> problems(Resources left, ModelServer server) {
    return Reported.by(findings -> new Quota(left).check(findings, 4, server)).stream()
        .map(Finding::problem)
        .toList();
  }

  private static OvmsModelServer server(Resources perPod) {
    return Programs.server(Programs.chart(), "resnet").resources(perPod).build();
  }
}
