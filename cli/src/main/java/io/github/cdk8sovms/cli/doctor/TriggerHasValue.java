package io.github.cdk8sovms.cli.doctor;

import java.util.Optional;
import java.util.function.Consumer;

/** Checks that the query of KEDA's trigger has exactly one value. */
record TriggerHasValue() implements Hop {
  private static final String CORRECT = "Correct query in the ScaledObject's trigger.";

  @Override
  public String name() {
    return "series";
  }

  @Override
  public HopResult check(HopContext context, Consumer<Note> notes) {
    Prometheus prometheus = context.prometheus();
    String query = context.query();
    if (query.isEmpty()) {
      throw new UnseenException("the ScaledObject has no Prometheus query for this metric");
    }
    QueryEvaluation evaluation = new QueryEvaluation(context, prometheus, query);
    Optional<HopResult> problem = evaluation.problem(CORRECT);
    if (problem.isPresent()) {
      return problem.get();
    }
    int values = evaluation.values().size();
    if (values == 1) {
      return HopResult.passed(
          "the query is " + evaluation.values().at("/0/value/1").asText() + evaluation.warned());
    }
    if (values > 1) {
      return HopResult.broken(
          Diagnosis.QUERY_MANY,
          Count.of(values, "value") + " of " + evaluation.shown(),
          "Wrap query in the ScaledObject's trigger in sum(..).");
    }
    evaluation.checkComplete();
    if (context.readyPods().isEmpty()
        && context.trigger().filter(Trigger::ignoresNullValues).isPresent()) {
      return new HopResult.NotSeen("no value, which KEDA treats as 0; there is no ready pod");
    }
    return withoutValue(context, prometheus, evaluation.shown());
  }

  private static HopResult withoutValue(HopContext context, Prometheus prometheus, String shown) {
    for (String series : MetricsAnswer.needed(context)) {
      if (prometheus.query("topk(1, " + SeriesOfPods.selector(series, "") + ")").isEmpty()) {
        return new MissingSeries(context, prometheus, series).check();
      }
    }
    context
        .whyTooEarly()
        .ifPresent(
            why -> {
              throw new UnseenException(why);
            });
    return HopResult.broken(
        Diagnosis.QUERY_EMPTY,
        "the query: " + shown,
        "Its namespace and pod labels must match those of the series, and a model must be loaded.");
  }
}
