package io.github.cdk8sovms.cli.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdk8sovms.serving.OvmsMetric;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Prometheus has the series with the labels that the adapter asks for, and the query a value. */
record SeriesThere() implements Hop {
  @Override
  public String name() {
    return "series";
  }

  @Override
  public HopResult look(Surroundings surroundings, Consumer<Oddity> oddities) {
    Prometheus prometheus = surroundings.prometheus();
    String namespace = surroundings.autoscaler().namespace();
    List<String> pods = surroundings.readyPods().stream().map(Pod::name).toList();
    Optional<AdapterRuleView> rule = surroundings.rule();
    String podLabel = rule.flatMap(each -> each.labelOf("pod")).orElse("pod");
    String namespaceLabel = rule.flatMap(each -> each.labelOf("namespace")).orElse("namespace");
    String matchers =
        "{%s=\"%s\",%s=~\"%s\"}"
            .formatted(namespaceLabel, namespace, podLabel, AdapterRuleView.alternatives(pods));
    for (String series : MetricsAnswer.needed(surroundings)) {
      // A histogram has its name with a suffix only.
      String name = "{__name__=~\"" + series + "(_bucket|_count|_sum)?\"," + matchers.substring(1);
      if (prometheus.query("topk(1, " + name + ")").isEmpty()) {
        return missing(prometheus, series, namespaceLabel, podLabel, matchers);
      }
    }
    return rule.flatMap(
            each -> each.queryFor(namespace, pods, surroundings.autoscaler().metricLabels()))
        .map(query -> evaluated(prometheus, query, pods.size(), matchers))
        .orElse(HopResult.passed("there, with labels " + namespaceLabel + " and " + podLabel));
  }

  private static HopResult missing(
      Prometheus prometheus,
      String series,
      String namespaceLabel,
      String podLabel,
      String matchers) {
    List<JsonNode> any = prometheus.query("topk(1, " + series + ")");
    if (any.isEmpty()) {
      return HopResult.broken(
          Diagnosis.SERIES_MISSING,
          "%s has no series %s".formatted(prometheus.where(), series),
          "Two scrapes after the start of a pod it should be there. Look for a relabelling that"
              + " drops it: metric_relabel_configs, or metricRelabelings of a monitor.");
    }
    return HopResult.broken(
        Diagnosis.LABELS_MISSING,
        "%s%s has no value; another of %s has %s"
            .formatted(series, matchers, series, any.get(0).path("metric")),
        "The adapter asks by the labels %s and %s: add them where the target is scraped."
            .formatted(namespaceLabel, podLabel),
        "In scrape_configs: relabel_configs from __meta_kubernetes_namespace and"
            + " __meta_kubernetes_pod_name. Labels that begin with exported_ were taken by the"
            + " target's own.");
  }

  private static HopResult evaluated(
      Prometheus prometheus, String query, int pods, String matchers) {
    Answer answer = prometheus.tryQuery(query);
    if (answer.status() == 400 || answer.status() == 422) {
      return HopResult.broken(
          Diagnosis.QUERY_WRONG,
          answer.message() + "; the query: " + query,
          "Correct metricsQuery in the adapter's ConfigMap, and restart the adapter.");
    }
    if (!answer.isOk()) {
      throw prometheus.unseen(answer);
    }
    int values = answer.json().at("/data/result").size();
    if (values > 0) {
      return HopResult.passed("the query has a value for %d of %d pods".formatted(values, pods));
    }
    String streams = "max(" + OvmsMetric.STREAMS.series() + matchers + ")";
    String most =
        prometheus.query(streams).stream()
            .findFirst()
            .map(sample -> sample.at("/value/1").asText())
            .orElse("no value");
    return HopResult.broken(
        Diagnosis.QUERY_EMPTY,
        "%s is %s; the query: %s".formatted(streams, most, query),
        most.equals("0")
            ? "No model is loaded: streams are 0 until one is. Read the log of a pod."
            : "Take the query apart: one of its parts has no value for these pods.");
  }
}
