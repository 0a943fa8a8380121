package io.github.cdk8sovms.signal;

import io.github.cdk8sovms.serving.OvmsMetric;
import java.time.Duration;

/**
 * A measure of how loaded a pod is: what it is called in the metrics API, and how Prometheus works
 * it out.
 */
public sealed interface LoadSignal permits RequestsPerStream {

  /**
   * Requests being processed for each execution stream. A stream runs one inference at a time, so
   * above 1 requests queue.
   */
  static LoadSignal requestsPerStream() {
    return RequestsPerStream.INSTANCE;
  }

  /** The name under which the metrics API serves it. */
  String metricName();

  /** The series without which the signal does not exist; it is found in Prometheus by this name. */
  OvmsMetric discoveredBy();

  /**
   * The PromQL expression that gives one value for each pod.
   *
   * @param matchers label matchers that choose the pods
   * @param groupBy the label that tells pods apart
   * @param window the time to average over
   */
  String perPod(String matchers, String groupBy, Duration window);
}
