package io.github.cdk8sovms.kubernetes;

import java.util.List;

/**
 * The images that are emitted unless a program names others. An update of one is an edit of this
 * file, and of the {@code go.mod} in {@code tools/} that the tests build the same release from.
 *
 * <p>OpenVINO Model Server is not among them: its release is a choice that every program makes.
 */
public final class PinnedImages {
  /** 3.13 has long-term support. */
  public static final ImageReference PROMETHEUS =
      ImageReference.of("quay.io/prometheus/prometheus:v3.13.2");

  /** The newest release. */
  public static final ImageReference PROMETHEUS_ADAPTER =
      ImageReference.of("registry.k8s.io/prometheus-adapter/prometheus-adapter:v0.12.0");

  /**
   * The last minor release with the Prometheus data source in the program. Since 13.2 it is a
   * plugin beside it, which 13.2.0 does not find where it can neither write nor ask the internet
   * (grafana/grafana#131490).
   */
  public static final ImageReference GRAFANA =
      ImageReference.of("docker.io/grafana/grafana:13.1.4");

  /** Runs load tests. */
  public static final ImageReference K6 = ImageReference.of("docker.io/grafana/k6:1.8.1");

  /** Fetches and verifies model files over https. */
  public static final ImageReference CURL = ImageReference.of("docker.io/curlimages/curl:8.15.0");

  private PinnedImages() {}

  /** All of them. */
  public static List<ImageReference> all() {
    return List.of(PROMETHEUS, PROMETHEUS_ADAPTER, GRAFANA, K6, CURL);
  }
}
