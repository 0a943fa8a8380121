package io.github.cdk8sovms.planning;

import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * How Prometheus scrapes the pods.
 *
 * @param interval between two scrapes of a pod
 * @param timeout after which a scrape has failed; at most the interval
 * @param namespaceLabel the label of each series that has the namespace, usually {@code namespace}
 * @param podLabel the label of each series that has the name of the pod, usually {@code pod}
 * @param labels further labels of the target, such as {@code job}
 */
public record ScrapeSpec(
    Duration interval,
    Duration timeout,
    String namespaceLabel,
    String podLabel,
    Map<String, String> labels) {
  private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);

  /**
   * Copies the labels.
   *
   * @throws IllegalArgumentException if a time is not positive, or the timeout exceeds the interval
   */
  public ScrapeSpec {
    Require.positive(interval, "the scrape interval");
    Require.positive(timeout, "the scrape timeout");
    if (timeout.compareTo(interval) > 0) {
      throw new IllegalArgumentException(
          "the scrape timeout is " + timeout + "; at most the interval of " + interval);
    }
    Require.notBlank(namespaceLabel, "the label of the namespace");
    Require.notBlank(podLabel, "the label of the pod");
    labels = Collections.unmodifiableMap(new TreeMap<>(labels));
  }

  /** A timeout of 10 seconds, or of the interval if that is shorter, and the usual labels. */
  public static ScrapeSpec every(Duration interval) {
    return new ScrapeSpec(
        interval,
        interval.compareTo(DEFAULT_TIMEOUT) < 0 ? interval : DEFAULT_TIMEOUT,
        "namespace",
        "pod",
        Map.of());
  }
}
