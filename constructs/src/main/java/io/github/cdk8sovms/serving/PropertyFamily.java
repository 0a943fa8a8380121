package io.github.cdk8sovms.serving;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Properties that not every device knows. OVMS asks the devices of a target for the properties that
 * they know, and does not load a model with another one: {@code validatePluginConfiguration} in its
 * {@code ov_utils.cpp}. What belongs to which was read from the plugins of OpenVINO 2026.4.1.
 */
enum PropertyFamily {
  CPU(
      "CPU_.*|INFERENCE_NUM_THREADS|SCHEDULING_CORE_TYPE|ENABLE_HYPER_THREADING"
          + "|ENABLE_TENSOR_PARALLEL|TBB_PARTITIONER",
      "processors"),
  GPU("GPU_.*", "GPUs"),
  NPU("NPUW?_.*", "NPUs"),
  AUTO(
      "ENABLE_STARTUP_FALLBACK|ENABLE_RUNTIME_FALLBACK|SCHEDULE_POLICY|DEVICE_BIND_BUFFER",
      "Device.auto(..)");

  private final Pattern keys;
  private final String owner;

  PropertyFamily(String keys, String owner) {
    this.keys = Pattern.compile(keys);
    this.owner = owner;
  }

  /** The family of a property; empty if several devices know it, or none that is known here. */
  static Optional<PropertyFamily> of(String key) {
    return Arrays.stream(values()).filter(family -> family.keys.matcher(key).matches()).findFirst();
  }

  /** Those who know it, for a message. */
  String owner() {
    return owner;
  }

  /** Whether one of a device's parts knows it, or its way to use several. */
  boolean isKnownBy(Device device) {
    List<SingleDevice> parts = device.parts();
    return switch (this) {
      case CPU -> parts.stream().anyMatch(CpuDevice.class::isInstance);
      case GPU -> parts.stream().anyMatch(GpuDevice.class::isInstance);
      case NPU -> parts.stream().anyMatch(NpuDevice.class::isInstance);
      case AUTO -> device instanceof DeviceList list && list.mode() == DeviceList.Mode.AUTO;
    };
  }
}
