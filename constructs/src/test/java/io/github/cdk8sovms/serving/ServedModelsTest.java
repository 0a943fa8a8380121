package io.github.cdk8sovms.serving;

import static io.github.cdk8sovms.validation.FindingCode.DEVICE_NOT_REQUESTED;
import static io.github.cdk8sovms.validation.FindingCode.DUPLICATE_MODEL;
import static io.github.cdk8sovms.validation.FindingCode.MISSING;
import static io.github.cdk8sovms.validation.FindingCode.STREAMS_EXCEED_CPU;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8sovms.Programs;
import io.github.cdk8sovms.kubernetes.Resources;
import io.github.cdk8sovms.validation.Finding;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.Reported;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServedModelsTest {
  private static final Model MODEL =
      Model.of("resnet50", ModelSource.of("s3://models/resnet50").anonymous());
  private static final Resources FOUR_CORES = Resources.cpu("4").memory("4Gi");

  @ParameterizedTest(name = "{0} streams with {1} cores: {2}")
  @CsvSource({
    "4, 4, 0",
    "4, 4000m, 0",
    "4, 3999m, 1",
    "5, 4, 1",
    "1, 500m, 1",
    "1, 1, 0",
    "1024, 1k, 1",
  })
  void everyStreamHasACoreOfItsOwn(int streams, String cores, int warnings) {
    Resources resources = Resources.cpu(cores).memory("4Gi");

    assertThat(codes(resources, true, MODEL.streams(streams)))
        .hasSize(warnings)
        .allMatch(STREAMS_EXCEED_CPU::equals);
  }

  @Test
  void theWarningContainsBothNumbers() {
    assertThat(
            Reported.by(
                findings ->
                    new ServedModels(List.of(MODEL.streams(8)))
                        .check(findings, FOUR_CORES, true, false)))
        .extracting(Finding::toString)
        .containsExactly(
            "OVMS224 shop/resnet.resources.cpu: \"4\" is less than a core for each of the 8"
                + " streams of \"resnet50\": streams compete for cores, and on a node with fewer"
                + " cores OpenVINO creates fewer. Request as many cores as streams, or lower"
                + " .streams(..).");
  }

  @Test
  void eachModelIsWarnedOfByItself() {
    assertThat(
            codes(
                FOUR_CORES,
                true,
                MODEL.streams(8),
                Model.of("bert", ModelSource.of("s3://models/bert").anonymous()).streams(4),
                Model.of("gpt", ModelSource.of("s3://models/gpt").anonymous()).streams(5)))
        .containsExactly(STREAMS_EXCEED_CPU, STREAMS_EXCEED_CPU);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GPU", "NPU", "AUTO", "HETERO:GPU,CPU"})
  void onOtherDevicesStreamsNeedNoCores(String device) {
    Resources resources = FOUR_CORES.device("gpu.intel.com/i915", 1);

    assertThat(codes(resources, true, MODEL.device(Device.of(device)).streams(8))).isEmpty();
  }

  @Test
  void withoutAStreamCountOrAQuantityThereIsNothingToCompare() {
    assertThat(codes(FOUR_CORES, true, MODEL)).isEmpty();
    assertThat(codes(Resources.cpu("lots").memory("4Gi"), true, MODEL.streams(8))).isEmpty();
  }

  @Test
  void resourcesThatAreAGuessAreNotComparedWith() {
    assertThat(codes(FOUR_CORES, false, MODEL.streams(8))).isEmpty();
  }

  @Test
  void aLimitAboveTheRequestDoesNotCount() {
    assertThat(codes(FOUR_CORES.cpuLimit("16"), true, MODEL.streams(8)))
        .containsExactly(STREAMS_EXCEED_CPU);
  }

  @Test
  void withTheOperatorAndWithoutResourcesThereIsNoFinding() {
    OpenVinoOperatorServer.Builder server =
        Programs.operatorServer(Programs.chart(), "resnet")
            .model(Model.of("bert", ModelSource.of("s3://models/bert").anonymous()).streams(8));

    assertThat(server.build().findings())
        .extracting(Finding::code)
        .doesNotContain(STREAMS_EXCEED_CPU);
  }

  /** A Deployment gets the default resources, 2 cores, so they are known. */
  @Test
  void theDefaultResourcesOfADeploymentCount() {
    OvmsModelServer.Builder server =
        Programs.server(Programs.chart(), "resnet")
            .model(Model.of("bert", ModelSource.of("s3://models/bert").anonymous()).streams(8));

    assertThat(server.build().findings())
        .extracting(Finding::code)
        .containsExactly(STREAMS_EXCEED_CPU);
  }

  @Test
  void thereIsAModelAndEachHasANameOfItsOwn() {
    assertThat(codes(FOUR_CORES, true)).containsExactly(MISSING);
    assertThat(codes(FOUR_CORES, true, MODEL, MODEL.streams(2))).containsExactly(DUPLICATE_MODEL);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({"CPU, 0", "GPU, 1", "GPU.1, 1", "NPU, 1", "AUTO, 1", "BATCH:CPU(4), 0"})
  void aDeviceIsRequested(String device, int warnings) {
    Model model = MODEL.device(Device.of(device));

    assertThat(codes(FOUR_CORES, true, model))
        .hasSize(warnings)
        .allMatch(DEVICE_NOT_REQUESTED::equals);
    assertThat(codes(FOUR_CORES.device("gpu.intel.com/i915", 1), true, model)).isEmpty();
  }

  private static List<FindingCode> codes(Resources perPod, boolean isKnown, Model... models) {
    return Reported.codesBy(
        findings -> new ServedModels(List.of(models)).check(findings, perPod, isKnown, false));
  }
}
