package io.github.cdk8sovms.signal;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.internal.ovms.OvmsVersion;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import io.github.cdk8sovms.validation.internal.Required;
import java.util.Arrays;
import java.util.List;

/**
 * The series that OVMS can export.
 *
 * @see <a
 *     href="https://github.com/openvinotoolkit/model_server/blob/main/docs/metrics.md">Metrics</a>
 */
public enum OvmsMetric {
  STREAMS("ovms_streams", 2022, 2, true),
  CURRENT_REQUESTS("ovms_current_requests", 2022, 2, true),
  REQUESTS_SUCCESS("ovms_requests_success", 2022, 2, true),
  REQUESTS_FAIL("ovms_requests_fail", 2022, 2, true),
  REQUEST_TIME("ovms_request_time_us", 2022, 2, true),
  INFERENCE_TIME("ovms_inference_time_us", 2022, 2, true),
  WAIT_FOR_INFER_REQUEST_TIME("ovms_wait_for_infer_req_time_us", 2022, 2, true),
  INFER_REQUEST_QUEUE_SIZE("ovms_infer_req_queue_size", 2022, 2, false),
  INFER_REQUESTS_ACTIVE("ovms_infer_req_active", 2022, 2, false),
  CURRENT_GRAPHS("ovms_current_graphs", 2024, 4, true),
  REQUESTS_ACCEPTED("ovms_requests_accepted", 2024, 4, true),
  REQUESTS_REJECTED("ovms_requests_rejected", 2024, 4, true),
  RESPONSES("ovms_responses", 2024, 4, true),
  GRAPH_ERROR("ovms_graph_error", 2025, 0, true),
  GRAPH_PROCESSING_TIME("ovms_graph_processing_time_us", 2025, 0, true);

  private final String series;
  private final int sinceYear;
  private final int sinceMinor;
  private final boolean exportedByDefault;

  OvmsMetric(String series, int sinceYear, int sinceMinor, boolean exportedByDefault) {
    this.series = series;
    this.sinceYear = sinceYear;
    this.sinceMinor = sinceMinor;
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

  /**
   * Returns whether this version supports the metric; the server does not start with an unknown
   * one.
   */
  public boolean existsIn(OvmsVersion version) {
    Required.nonNull(version);
    return version.isFrom(sinceYear, sinceMinor);
  }

  String since() {
    return sinceYear + "." + sinceMinor;
  }

  /** Checks that this version exports it. */
  public void checkFor(OvmsVersion version, Findings findings) {
    findings.require(
        existsIn(version),
        FindingCode.METRIC_UNKNOWN,
        "metrics",
        quote(series)
            + " is unknown to OVMS "
            + version
            + ", which would not start; it requires "
            + since(),
        "Leave it out, or use a newer image.");
  }
}
