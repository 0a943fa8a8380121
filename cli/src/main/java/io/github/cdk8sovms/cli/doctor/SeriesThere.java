package io.github.cdk8sovms.cli.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdk8sovms.signal.OvmsMetric;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Checks that Prometheus has the series with the adapter's labels, and the query a value. */
record SeriesThere() implements Hop {
  private static final String CORRECT =
      "Correct metricsQuery in the adapter's ConfigMap, and restart the adapter.";

  @Override
  public String name() {
    return "series";
  }

  @Override
  public HopResult check(HopContext context, Consumer<Note> notes) {
    Prometheus prometheus = context.prometheus();
    List<String> pods = context.readyPods().stream().map(Pod::name).toList();
    if (pods.isEmpty()) {
      return new HopResult.NotSeen("there is no ready pod");
    }
    Optional<String> query =
        context
            .rule()
            .flatMap(
                rule ->
                    rule.query(
                        context.autoscaler().namespace(),
                        String.join("|", pods).replace(".", "\\."),
                        labels(context.autoscaler().metricLabels())));
    if (query.isPresent()) {
      QueryEvaluation evaluation = new QueryEvaluation(context, prometheus, query.get());
      Optional<HopResult> problem = evaluation.problem(CORRECT);
      if (problem.isPresent()) {
        return problem.get();
      }
      int values = evaluation.values().size();
      if (values > 0) {
        return HopResult.passed(
            "the query has a value for %d of %d pods%s"
                .formatted(values, pods.size(), evaluation.warned()));
      }
      evaluation.checkComplete();
    }
    return withoutValue(context, prometheus, query);
  }

  private static Map<String, String> labels(JsonNode object) {
    Map<String, String> labels = new LinkedHashMap<>();
    object.properties().forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
    return labels;
  }

  /** Returns the missing series, if the query is not known or has no value. */
  private static HopResult withoutValue(
      HopContext context, Prometheus prometheus, Optional<String> query) {
    String matchers = SeriesOfPods.matchers(context);
    List<String> needed = MetricsAnswer.needed(context);
    for (String series : needed) {
      if (prometheus.query("topk(1, " + SeriesOfPods.selector(series, matchers) + ")").isEmpty()) {
        return new MissingSeries(context, prometheus, series).check();
      }
    }
    if (query.isPresent()) {
      return empty(context, prometheus, query.get(), matchers);
    }
    return needed.isEmpty()
        ? new HopResult.NotSeen("the adapter's query contains no series of OVMS")
        : HopResult.passed(
            "available, with labels "
                + matchers.replaceAll("=~?\"[^\"]*\"", "").replace(",", " and "));
  }

  private static HopResult empty(
      HopContext context, Prometheus prometheus, String query, String matchers) {
    context
        .whyTooEarly()
        .ifPresent(
            why -> {
              throw new UnseenException(why);
            });
    String streams = "max(" + OvmsMetric.STREAMS.series() + "{" + matchers + "})";
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
            : "Evaluate the parts of the query: one of them has no value for these pods.");
  }
}
