package io.github.cdk8sovms.planning.manifest;

import java.util.Map;

/** A metric of an autoscaler that a plan can evaluate. */
sealed interface MetricSource {
  /** Returns its name in the HPA. */
  String name();

  /** Returns its AverageValue. */
  double target();

  /**
   * A metric of each pod, from the custom metrics API.
   *
   * @param selector the label matchers of the metric, in the order of the manifest
   */
  record OfPods(String name, double target, Map<String, String> selector) implements MetricSource {}

  /** A total, from KEDA's external metrics API. */
  record Total(String name, double target, String query) implements MetricSource {}
}
