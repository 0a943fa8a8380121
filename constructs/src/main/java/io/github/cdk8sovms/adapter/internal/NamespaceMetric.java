package io.github.cdk8sovms.adapter.internal;

import io.github.cdk8sovms.signal.SeriesLabels;
import io.github.cdk8sovms.validation.internal.Required;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A metric with one value for a namespace, which an autoscaler reads as an Object metric. Unlike a
 * metric of pods it has a value while there are none.
 *
 * @param name in the custom metrics API
 * @param namespace that the value belongs to
 * @param series for discovery: the adapter serves the metric while this series exists, in any
 *     namespace
 * @param query PromQL with one value without labels
 * @see <a
 *     href="https://github.com/kubernetes-sigs/prometheus-adapter/blob/v0.12.0/pkg/custom-provider/series_registry.go">Discovery</a>
 */
public record NamespaceMetric(String name, String namespace, String series, String query) {
  /** Takes no null. */
  public NamespaceMetric {
    Required.nonNull(name, "name");
    Required.nonNull(namespace, "namespace");
    Required.nonNull(series, "series");
    Required.nonNull(query, "query");
  }

  /** Returns the rule in the adapter's format; the adapter finds the namespace in a label. */
  public Map<String, Object> toConfig(SeriesLabels labels) {
    Map<String, Object> rule = new LinkedHashMap<>();
    rule.put("seriesQuery", series + "{" + labels.namespace() + "!=\"\"}");
    rule.put(
        "resources",
        Map.of("overrides", Map.of(labels.namespace(), Map.of("resource", "namespace"))));
    Map<String, Object> as = new LinkedHashMap<>();
    as.put("matches", "^" + series + "$");
    as.put("as", name);
    rule.put("name", as);
    rule.put(
        "metricsQuery",
        "label_replace(\n"
            + query
            + ",\n\""
            + labels.namespace()
            + "\", \""
            + namespace
            + "\", \"\", \"\")");
    return rule;
  }
}
