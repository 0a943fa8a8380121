package io.github.cdk8sovms.cli.doctor;

import java.util.Optional;
import java.util.function.Consumer;

/** The query of KEDA's trigger has exactly one value. */
record TriggerHasValue() implements Hop {
  private static final String CORRECT = "Correct query in the ScaledObject's trigger.";

  @Override
  public String name() {
    return "series";
  }

  @Override
  public HopResult look(Surroundings surroundings, Consumer<Oddity> oddities) {
    Prometheus prometheus = surroundings.prometheus();
    String query = surroundings.query();
    if (query.isEmpty()) {
      throw new UnseenException("the ScaledObject has no query of Prometheus for this metric");
    }
    QueryEvaluation evaluation = new QueryEvaluation(surroundings, prometheus, query);
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
          "Put sum(..) around query in the ScaledObject's trigger.");
    }
    evaluation.checkComplete();
    if (surroundings.readyPods().isEmpty()
        && surroundings.trigger().filter(Trigger::takesNothingForZero).isPresent()) {
      return new HopResult.NotSeen(
          "no value, which KEDA takes for 0; there is no pod that could have one");
    }
    return withoutValue(surroundings, prometheus, evaluation.shown());
  }

  private static HopResult withoutValue(
      Surroundings surroundings, Prometheus prometheus, String shown) {
    for (String series : MetricsAnswer.needed(surroundings)) {
      if (prometheus.query("topk(1, " + SeriesOfPods.selector(series, "") + ")").isEmpty()) {
        return new MissingSeries(surroundings, prometheus, series).look();
      }
    }
    surroundings
        .whyTooEarly()
        .ifPresent(
            why -> {
              throw new UnseenException(why);
            });
    return HopResult.broken(
        Diagnosis.QUERY_EMPTY,
        "the query: " + shown,
        "Its labels for namespace and pod must be those of the series, and a model must be loaded.");
  }
}
