package io.github.cdk8sovms.serving;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.internal.ovms.OvmsVersion;
import io.github.cdk8sovms.internal.ovms.Served.ServedModel;
import io.github.cdk8sovms.internal.values.Typo;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/** The requirements of a device for a model; none if the device was given as text. */
record DeviceRules(Device device) {
  /** The hint to use all listed devices at once. */
  static final String ALL_AT_ONCE = "CUMULATIVE_THROUGHPUT";

  /** What OVMS does: {@code loadModels} stops at the first model that fails. */
  private static final String CONSEQUENCE =
      "loads neither the model with it nor any model after it in the file";

  private static final Set<String> ONLY_ONE_HAS =
      Set.of(
          "INFERENCE_NUM_THREADS",
          "SCHEDULING_CORE_TYPE",
          "ENABLE_HYPER_THREADING",
          "ENABLE_TENSOR_PARALLEL",
          "TBB_PARTITIONER",
          "ENABLE_STARTUP_FALLBACK",
          "ENABLE_RUNTIME_FALLBACK",
          "SCHEDULE_POLICY",
          "DEVICE_BIND_BUFFER");

  /** Checks that the device supports dynamic dimensions, if the input has any. */
  void checkInput(ModelInput input, Findings findings) {
    findings.require(
        !hasNpu() || !input.isDynamic(),
        FindingCode.DEVICE_INPUT,
        "shape",
        quote(input.text()) + " has dynamic dimensions, which an NPU does not support",
        "Write static ones such as .shape(\"(1,3,224,224)\"), or use another device.");
    findings.require(
        !isAutoWithGpu() || !input.followsRequests(),
        FindingCode.DEVICE_INPUT,
        "shape",
        quote(input.text()) + " is not supported by " + quote(device.text()) + " with a GPU",
        "Write dimensions such as .shape(\"(1,3,224,224)\"), or use Device.gpu(..) alone.");
  }

  /** Checks the properties against the plugins that OVMS queries. */
  void checkProperties(Set<String> keys, OvmsVersion version, Findings findings) {
    List<DeviceProperties> plugins = DeviceProperties.of(device);
    for (String key : keys) {
      Optional<String> successor = RetiredProperties.successor(key, version);
      if (successor.isPresent()) {
        reject(
            findings, key, " is a name of OpenVINO 1.0, or of a removed property", successor.get());
      } else if (!key.equals(DeviceProperties.ALWAYS)
          && plugins.stream().noneMatch(plugin -> plugin.knows(key, version))) {
        checkUnknown(findings, plugins, key, version);
      }
    }
  }

  private void checkUnknown(
      Findings findings, List<DeviceProperties> plugins, String key, OvmsVersion version) {
    List<DeviceProperties> owners = DeviceProperties.knowing(key);
    if (plugins.stream().anyMatch(plugin -> plugin.knows(key))) {
      reject(
          findings,
          key,
          " is a property of releases after " + version,
          "Leave it out, or use a newer image.");
    } else if (!owners.isEmpty() && isCertain(plugins, key)) {
      reject(
          findings,
          key,
          " is a property of " + names(owners),
          "Leave it out, or use a device that supports it.");
    } else if (version.isFrom(2023, 3) && !mayBeNpu(plugins, key)) {
      findings.add(
          FindingCode.PROPERTY_UNKNOWN,
          "pluginConfig[" + key + "]",
          quote(key)
              + " is not among the properties that OpenVINO's plugins list; if "
              + device.text()
              + " does not support it either, OVMS "
              + CONSEQUENCE,
          alike(plugins, key)
              .map(other -> "Did you mean " + other + "?")
              .orElse("See OpenVINO's documentation of the device, or leave it out."));
    }
  }

  private void reject(Findings findings, String key, String why, String fix) {
    findings.add(
        FindingCode.DEVICE_PROPERTY,
        "pluginConfig[" + key + "]",
        quote(key) + why + ", and OVMS on " + device.text() + " " + CONSEQUENCE,
        fix);
  }

  /** An NPU driver may support more, but nothing with the prefix of another device. */
  private static boolean isCertain(List<DeviceProperties> plugins, String key) {
    return !plugins.isEmpty()
        && (plugins.stream().allMatch(DeviceProperties::isComplete)
            || key.startsWith("CPU_")
            || key.startsWith("GPU_")
            || ONLY_ONE_HAS.contains(key));
  }

  private static boolean mayBeNpu(List<DeviceProperties> plugins, String key) {
    return plugins.contains(DeviceProperties.NPU)
        && (key.startsWith("NPU_") || key.startsWith("NPUW_"));
  }

  private static String names(List<DeviceProperties> owners) {
    return owners.stream().map(Enum::name).collect(Collectors.joining(" and "));
  }

  /** Returns a property that differs by at most two letters, for typos. */
  private static Optional<String> alike(List<DeviceProperties> plugins, String key) {
    return Typo.meant(key, plugins.stream().flatMap(DeviceProperties::keys).toList());
  }

  void checkStreams(OptionalInt streams, OvmsVersion version, Findings findings) {
    int most = NpuDevice.mostStreams(version);
    findings.require(
        !hasNpu() || streams.orElse(1) <= most,
        FindingCode.DEVICE_STREAMS,
        "streams",
        quote(streams.orElse(1))
            + " is more than the "
            + (most == 1 ? "one stream" : most + " streams")
            + " of an NPU with OVMS "
            + version,
        "Set .streams("
            + most
            + "), which configures "
            + ServedModel.REQUESTS_IN_VIEW_PER_STREAM
            + " infer requests per stream.");
  }

  /** AUTO uses one device at a time unless configured otherwise; pods hold all of them. */
  void checkChoice(Object hint, Findings findings) {
    List<SingleDevice> accelerators =
        device.parts().stream().filter(SingleDevice::isAccelerated).toList();
    findings.require(
        !isAuto() || accelerators.size() < 2 || ALL_AT_ONCE.equals(hint),
        FindingCode.DEVICE_IDLE,
        "device",
        quote(device.text()) + " runs on one of its devices at a time, and each pod holds all",
        "Add .pluginConfig(\"PERFORMANCE_HINT\", \""
            + ALL_AT_ONCE
            + "\") and no .streams(..), or list one GPU or NPU.");
  }

  private boolean hasNpu() {
    return device.parts().stream().anyMatch(NpuDevice.class::isInstance);
  }

  private boolean isAutoWithGpu() {
    return isAuto() && device.parts().stream().anyMatch(GpuDevice.class::isInstance);
  }

  private boolean isAuto() {
    return device instanceof DeviceList list && list.mode() == DeviceList.Mode.AUTO;
  }
}
