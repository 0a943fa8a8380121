package io.github.cdk8sovms.cli.doctor;

import java.util.function.Consumer;

/** The query of KEDA's trigger has exactly one value. */
record TriggerHasValue() implements Hop {
  @Override
  public String name() {
    return "series";
  }

  @Override
  public HopResult look(Surroundings surroundings, Consumer<Oddity> oddities) {
    Prometheus prometheus = surroundings.prometheus();
    String query = surroundings.query();
    if (query.isEmpty()) {
      throw new Unseen("the ScaledObject has no query of Prometheus for this metric");
    }
    Answer answer = prometheus.tryQuery(query);
    String shown = Answer.oneLine(query);
    if (answer.status() == 400 || answer.status() == 422) {
      return HopResult.broken(
          Diagnosis.QUERY_WRONG,
          answer.message() + "; the query: " + shown,
          "Correct query in the ScaledObject's trigger.");
    }
    if (!answer.isOk()) {
      throw prometheus.unseen(answer);
    }
    int values = answer.json().at("/data/result").size();
    if (values == 1) {
      return HopResult.passed(
          "the query is " + answer.json().at("/data/result/0/value/1").asText());
    }
    if (values > 1) {
      return HopResult.broken(
          Diagnosis.QUERY_MANY,
          Count.of(values, "value") + " of " + shown,
          "Put sum(..) around query in the ScaledObject's trigger.");
    }
    return withoutValue(surroundings, prometheus, shown);
  }

  private static HopResult withoutValue(
      Surroundings surroundings, Prometheus prometheus, String shown) {
    for (String series : MetricsAnswer.needed(surroundings)) {
      String any = "topk(1, {__name__=~\"" + series + "(_bucket|_count|_sum)?\"})";
      if (prometheus.query(any).isEmpty()) {
        return HopResult.broken(
            Diagnosis.SERIES_MISSING,
            "%s has no series %s".formatted(prometheus.where(), series),
            "Two scrapes after the start of a pod it should be there.");
      }
    }
    return HopResult.broken(
        Diagnosis.QUERY_EMPTY,
        "the query: " + shown,
        "Its labels for namespace and pod must be those of the series, and a model must be loaded.");
  }
}
