package io.github.cdk8sovms.serving;

import java.util.Optional;

/**
 * A neural processing unit.
 *
 * @see <a
 *     href="https://intel.github.io/intel-device-plugins-for-kubernetes/cmd/npu_plugin/README.html">Intel
 *     NPU device plugin</a>
 */
record NpuDevice() implements SingleDevice {
  /** How OpenVINO calls it. */
  static final String TEXT = "NPU";

  static final String RESOURCE = "npu.intel.com/accel";

  private static final int MOST_STREAMS = 8;

  @Override
  public String text() {
    return TEXT;
  }

  @Override
  public Optional<String> resource() {
    return Optional.of(RESOURCE);
  }

  /** How many inferences it runs at a time at most. */
  static int mostStreams(OvmsVersion version) {
    return version.takesStreamsOnNpu() ? MOST_STREAMS : 1;
  }
}
