package io.github.cdk8sovms.serving;

/**
 * The kernel driver of a GPU. It determines the name of the GPU resource on the nodes, so there is
 * no default: pods that request the other one stay pending.
 *
 * @see <a
 *     href="https://intel.github.io/intel-device-plugins-for-kubernetes/cmd/gpu_plugin/README.html">Intel
 *     GPU device plugin</a>
 */
public enum GpuDriver {
  /** Older GPUs, integrated ones up to Meteor Lake, and data-center GPUs Flex and Max. */
  I915("gpu.intel.com/i915"),

  /**
   * GPUs since Lunar Lake and Battlemage. The drivers in OVMS images support it since 2024.2 at the
   * earliest.
   */
  XE("gpu.intel.com/xe");

  private final String resource;

  GpuDriver(String resource) {
    this.resource = resource;
  }

  /** Returns the resource name of the device plugin for GPUs with this driver. */
  public String resource() {
    return resource;
  }
}
