package io.github.cdk8sovms.cli.doctor;

import io.github.cdk8sovms.serving.OvmsMetric;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Prometheus has the series with the labels that the adapter asks for, and the query a value. */
record SeriesThere() implements Hop {
  private static final String CORRECT =
      "Correct metricsQuery in the adapter's ConfigMap, and restart the adapter.";

  @Override
  public String name() {
    return "series";
  }

  @Override
  public HopResult look(Surroundings surroundings, Consumer<Oddity> oddities) {
    Prometheus prometheus = surroundings.prometheus();
    List<String> pods = surroundings.readyPods().stream().map(Pod::name).toList();
    if (pods.isEmpty()) {
      return new HopResult.NotSeen("there is no pod that could have some");
    }
    Optional<String> query =
        surroundings
            .rule()
            .flatMap(
                rule ->
                    rule.queryFor(
                        surroundings.autoscaler().namespace(),
                        pods,
                        surroundings.autoscaler().metricLabels()));
    if (query.isPresent()) {
      QueryEvaluation evaluation = new QueryEvaluation(surroundings, prometheus, query.get());
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
    return withoutValue(surroundings, prometheus, query);
  }

  /** Which series lacks what, if there is no query or it gives nothing. */
  private static HopResult withoutValue(
      Surroundings surroundings, Prometheus prometheus, Optional<String> query) {
    String matchers = SeriesOfPods.matchers(surroundings);
    List<String> needed = MetricsAnswer.needed(surroundings);
    for (String series : needed) {
      if (prometheus.query("topk(1, " + SeriesOfPods.selector(series, matchers) + ")").isEmpty()) {
        return new MissingSeries(surroundings, prometheus, series).look();
      }
    }
    if (query.isPresent()) {
      return empty(surroundings, prometheus, query.get(), matchers);
    }
    return needed.isEmpty()
        ? new HopResult.NotSeen("the adapter's query names no series of OVMS")
        : HopResult.passed(
            "there, with labels " + matchers.replaceAll("=~?\"[^\"]*\"", "").replace(",", " and "));
  }

  private static HopResult empty(
      Surroundings surroundings, Prometheus prometheus, String query, String matchers) {
    surroundings
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
            : "Take the query apart: one of its parts has no value for these pods.");
  }
}
