package io.github.cdk8sovms.signal;

import io.github.cdk8sovms.signal.internal.MetricRelease;
import java.util.Arrays;
import java.util.List;

/**
 * The series that OVMS can export.
 *
 * @see <a
 *     href="https://github.com/openvinotoolkit/model_server/blob/main/docs/metrics.md">Metrics</a>
 */
public enum OvmsMetric {
  STREAMS("ovms_streams", Of.MODELS, 2022, 2, true),
  CURRENT_REQUESTS("ovms_current_requests", Of.MODELS, 2022, 2, true),
  REQUESTS_SUCCESS("ovms_requests_success", Of.MODELS, 2022, 2, true),
  REQUESTS_FAIL("ovms_requests_fail", Of.MODELS, 2022, 2, true),
  REQUEST_TIME("ovms_request_time_us", Of.MODELS, 2022, 2, true),
  INFERENCE_TIME("ovms_inference_time_us", Of.MODELS, 2022, 2, true),
  WAIT_FOR_INFER_REQUEST_TIME("ovms_wait_for_infer_req_time_us", Of.MODELS, 2022, 2, true),
  INFER_REQUEST_QUEUE_SIZE("ovms_infer_req_queue_size", Of.MODELS, 2022, 2, false),
  INFER_REQUESTS_ACTIVE("ovms_infer_req_active", Of.MODELS, 2022, 2, false),
  CURRENT_GRAPHS("ovms_current_graphs", Of.GRAPHS, 2024, 4, true),
  REQUESTS_ACCEPTED("ovms_requests_accepted", Of.GRAPHS, 2024, 4, true),
  REQUESTS_REJECTED("ovms_requests_rejected", Of.GRAPHS, 2024, 4, true),
  RESPONSES("ovms_responses", Of.GRAPHS, 2024, 4, true),
  GRAPH_ERROR("ovms_graph_error", Of.GRAPHS, 2025, 0, true),
  GRAPH_PROCESSING_TIME("ovms_graph_processing_time_us", Of.GRAPHS, 2025, 0, true);

  /** What OVMS exports a metric for. */
  private enum Of {
    MODELS,
    GRAPHS
  }

  static {
    MetricRelease.LINK.provide(metric -> metric.since);
  }

  private final String series;
  private final Of of;
  private final MetricRelease since;
  private final boolean exportedByDefault;

  OvmsMetric(String series, Of of, int sinceYear, int sinceMinor, boolean exportedByDefault) {
    this.series = series;
    this.of = of;
    this.since = new MetricRelease(sinceYear, sinceMinor);
    this.exportedByDefault = exportedByDefault;
  }

  /**
   * Returns the two series of the ratio. They are always exported: without them the autoscaler has
   * no metric.
   */
  public static List<OvmsMetric> ofRatio() {
    return List.of(CURRENT_REQUESTS, STREAMS);
  }

  /** Returns the metrics that a server exports by default. */
  public static List<OvmsMetric> defaults() {
    return Arrays.stream(values()).filter(metric -> metric.exportedByDefault).toList();
  }

  /**
   * Returns the name of the series; histograms add {@code _bucket}, {@code _sum} and {@code
   * _count}.
   */
  public String series() {
    return series;
  }

  /** Returns whether OVMS exports it for graphs; it exports all others for models. */
  public boolean isOfGraphs() {
    return of == Of.GRAPHS;
  }
}
