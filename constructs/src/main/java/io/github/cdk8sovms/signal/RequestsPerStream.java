package io.github.cdk8sovms.signal;

import io.github.cdk8sovms.kubernetes.Durations;
import io.github.cdk8sovms.serving.OvmsMetric;
import java.time.Duration;

/**
 * {@code ovms_requests_streams_ratio}: the time averages of requests and streams divided, the
 * highest of all models and versions.
 *
 * <p>The highest, because an average over models hides the busy one. And zero streams are dropped
 * before the division: a loading or retired version exports 0/0, which the published recipe turns
 * into no value for the whole pod, read by the adapter as 0 and by the autoscaler as idle. A pod
 * without any loaded model has no value at all, which the autoscaler knows how to treat.
 */
enum RequestsPerStream implements LoadSignal {
  INSTANCE;

  @Override
  public String metricName() {
    return "ovms_requests_streams_ratio";
  }

  @Override
  public OvmsMetric discoveredBy() {
    return OvmsMetric.CURRENT_REQUESTS;
  }

  @Override
  public String perPod(String matchers, String groupBy, Duration window) {
    // The parentheses matter: without them "> 0" would drop idle pods, and nothing would scale
    // down.
    return "max by (%s) (%s / (%s > 0))"
        .formatted(
            groupBy,
            average(OvmsMetric.CURRENT_REQUESTS, matchers, window),
            average(OvmsMetric.STREAMS, matchers, window));
  }

  private static String average(OvmsMetric metric, String matchers, Duration window) {
    return "avg_over_time(%s{%s}[%s])".formatted(metric.series(), matchers, Durations.text(window));
  }
}
