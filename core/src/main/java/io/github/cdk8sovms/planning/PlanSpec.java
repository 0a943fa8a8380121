package io.github.cdk8sovms.planning;

import io.github.cdk8sovms.internal.hpa.HpaSpec;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is planned: a server, its clients, its scrapes and its autoscaler.
 *
 * @param name of the autoscaler, for reports
 * @param server whose pods are added and removed; it starts with {@code minReplicas} pods
 * @param clients how requests get to the pods
 * @param scrape how Prometheus reads the pods
 * @param hpa the autoscaler, whether a HorizontalPodAutoscaler or that of a ScaledObject
 * @param queries PromQL for each metric of the autoscaler, by its name; with selectors that match
 *     the pods, in place of the templates of the adapter
 */
public record PlanSpec(
    String name,
    ServerSpec server,
    Clients clients,
    ScrapeSpec scrape,
    HpaSpec hpa,
    Map<String, String> queries) {
  /**
   * Copies the map.
   *
   * @throws IllegalArgumentException if a metric has no query, or minReplicas is 0: a plan does not
   *     include what starts the first pod
   */
  public PlanSpec {
    Require.notBlank(name, "the name of the plan");
    Require.atLeast(1, hpa.minReplicas(), "minReplicas");
    for (HpaSpec.Metric metric : hpa.metrics()) {
      if (!queries.containsKey(metric.name())) {
        throw new IllegalArgumentException("the metric \"" + metric.name() + "\" has no query");
      }
    }
    queries = Collections.unmodifiableMap(new LinkedHashMap<>(queries));
  }
}
