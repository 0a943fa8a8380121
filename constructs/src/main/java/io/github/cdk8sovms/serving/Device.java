package io.github.cdk8sovms.serving;

import io.github.cdk8sovms.validation.internal.Findings;
import io.github.cdk8sovms.validation.internal.Required;
import java.util.ArrayList;
import java.util.List;

/**
 * The device that executes a model. It determines OpenVINO's target device, the image variant, the
 * resource that each pod requests, and which streams, inputs and properties the model may have.
 *
 * <pre>{@code
 * Device.gpu(GpuDriver.XE)
 * Device.npu()
 * Device.auto(Device.gpu(GpuDriver.I915), Device.cpu())
 * }</pre>
 *
 * <p>A pod may open a GPU or NPU only if it is in the group that owns {@code /dev/dri/renderD*} or
 * {@code /dev/accel/accel*}; its GID depends on the nodes, so a warning requests {@link
 * OvmsModelServer.Builder#deviceGroup(int)}.
 *
 * @see <a
 *     href="https://github.com/openvinotoolkit/model_server/blob/main/docs/accelerators.md">OVMS
 *     and accelerators</a>
 */
public abstract sealed class Device extends ByOptions
    permits SingleDevice, DeviceList, NamedDevice {

  Device() {}

  /**
   * The CPU. This is the default and always written: since 2026.3 an unset device selects whatever
   * the node has, and pods of one server would differ in capacity.
   */
  public static SingleDevice cpu() {
    return new CpuDevice();
  }

  /**
   * The first GPU of a pod. The pod requests it from the cluster.
   *
   * @param driver the kernel driver on the nodes
   */
  public static GpuDevice gpu(GpuDriver driver) {
    Required.nonNull(driver);
    return new GpuDevice(driver, 0);
  }

  /**
   * The neural processing unit; each pod requests one as {@code npu.intel.com/accel}. Models need
   * static shapes. Up to OVMS 2026.2 it has one stream, since 2026.3 at most eight.
   */
  public static SingleDevice npu() {
    return new NpuDevice();
  }

  /**
   * The first of these that can run the model; a listed CPU serves until another device has loaded
   * it. With {@code .pluginConfig("PERFORMANCE_HINT", "CUMULATIVE_THROUGHPUT")} all at once. Pods
   * request all listed devices, so that all pods are equal.
   */
  public static Device auto(SingleDevice first, SingleDevice... others) {
    Required.nonNull(others, "others");
    Required.nonNull(first, "first");
    return new DeviceList(DeviceList.Mode.AUTO, list(first, others));
  }

  /** The first of these; operations that it does not support run on the next. */
  public static Device hetero(SingleDevice first, SingleDevice... others) {
    Required.nonNull(others, "others");
    Required.nonNull(first, "first");
    return new DeviceList(DeviceList.Mode.HETERO, list(first, others));
  }

  /**
   * Any target device as OpenVINO writes it, such as {@code "MULTI:GPU,CPU"} or {@code
   * "BATCH:CPU(16)"}. Nothing is requested for it and little is checked: request the resource with
   * {@code Resources.device(..)}.
   */
  public static Device of(String text) {
    Required.nonNull(text);
    return new NamedDevice(text);
  }

  /**
   * Returns the target device in OpenVINO's syntax, such as {@code GPU.1} or {@code AUTO:GPU,CPU}.
   */
  public abstract String text();

  /** Returns whether the image variant with GPU and NPU drivers is required. */
  public abstract boolean isAccelerated();

  /** Returns the listed devices; none if it was given as text. */
  public abstract List<SingleDevice> parts();

  /** Checks the options of this device. */
  abstract void check(Findings findings);

  private static List<SingleDevice> list(SingleDevice first, SingleDevice... others) {
    List<SingleDevice> all = new ArrayList<>(Required.elements(others));
    all.add(0, first);
    return all;
  }
}
