package io.github.cdk8sovms.serving;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.internal.values.Quantity;
import io.github.cdk8sovms.kubernetes.Resources;
import io.github.cdk8sovms.kubernetes.internal.ResourceAmounts;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The models of one server, and the checks for all of them together. */
record ServedModels(List<Servable> servables) {

  /**
   * Checks each model and all together.
   *
   * @param isKnown whether the resources are those of the pod, not an assumption
   * @param isClaimed whether devices are claimed of a DRA driver
   */
  void check(Findings findings, Resources perPod, boolean isKnown, boolean isClaimed) {
    findings.require(
        !servables.isEmpty(),
        FindingCode.MISSING,
        "model",
        "no model is given; a server needs at least one",
        "Add .model(Model.of(\"resnet50\", ModelSource.of(\"s3://models/resnet50\"))).");
    Set<String> names = new HashSet<>();
    for (Servable model : servables) {
      model.check(model.in(findings));
      findings.require(
          names.add(model.name()),
          FindingCode.DUPLICATE_MODEL,
          "model",
          quote(model.name()) + " is the name of two models; clients could reach only one",
          "Give one of them another name.");
      if (isKnown && model instanceof GenerativeModel<?> generative) {
        checkGenerativeStreams(
            findings, generative, ResourceAmounts.of(perPod).requests().get("cpu"));
      }
      if (isKnown && model instanceof Model streaming) {
        checkStreams(findings, streaming, ResourceAmounts.of(perPod).requests().get("cpu"));
        checkThreads(findings, streaming, ResourceAmounts.of(perPod).limits().get("cpu"));
      }
    }
    findings.require(
        !areAccelerated() || isClaimed || perPod.device().isPresent(),
        FindingCode.DEVICE_NOT_REQUESTED,
        "resources",
        "a model runs on a GPU or NPU, but no device is requested, so the pod may be"
            + " scheduled to a node without one",
        "Use Device.gpu(..) or Device.npu(), which request theirs; or add a device, such as"
            + " Resources.cpu(\"4\").memory(\"8Gi\").device(\"gpu.intel.com/i915\", 1).");
  }

  /** Checks that a server that uses a device of the node is in a group that may open it. */
  void checkDeviceGroups(Findings findings, Set<Integer> groups) {
    for (int gid : groups) {
      findings.require(
          gid >= 1,
          FindingCode.DEVICE_GROUP,
          "deviceGroup",
          quote(gid) + " is not a valid group ID; it must be above 0, which is root's",
          "Write the GID that getent group render prints on a node.");
    }
    // A graph of the user may name another device in its graph.pbtxt.
    boolean mayOpenDevices =
        areAccelerated() || servables.stream().anyMatch(Graph.class::isInstance);
    findings.require(
        groups.isEmpty() || mayOpenDevices,
        FindingCode.NO_EFFECT,
        "deviceGroup",
        quote(groups) + " own devices, and no model of the server runs on a GPU or NPU",
        "Leave .deviceGroup(..) out, or set .device(Device.gpu(GpuDriver.XE)) on the model.");
    findings.require(
        !areAccelerated() || !groups.isEmpty(),
        FindingCode.DEVICE_NOT_OPENED,
        "deviceGroup",
        "a model runs on a GPU or NPU, but the server is in no group that owns one, so on"
            + " most nodes it cannot open it",
        "Add .deviceGroup(109), with the GID that getent group render prints on a node.");
  }

  private boolean areAccelerated() {
    return new ServedDevices(servables).areAccelerated();
  }

  private static void checkThreads(Findings findings, Model model, @Nullable Quantity limit) {
    if (model.threads().isEmpty() || limit == null || !limit.isValid()) {
      return;
    }
    int threads = model.threads().getAsInt();
    findings.require(
        limit.amount().compareTo(BigDecimal.valueOf(threads)) >= 0,
        FindingCode.THREADS_EXCEED_CPU,
        "resources.cpuLimit",
        quote(limit.text())
            + " is less than a core for each of the "
            + threads
            + " threads of "
            + quote(model.name())
            + ": they exhaust it early in each period and are throttled until the next",
        "Raise the limit, remove it with .withoutCpuLimit(), or lower INFERENCE_NUM_THREADS.");
  }

  private static void checkGenerativeStreams(
      Findings findings, GenerativeModel<?> model, @Nullable Quantity cpu) {
    int streams = model.settings().streams();
    findings.require(
        cpu == null
            || !cpu.isValid()
            || !model.device().text().equals(CpuDevice.TEXT)
            || cpu.amount().compareTo(BigDecimal.valueOf(streams)) >= 0,
        FindingCode.STREAMS_EXCEED_CPU,
        "resources.cpu",
        quote(cpu == null ? "" : cpu.text())
            + " is less than a core for each of the "
            + streams
            + " streams of "
            + quote(model.name())
            + ": OpenVINO creates no more streams than there are cores",
        "Request as many cores as streams, or lower .numStreams(..).");
  }

  private static void checkStreams(Findings findings, Model model, Quantity cpu) {
    if (!model.device().text().equals(CpuDevice.TEXT)
        || model.streams().isEmpty()
        || !cpu.isValid()) {
      return;
    }
    int streams = model.streams().getAsInt();
    findings.require(
        cpu.amount().compareTo(BigDecimal.valueOf(streams)) >= 0,
        FindingCode.STREAMS_EXCEED_CPU,
        "resources.cpu",
        quote(cpu.text())
            + " is less than a core for each of the "
            + streams
            + " streams of "
            + quote(model.name())
            + ": streams compete for cores, and on a node with fewer cores OpenVINO creates fewer",
        "Request as many cores as streams, or lower .streams(..).");
  }
}
