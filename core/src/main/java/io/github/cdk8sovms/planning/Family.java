package io.github.cdk8sovms.planning;

import io.github.cdk8sovms.planning.ServableSpec.GraphSpec;

/** Metrics that OVMS exports of a servable, and that a query may read. */
enum Family {
  STREAMS("ovms_streams", false, false),
  CURRENT_REQUESTS("ovms_current_requests", false, false),
  INFER_REQUESTS("ovms_infer_req_queue_size", false, false),
  ACTIVE_INFER_REQUESTS("ovms_infer_req_active", false, false),
  REQUESTS_SUCCESS("ovms_requests_success", false, false),
  REQUESTS_FAIL("ovms_requests_fail", false, false),
  REQUEST_TIME("ovms_request_time_us", true, false),
  INFERENCE_TIME("ovms_inference_time_us", true, false),
  WAIT_TIME("ovms_wait_for_infer_req_time_us", true, false),
  CURRENT_GRAPHS("ovms_current_graphs", false, true),
  REQUESTS_ACCEPTED("ovms_requests_accepted", false, true),
  REQUESTS_REJECTED("ovms_requests_rejected", false, true),
  RESPONSES("ovms_responses", false, true),
  GRAPH_ERROR("ovms_graph_error", false, true),
  GRAPH_TIME("ovms_graph_processing_time_us", true, true);

  /** Of a histogram. */
  static final String BUCKET = "_bucket";

  private final String metric;
  private final boolean histogram;
  private final boolean ofGraphs;

  Family(String metric, boolean histogram, boolean ofGraphs) {
    this.metric = metric;
    this.histogram = histogram;
    this.ofGraphs = ofGraphs;
  }

  String metric() {
    return metric;
  }

  boolean isHistogram() {
    return histogram;
  }

  boolean isOf(ServableSpec servable) {
    return ofGraphs == servable instanceof GraphSpec;
  }

  /** Whether there is one series for each protocol. */
  boolean hasInterface() {
    return switch (this) {
      case REQUESTS_SUCCESS,
          REQUESTS_FAIL,
          REQUEST_TIME,
          REQUESTS_ACCEPTED,
          REQUESTS_REJECTED,
          RESPONSES,
          GRAPH_ERROR ->
          true;
      default -> false;
    };
  }

  /** Whether there are the labels {@code api} and {@code method}. */
  boolean hasMethod() {
    return hasInterface() && this != REQUEST_TIME;
  }

  /** The value of a gauge or counter. */
  double value(Station station, boolean loaded) {
    return switch (this) {
      case STREAMS -> loaded ? station.streams() : 0;
      case INFER_REQUESTS -> loaded ? station.inferRequests() : 0;
      case CURRENT_REQUESTS -> station.currentRequests();
      case ACTIVE_INFER_REQUESTS, CURRENT_GRAPHS -> station.holding();
      case REQUESTS_SUCCESS, RESPONSES -> station.finished();
      case REQUESTS_ACCEPTED -> station.finished() + station.holding();
      case REQUESTS_FAIL, REQUESTS_REJECTED, GRAPH_ERROR -> 0;
      case REQUEST_TIME, INFERENCE_TIME, WAIT_TIME, GRAPH_TIME ->
          throw new IllegalStateException(metric + " is a histogram");
    };
  }

  Timing timing(Station station) {
    return switch (this) {
      case REQUEST_TIME -> station.requestTime;
      case INFERENCE_TIME, GRAPH_TIME -> station.inferenceTime;
      case WAIT_TIME -> station.waitTime;
      default -> throw new IllegalStateException(metric + " is not a histogram");
    };
  }
}
