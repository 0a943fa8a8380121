package io.github.cdk8sovms.serving;

import static io.github.cdk8sovms.serving.GpuDriver.I915;
import static io.github.cdk8sovms.serving.GpuDriver.XE;
import static io.github.cdk8sovms.validation.FindingCode.DEVICE_IDLE;
import static io.github.cdk8sovms.validation.FindingCode.DEVICE_IMAGE;
import static io.github.cdk8sovms.validation.FindingCode.DEVICE_RESOURCE;
import static io.github.cdk8sovms.validation.FindingCode.MIXED_DRIVERS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdk8sovms.Programs;
import io.github.cdk8sovms.Synthesized;
import io.github.cdk8sovms.kubernetes.Resources;
import io.github.cdk8sovms.kubernetes.internal.ResourceAmounts;
import io.github.cdk8sovms.validation.Finding;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.Reported;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.cdk8s.Chart;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The resources that the devices of all models of a server require. */
class ServedDevicesTest {
  private static final Resources CORES = Resources.cpu("4").memory("8Gi");
  private static final String I915_RESOURCE = "gpu.intel.com/i915";
  private static final String XE_RESOURCE = "gpu.intel.com/xe";
  private static final String NPU_RESOURCE = "npu.intel.com/accel";

  @Test
  void whatModelsNeedIsRequestedOnceForAllOfThem() {
    assertThat(requested(CORES, Device.cpu())).isEmpty();
    assertThat(requested(CORES, Device.gpu(XE))).containsExactly(Map.entry(XE_RESOURCE, "1"));
    assertThat(requested(CORES, Device.gpu(XE), Device.gpu(XE)))
        .containsExactly(Map.entry(XE_RESOURCE, "1"));
    assertThat(requested(CORES, Device.npu(), Device.auto(Device.gpu(I915), Device.cpu())))
        .containsOnly(Map.entry(NPU_RESOURCE, "1"), Map.entry(I915_RESOURCE, "1"));
  }

  @Test
  void asManyGpusAreRequestedAsTheHighestIndexNeeds() {
    assertThat(requested(CORES, Device.gpu(XE), Device.gpu(XE).index(2), Device.gpu(XE).index(1)))
        .containsExactly(Map.entry(XE_RESOURCE, "3"));
  }

