package io.github.cdk8sovms.serving;

import io.github.cdk8sovms.validation.Findings;
import io.github.cdk8sovms.validation.Required;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a model is executed, and with it all that depends on it: the target that OpenVINO is told,
 * the variant of the image, the resource that each pod requests, and which streams, inputs and
 * properties the model may have.
 *
 * <pre>{@code
 * Device.gpu(GpuDriver.XE)
 * Device.npu()
 * Device.auto(Device.gpu(GpuDriver.I915), Device.cpu())
 * }</pre>
 *
 * <p>A pod may open a GPU or NPU only if it is in the group that owns {@code /dev/dri/renderD*} or
 * {@code /dev/accel/accel*}; its number is one of the nodes, so {@link
 * OvmsModelServer.Builder#deviceGroup(int)} is asked for by a warning.
 *
 * @see <a
 *     href="https://github.com/openvinotoolkit/model_server/blob/main/docs/accelerators.md">OVMS
 *     and accelerators</a>
 */
public sealed interface Device permits SingleDevice, DeviceList, NamedDevice {

  /**
   * The processor. This is the default and always written: since 2026.3 an unset device means
   * whatever the node has, and pods of one server would differ in capacity.
   */
  static SingleDevice cpu() {
    return new CpuDevice();
  }

  /**
   * The first GPU of a pod, which requests it from the cluster.
   *
   * @param driver the kernel driver that the nodes have for it
   */
  static GpuDevice gpu(GpuDriver driver) {
    Required.nonNull(driver);
    return new GpuDevice(driver, 0);
  }

  /**
   * The neural processing unit; each pod requests one as {@code npu.intel.com/accel}. Models need
   * static shapes. Up to OVMS 2026.2 it has one stream, from 2026.3 on at most eight.
   */
  static SingleDevice npu() {
    return new NpuDevice();
  }

  /**
   * The first of these that can run the model; a processor among them serves until another has
   * loaded it. With {@code .pluginConfig("PERFORMANCE_HINT", "CUMULATIVE_THROUGHPUT")} all at once.
   * Pods request all that are listed, so that all of them have the same.
   */
  static Device auto(SingleDevice first, SingleDevice... others) {
    Required.nonNull(others, "others");
    Required.nonNull(first, "first");
    return new DeviceList(DeviceList.Mode.AUTO, list(first, others));
  }

  /** The first of these, and for what it cannot execute of a model the next. */
  static Device hetero(SingleDevice first, SingleDevice... others) {
    Required.nonNull(others, "others");
    Required.nonNull(first, "first");
    return new DeviceList(DeviceList.Mode.HETERO, list(first, others));
  }

  /**
   * Any target device as OpenVINO writes it, such as {@code "MULTI:GPU,CPU"} or {@code
   * "BATCH:CPU(16)"}. Nothing is requested for it and little is checked: the resource of a device
   * is then yours to say, with {@code Resources.device(..)}.
   */
  static Device of(String text) {
    Required.nonNull(text);
    return new NamedDevice(text);
  }

  /** The target device as OpenVINO writes it, such as {@code GPU.1} or {@code AUTO:GPU,CPU}. */
  String text();

  /** Whether the image variant with GPU and NPU drivers is needed. */
  boolean isAccelerated();

  /** The devices that it names; none if it was given as a text. */
  List<SingleDevice> parts();

  /** Checks what this device says by itself. */
  void check(Findings findings);

  private static List<SingleDevice> list(SingleDevice first, SingleDevice... others) {
    List<SingleDevice> all = new ArrayList<>(Required.elements(others));
    all.add(0, first);
    return all;
  }
}
