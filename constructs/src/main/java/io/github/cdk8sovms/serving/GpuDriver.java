package io.github.cdk8sovms.serving;

/**
 * The kernel driver of a GPU. It decides under which resource the nodes offer their GPUs, so there
 * is no default: pods that ask for the other one stay pending.
 *
 * @see <a
 *     href="https://intel.github.io/intel-device-plugins-for-kubernetes/cmd/gpu_plugin/README.html">Intel
 *     GPU device plugin</a>
 */
public enum GpuDriver {
  /** Older GPUs, integrated ones up to Meteor Lake, and data-center GPUs Flex and Max. */
  I915("gpu.intel.com/i915"),

  /**
   * GPUs from Lunar Lake and Battlemage on. The drivers in OVMS images know it since 2024.2 at the
   * earliest.
   */
  XE("gpu.intel.com/xe");

  private final String resource;

  GpuDriver(String resource) {
    this.resource = resource;
  }

  /** The resource under which the device plugin offers GPUs of this driver. */
  public String resource() {
    return resource;
  }
}
