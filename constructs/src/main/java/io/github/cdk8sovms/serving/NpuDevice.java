package io.github.cdk8sovms.serving;

import io.github.cdk8sovms.internal.ovms.OvmsVersion;
import java.util.List;
import java.util.Optional;

/**
 * A neural processing unit.
 *
 * @see <a
 *     href="https://intel.github.io/intel-device-plugins-for-kubernetes/cmd/npu_plugin/README.html">Intel
 *     NPU device plugin</a>
 */
final class NpuDevice extends SingleDevice {
  /** OpenVINO's name for it. */
  static final String TEXT = "NPU";

  static final String RESOURCE = "npu.intel.com/accel";

  private static final int MOST_STREAMS = 8;

  @Override
  public String text() {
    return TEXT;
  }

  @Override
  List<Object> options() {
    return List.of();
  }

  @Override
  public Optional<String> resource() {
    return Optional.of(RESOURCE);
  }

  /** Returns the maximum number of concurrent inferences. */
  static int mostStreams(OvmsVersion version) {
    return version.takesStreamsOnNpu() ? MOST_STREAMS : 1;
  }
}
