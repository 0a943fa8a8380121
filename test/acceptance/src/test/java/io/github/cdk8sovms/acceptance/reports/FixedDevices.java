package io.github.cdk8sovms.acceptance.reports;

import static io.github.cdk8sovms.acceptance.reports.FixedPrograms.MODEL;
import static io.github.cdk8sovms.acceptance.reports.FixedPrograms.model;
import static io.github.cdk8sovms.acceptance.reports.FixedPrograms.server;
import static io.github.cdk8sovms.serving.GpuDriver.I915;
import static io.github.cdk8sovms.serving.GpuDriver.XE;

import io.github.cdk8sovms.internal.ovms.OvmsVersion;
import io.github.cdk8sovms.kubernetes.Resources;
import io.github.cdk8sovms.serving.Device;
import io.github.cdk8sovms.serving.Model;
import io.github.cdk8sovms.serving.OvmsImage;
import io.github.cdk8sovms.serving.OvmsModelServer;
import io.github.cdk8sovms.validation.FindingCode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** For {@link FixedInputsTest}: devices and what stands beside them. */
final class FixedDevices {
  private static final Resources CORES = Resources.cpu("4").memory("4Gi");
  private static final Model GPU = MODEL.device(Device.gpu(XE));
  private static final Model NPU = MODEL.device(Device.npu());
  private static final String DIGEST = "sha256:" + "0".repeat(64);

  private final List<FixedInput> inputs = new ArrayList<>();

  private FixedDevices() {
    addResources();
    addImages();
    addModels();
  }

  static List<FixedInput> all() {
    return new FixedDevices().inputs;
  }

  private void addResources() {
    add(
        FindingCode.DEVICE_NOT_REQUESTED,
        "Use Device.gpu(..)",
        it -> it.model(MODEL.device(Device.of("GPU"))),
        it -> it.model(GPU));
    Resources i915 = CORES.device("gpu.intel.com/i915", 1);
    add(
        FindingCode.DEVICE_RESOURCE,
        "use Device.gpu(GpuDriver.I915)",
        it -> it.model(GPU).resources(i915),
        it -> it.model(MODEL.device(Device.gpu(I915))).resources(i915));
    Model second = model("bert").device(Device.gpu(XE).index(1));
    add(
        FindingCode.DEVICE_RESOURCE,
        "Leave .device(..) out of the resources",
        it -> it.model(GPU).model(second).resources(CORES.device("gpu.intel.com/xe", 1)),
        it -> it.model(GPU).model(second).resources(CORES));
    add(
        FindingCode.MIXED_DRIVERS,
        "Use one server per driver",
        it -> it.model(GPU).model(model("bert").device(Device.gpu(I915))),
        it -> it.model(GPU));
    // Without a group of devices, which the right one has no use for.
    inputs.add(
        new FixedInput(
            FindingCode.DEVICE_IDLE,
            "Leave it out of the resources",
            server(it -> it.model(MODEL).resources(i915)),
            server(it -> it.model(MODEL).resources(CORES))));
    inputs.add(
        new FixedInput(
            FindingCode.NO_EFFECT,
            "Leave .deviceGroup(..) out",
            server(it -> it.model(MODEL).deviceGroup(109)),
            server(it -> it.model(MODEL))));
    add(
        FindingCode.DEVICE_IDLE,
        "Count .index(..) from 0",
        it -> it.model(MODEL.device(Device.gpu(XE).index(1))),
        it -> it.model(MODEL.device(Device.gpu(XE).index(0))));
  }

  private void addImages() {
    add(
        FindingCode.DEVICE_IMAGE,
        "Use OvmsImage.of(\"" + OvmsVersion.NEWEST_READ + "\")",
        it -> it.model(GPU).image(OvmsImage.of("2026.2.1-py")),
        it -> it.model(GPU).image(OvmsImage.of("2026.2.1")));
    add(
        FindingCode.DEVICE_IMAGE,
        "add .withDrivers()",
        it -> it.model(GPU).image(OvmsImage.of("2026.2.1").digest(DIGEST)),
        it -> it.model(GPU).image(OvmsImage.of("2026.2.1").digest(DIGEST).withDrivers()));
  }

  private void addModels() {
    add(
        FindingCode.DEVICE_PROPERTY,
        "Leave it out",
        it -> it.model(GPU.pluginConfig("INFERENCE_NUM_THREADS", 4)),
        it -> it.model(GPU));
    add(
        FindingCode.DEVICE_INPUT,
        ".shape(\"(1,3,224,224)\")",
        it -> it.model(NPU.shape("(-1,3,224,224)")),
        it -> it.model(NPU.shape("(1,3,224,224)")));
    add(
        FindingCode.DEVICE_STREAMS,
        "Set .streams(1)",
        it -> it.model(NPU.streams(4)),
        it -> it.model(NPU.streams(1)));
    Model two = MODEL.device(Device.auto(Device.gpu(XE), Device.gpu(XE).index(1), Device.cpu()));
    add(
        FindingCode.DEVICE_IDLE,
        ".pluginConfig(\"PERFORMANCE_HINT\", \"CUMULATIVE_THROUGHPUT\")",
        it -> it.model(two),
        it -> it.model(two.pluginConfig("PERFORMANCE_HINT", "CUMULATIVE_THROUGHPUT")));
  }

  private void add(
      FindingCode code,
      String proposal,
      UnaryOperator<OvmsModelServer.Builder> wrong,
      UnaryOperator<OvmsModelServer.Builder> fixed) {
    inputs.add(
        new FixedInput(
            code,
            proposal,
            server(it -> wrong.apply(it.deviceGroup(109))),
            server(it -> fixed.apply(it.deviceGroup(109)))));
  }
}
