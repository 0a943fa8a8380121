package io.github.cdk8sovms.serving;

import static io.github.cdk8sovms.validation.Findings.quote;

import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.Findings;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/** What a device asks of a model; nothing is asked by one that was given as a text. */
record DeviceRules(Device device) {
  /** What OVMS is told to use all listed devices at once. */
  static final String ALL_AT_ONCE = "CUMULATIVE_THROUGHPUT";

  /** Whether a device may have dimensions that differ from request to request. */
  void checkInput(ModelInput input, Findings findings) {
    findings.require(
        !hasNpu() || !input.isDynamic(),
        FindingCode.DEVICE_INPUT,
        "shape",
        quote(input.shape()) + " is not of fixed dimensions, and an NPU executes no others",
        "Write fixed ones such as .shape(\"(1,3,224,224)\"), or use another device.");
    findings.require(
        !isAutoWithGpu() || !input.followsRequests(),
        FindingCode.DEVICE_INPUT,
        "shape",
        quote(input.shape()) + " cannot be had from " + quote(device.text()) + " with a GPU",
        "Write dimensions such as .shape(\"(1,3,224,224)\"), or use Device.gpu(..) alone.");
  }

  void checkProperties(Set<String> keys, Findings findings) {
    if (device.parts().isEmpty()) {
      return;
    }
    for (String key : keys) {
      PropertyFamily.of(key)
          .filter(family -> !family.isKnownBy(device))
          .ifPresent(
              family ->
                  findings.add(
                      FindingCode.DEVICE_PROPERTY,
                      "pluginConfig[" + key + "]",
                      quote(key)
                          + " is a property of "
                          + family.owner()
                          + ", and OVMS does not load a model on "
                          + device.text()
                          + " with it",
                      "Leave it out, or use a device that knows it."));
    }
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
            + "), which brings "
            + ServingCapacity.REQUESTS_IN_VIEW_PER_STREAM
            + " infer requests a stream.");
  }

  /** AUTO runs on one device at a time, unless told otherwise; pods hold all of them. */
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
