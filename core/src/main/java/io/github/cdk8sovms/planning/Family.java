package io.github.cdk8sovms.planning;

import io.github.cdk8sovms.planning.ServableSpec.GraphSpec;
import io.github.cdk8sovms.signal.OvmsMetric;

/** Metrics that OVMS exports of a servable, and that a query may read. */
enum Family {
  STREAMS(OvmsMetric.STREAMS, false),
  CURRENT_REQUESTS(OvmsMetric.CURRENT_REQUESTS, false),
  INFER_REQUESTS(OvmsMetric.INFER_REQUEST_QUEUE_SIZE, false),
  ACTIVE_INFER_REQUESTS(OvmsMetric.INFER_REQUESTS_ACTIVE, false),
  REQUESTS_SUCCESS(OvmsMetric.REQUESTS_SUCCESS, false),
  REQUESTS_FAIL(OvmsMetric.REQUESTS_FAIL, false),
  REQUEST_TIME(OvmsMetric.REQUEST_TIME, true),
  INFERENCE_TIME(OvmsMetric.INFERENCE_TIME, true),
  WAIT_TIME(OvmsMetric.WAIT_FOR_INFER_REQUEST_TIME, true),
  CURRENT_GRAPHS(OvmsMetric.CURRENT_GRAPHS, false),
  REQUESTS_ACCEPTED(OvmsMetric.REQUESTS_ACCEPTED, false),
  REQUESTS_REJECTED(OvmsMetric.REQUESTS_REJECTED, false),
  RESPONSES(OvmsMetric.RESPONSES, false),
  GRAPH_ERROR(OvmsMetric.GRAPH_ERROR, false),
  GRAPH_TIME(OvmsMetric.GRAPH_PROCESSING_TIME, true);

  /** Of a histogram. */
  static final String BUCKET = "_bucket";

  private final OvmsMetric metric;
  private final boolean histogram;

  Family(OvmsMetric metric, boolean histogram) {
    this.metric = metric;
    this.histogram = histogram;
  }

  String metric() {
    return metric.series();
  }

  boolean isHistogram() {
    return histogram;
  }

  boolean isOf(ServableSpec servable) {
    return metric.isOfGraphs() == servable instanceof GraphSpec;
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
          throw new IllegalStateException(metric() + " is a histogram");
    };
  }

  Timing timing(Station station) {
    return switch (this) {
      case REQUEST_TIME -> station.requestTime;
      case INFERENCE_TIME, GRAPH_TIME -> station.inferenceTime;
      case WAIT_TIME -> station.waitTime;
      default -> throw new IllegalStateException(metric() + " is not a histogram");
    };
  }
}
