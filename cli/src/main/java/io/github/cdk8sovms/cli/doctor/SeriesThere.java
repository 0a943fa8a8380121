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
    List<String> pods = surroundings.readyPods().stream().map(Pod::name).toList();
    Optional<String> query =
        surroundings
            .rule()
            .flatMap(
                rule ->
                    rule.queryFor(
                        surroundings.autoscaler().namespace(),
                        pods,
                        surroundings.autoscaler().metricLabels()));
    Optional<HopResult> evaluated = query.flatMap(text -> evaluated(prometheus, text, pods.size()));
    return evaluated.orElseGet(() -> withoutValue(surroundings, pods, query));
  }

  /** What the query gives; empty if it gives nothing. */
  private static Optional<HopResult> evaluated(Prometheus prometheus, String query, int pods) {
    Answer answer = prometheus.tryQuery(query);
    if (answer.status() == 400 || answer.status() == 422) {
      return Optional.of(
          HopResult.broken(
              Diagnosis.QUERY_WRONG,
              answer.message() + "; the query: " + query,
              "Correct metricsQuery in the adapter's ConfigMap, and restart the adapter."));
    }
    if (!answer.isOk()) {
      throw prometheus.unseen(answer);
    }
    int values = answer.json().at("/data/result").size();
    return values == 0
        ? Optional.empty()
        : Optional.of(
            HopResult.passed("the query has a value for %d of %d pods".formatted(values, pods)));
  }

  /** Which series lacks what, if there is no query or it gives nothing. */
  private static HopResult withoutValue(
      Surroundings surroundings, List<String> pods, Optional<String> query) {
    Prometheus prometheus = surroundings.prometheus();
    Optional<AdapterRuleView> rule = surroundings.rule();
    String podLabel = rule.flatMap(each -> each.labelOf("pod")).orElse("pod");
    String namespaceLabel = rule.flatMap(each -> each.labelOf("namespace")).orElse("namespace");
    String matchers =
        "{%s=\"%s\",%s=~\"%s\"}"
            .formatted(
                namespaceLabel,
                surroundings.autoscaler().namespace(),
                podLabel,
                AdapterRuleView.alternatives(pods));
    for (String series : MetricsAnswer.needed(surroundings)) {
      // A histogram has its name with a suffix only.
      String name = "{__name__=~\"" + series + "(_bucket|_count|_sum)?\"," + matchers.substring(1);
      if (prometheus.query("topk(1, " + name + ")").isEmpty()) {
        return missing(prometheus, series, namespaceLabel, podLabel, matchers);
      }
    }
    return query
        .map(text -> empty(prometheus, text, matchers))
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
          "Two scrapes after the start of a pod it should be there. If not, either metrics_list in"
              + " config.json leaves it out, or a relabelling drops it: metric_relabel_configs, or"
              + " metricRelabelings of a monitor.");
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

  private static HopResult empty(Prometheus prometheus, String query, String matchers) {
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
