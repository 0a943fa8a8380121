package io.github.cdk8sovms.kubernetes.internal;

import io.github.cdk8sovms.internal.values.ImageReference;
import java.util.List;

/**
 * The default images. To update one, edit this file and the {@code go.mod} in {@code tools/} from
 * which the tests build the same release.
 *
 * <p>OpenVINO Model Server has no default: every program must choose its release.
 */
public final class PinnedImages {
  /** 3.13 has long-term support. */
  public static final ImageReference PROMETHEUS =
      ImageReference.of("quay.io/prometheus/prometheus:v3.13.2");

  /** The newest release. */
  public static final ImageReference PROMETHEUS_ADAPTER =
      ImageReference.of("registry.k8s.io/prometheus-adapter/prometheus-adapter:v0.12.0");

  /**
   * The last minor release with the built-in Prometheus data source. Since 13.2 it is a separate
   * plugin, which 13.2.0 does not find with a read-only file system and without internet access
   * (grafana/grafana#131490).
   */
  public static final ImageReference GRAFANA =
      ImageReference.of("docker.io/grafana/grafana:13.1.4");

  /** Runs load tests. */
  public static final ImageReference K6 = ImageReference.of("docker.io/grafana/k6:1.8.1");

  /** Downloads and verifies model files over https. */
  public static final ImageReference CURL = ImageReference.of("docker.io/curlimages/curl:8.15.0");

  /** Copies directories of cloud storage. */
  public static final ImageReference RCLONE = ImageReference.of("docker.io/rclone/rclone:1.75.2");

  /** Waits until it is stopped. */
  public static final ImageReference PAUSE = ImageReference.of("registry.k8s.io/pause:3.10.1");

  private PinnedImages() {}

  /** Returns all of them. */
  public static List<ImageReference> all() {
    return List.of(PROMETHEUS, PROMETHEUS_ADAPTER, GRAFANA, K6, CURL, RCLONE, PAUSE);
  }
}