  @Test
  void configuredResourcesAreKept() {
    assertThat(requested(CORES.device(XE_RESOURCE, 2), Device.gpu(XE)))
        .containsExactly(Map.entry(XE_RESOURCE, "2"));
    assertThat(requested(CORES.device("example.com/camera", 1), Device.gpu(XE)))
        .containsOnly(Map.entry("example.com/camera", "1"), Map.entry(XE_RESOURCE, "1"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"GPU", "NPU", "AUTO", "HETERO:GPU,CPU"})
  void forATextNothingIsRequested(String text) {
    assertThat(requested(CORES, Device.of(text))).isEmpty();
    assertThat(codes(CORES.device(XE_RESOURCE, 1), Device.of(text))).isEmpty();
    assertThat(codes(CORES.device(I915_RESOURCE, 1), Device.of(text))).isEmpty();
  }

  @Test
  void aResourceOfAnotherDriverIsRefused() {
    assertThat(reports(CORES.device(I915_RESOURCE, 1), Device.gpu(XE)))
        .containsExactly(
            "OVMS229 shop/resnet.resources.gpu.intel.com/i915: \"gpu.intel.com/i915\" is a GPU of"
                + " another driver than \"gpu.intel.com/xe\", which the models use. Leave"
                + " .device(..) out of the resources, or use Device.gpu(GpuDriver.I915).");
    assertThat(codes(CORES.device(XE_RESOURCE, 1), Device.auto(Device.gpu(I915), Device.cpu())))
        .containsExactly(DEVICE_RESOURCE);
  }

  @Test
  void aTextCountsTheGpusOfItsPodToo() {
    assertThat(codes(CORES.device(XE_RESOURCE, 1), Device.of("GPU.1")))
        .containsExactly(DEVICE_RESOURCE);
    assertThat(codes(CORES.device(I915_RESOURCE, 1), Device.of("MULTI:GPU.0,GPU.1")))
        .containsExactly(DEVICE_RESOURCE);
    assertThat(codes(CORES.device(XE_RESOURCE, 2), Device.of("MULTI:GPU.0,GPU.1"))).isEmpty();
    assertThat(codes(CORES, Device.of("GPU.1"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nvidia.com/gpu",
        "nvidia.com/mig-1g.5gb",
        "amd.com/gpu",
        "habana.ai/gaudi",
        "aws.amazon.com/neuroncore",
        "gpu.intel.com/i915_monitoring"
      })
  void devicesOfOthersAreIdle(String resource) {
    assertThat(codes(CORES.device(resource, 1), Device.cpu())).containsExactly(DEVICE_IDLE);
    assertThat(codes(CORES.device(resource, 1), Device.of("GPU"))).containsExactly(DEVICE_IDLE);
  }

  @Test
  void moreThanModelsUseAreIdle() {
    assertThat(codes(CORES.device(XE_RESOURCE, 2), Device.gpu(XE))).containsExactly(DEVICE_IDLE);
    assertThat(codes(CORES.device(NPU_RESOURCE, 2), Device.npu())).containsExactly(DEVICE_IDLE);
    assertThat(codes(CORES.device(XE_RESOURCE, 2), Device.gpu(XE), Device.of("MULTI:GPU.0,GPU.1")))
        .isEmpty();
  }

  @Test
  void fewerThanModelsUseAreRefused() {
    Resources one = CORES.device(XE_RESOURCE, 1);

    assertThat(reports(one, Device.gpu(XE), Device.gpu(XE).index(1)))
        .containsExactly(
            "OVMS229 shop/resnet.resources.gpu.intel.com/xe: \"1\" is fewer than the 2 that"
                + " the models use. Leave .device(..) out of the resources: device requests are"
                + " added automatically.");
    assertThat(codes(CORES.device(XE_RESOURCE, 2), Device.gpu(XE), Device.gpu(XE).index(1)))
        .isEmpty();
  }

  @Test
  void twoDriversAreHardlyOnOneNode() {
    assertThat(reports(CORES, Device.gpu(XE), Device.gpu(I915)))
        .containsExactly(
            "OVMS234 shop/resnet.model: \"[gpu.intel.com/i915, gpu.intel.com/xe]\" are GPUs"
                + " of two drivers, which rarely exist on the same node. Use one server per"
                + " driver.");
    assertThat(codes(CORES, Device.auto(Device.gpu(XE), Device.gpu(I915).index(1))))
        .contains(MIXED_DRIVERS);
  }

  @Test
  void aDeviceThatNoModelUsesIsHeldInVain() {
    assertThat(reports(CORES.device(XE_RESOURCE, 1), Device.cpu()))
        .containsExactly(
            "OVMS235 shop/resnet.resources.gpu.intel.com/xe: \"gpu.intel.com/xe\" is"
                + " allocated to each pod, but no model runs on it. Leave it out of the resources,"
                + " or use it for a model.");
    assertThat(codes(CORES.device(XE_RESOURCE, 1), Device.npu())).containsExactly(DEVICE_IDLE);
    assertThat(codes(CORES.device(NPU_RESOURCE, 1), Device.gpu(XE))).containsExactly(DEVICE_IDLE);
    assertThat(codes(CORES.device("example.com/camera", 1), Device.cpu())).isEmpty();
  }

  @Test
  void gpusAreCountedFromTheFirst() {
    assertThat(reports(CORES, Device.gpu(XE), Device.gpu(XE).index(2)))
        .containsExactly(
            "OVMS235 shop/resnet.model: \"[0, 2]\" are the GPUs that models use, but those"
                + " below 2 are also allocated to each pod. Count .index(..) from 0.");
    assertThat(codes(CORES, Device.gpu(XE).index(1))).containsExactly(DEVICE_IDLE);
  }

  @Test
  void aVariantWithoutDriversIsRefused() {
    assertThat(imageReports(OvmsImage.of("2026.2.1-py"), Device.gpu(XE)))
        .containsExactly(
            "OVMS230 shop/resnet.image: \"docker.io/openvino/model_server:2026.2.1-py\" is a variant"
                + " without the drivers of \"[GPU]\". Use OvmsImage.of(\"2026.3.1\"), to which -gpu"
                + " is added; or, if your build has them, .withDrivers().");
    assertThat(imageCodes(OvmsImage.of("2026.2.1-py"), Device.cpu())).isEmpty();
    assertThat(imageCodes(OvmsImage.of("2026.2.1-py").withDrivers(), Device.npu())).isEmpty();
    assertThat(imageCodes(OvmsImage.of("2026.2.1-py"), Device.of("GPU"))).isEmpty();
  }

  @Test
  void aDigestMustBeDeclaredToHaveDrivers() {
    String digest = "sha256:" + "0123456789abcdef".repeat(4);
    OvmsImage pinned = OvmsImage.of("2026.2.1").digest(digest);

    assertThat(imageCodes(pinned, Device.npu())).containsExactly(DEVICE_IMAGE);
    assertThat(imageCodes(pinned.withDrivers(), Device.npu())).isEmpty();
    assertThat(imageCodes(OvmsImage.of("2026.2.1-gpu").digest(digest), Device.npu())).isEmpty();
    assertThat(imageCodes(pinned, Device.cpu())).isEmpty();
  }

  @Test
  void driversOfOldImagesDoNotKnowNewGpus() {
    assertThat(imageReports(OvmsImage.of("2024.1"), Device.gpu(XE)))
        .containsExactly(
            "OVMS230 shop/resnet.image: \"docker.io/openvino/model_server:2024.1-gpu\" is"
                + " older than the first drivers that support a GPU of gpu.intel.com/xe. Use"
                + " OvmsImage.of(\"2026.3.1\").");
    assertThat(imageCodes(OvmsImage.of("2024.1"), Device.gpu(I915))).isEmpty();
    assertThat(imageCodes(OvmsImage.of("2024.2"), Device.gpu(XE))).isEmpty();
  }

  @Test
  void aPodOfAGpuHasItsImageResourceAndGroup() {
    Chart chart = Programs.chart();
    OvmsModelServer server =
        Programs.server(chart, "resnet")
            .model(model(0, Device.gpu(XE)).streams(2))
            .resources(CORES)
            .deviceGroup(992)
            .rollout(Rollout.ONE_AT_A_TIME)
            .build();

    JsonNode pod = Synthesized.of(chart).the("Deployment").at("/spec/template/spec");
    assertThat(server.findings()).isEmpty();
    assertThat(ResourceAmounts.of(server.resources().orElseThrow()).requests())
        .containsKey(XE_RESOURCE);
    assertThat(pod.at("/containers/0/image").asText()).endsWith(":2026.2.1-gpu");
    assertThat(pod.at("/containers/0/resources/limits").toString())
        .contains("\"" + XE_RESOURCE + "\":\"1\"");
    assertThat(pod.at("/containers/0/resources/requests").toString())
        .contains("\"" + XE_RESOURCE + "\":\"1\"");
    assertThat(pod.at("/securityContext/supplementalGroups").toString()).isEqualTo("[992]");
  }

  @Test
  void aModelServerGetsItsDeviceAndLeavesTheRestToTheOperator() {
    Chart chart = Programs.chart();
    OpenVinoOperatorServer server =
        OpenVinoOperatorServer.Builder.create(chart, "resnet")
            .image(OvmsImage.of("2026.2.1"))
            .model(model(0, Device.gpu(I915)))
            .build();

    assertThat(server.resources()).isEmpty();
    assertThat(
            Synthesized.of(chart)
                .the("ModelServer")
                .at("/spec/deployment_parameters/resources/limits")
                .toString())
        .isEqualTo("{\"xpu_device\":\"gpu.intel.com/i915\",\"xpu_device_quantity\":\"1\"}");
  }

  @Test
  void aModelServerHasAFieldForOneKindOfDevice() {
    OpenVinoOperatorServer.Builder server =
        OpenVinoOperatorServer.Builder.create(Programs.chart(), "resnet")
            .image(OvmsImage.of("2026.2.1"))
            .model(model(0, Device.gpu(I915)))
            .model(model(1, Device.npu()));

    assertThat(Reported.building(server::build))
        .extracting(Finding::toString)
        .containsExactly(
            "OVMS216 shop/resnet.resources: \"[gpu.intel.com/i915, npu.intel.com/accel]\" are more"
                + " than one kind of device; a ModelServer has a field for one. Serve the models"
                + " from two servers, or from an OvmsModelServer.");
  }

  private static Map<String, String> requested(Resources stated, Device... devices) {
    Map<String, String> requested = new TreeMap<>();
    ResourceAmounts.of(served(devices).addTo(stated))
        .requests()
        .forEach(
            (resource, amount) -> {
              if (resource.contains("/")) {
                requested.put(resource, amount.text());
              }
            });
    return requested;
  }

  private static List<String> reports(Resources stated, Device... devices) {
    return Reported.by(findings -> served(devices).checkResources(findings, stated)).stream()
        .map(Finding::toString)
        .toList();
  }

  private static List<FindingCode> codes(Resources stated, Device... devices) {
    return Reported.codesBy(findings -> served(devices).checkResources(findings, stated));
  }

  private static List<String> imageReports(OvmsImage image, Device device) {
    return Reported.by(findings -> served(device).checkImage(findings, image)).stream()
        .map(Finding::toString)
        .toList();
  }

  private static List<FindingCode> imageCodes(OvmsImage image, Device device) {
    return Reported.codesBy(findings -> served(device).checkImage(findings, image));
  }

  private static ServedDevices served(Device... devices) {
    List<Device> all = Arrays.asList(devices);
    return new ServedDevices(
        all.stream().<Servable>map(device -> model(all.indexOf(device), device)).toList());
  }

  private static Model model(int number, Device device) {
    return Model.of("model-" + number, ModelSource.of("s3://models/m" + number).anonymous())
        .device(device);
  }
}
