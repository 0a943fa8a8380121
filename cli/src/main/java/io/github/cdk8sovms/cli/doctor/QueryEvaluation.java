package io.github.cdk8sovms.cli.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/** A query on its way to a value, as the adapter or KEDA would send it. */
final class QueryEvaluation {
  private final Surroundings surroundings;
  private final Prometheus prometheus;
  private final String query;
  private final Answer answer;

  QueryEvaluation(Surroundings surroundings, Prometheus prometheus, String query) {
    this.surroundings = surroundings;
    this.prometheus = prometheus;
    this.query = query;
    this.answer = prometheus.tryQuery(query);
  }

  /**
   * What is wrong with the query or with whom it is asked of; empty if it was evaluated.
   *
   * @param where the query is written
   * @throws UnseenException if that is the fault of neither
   */
  Optional<HopResult> problem(String where) {
    if (Prometheus.isResult(answer)) {
      return isVector() ? Optional.empty() : Optional.of(noVector(where));
    }
    if (StoreProblem.isAgent(answer) && prometheus.certain()) {
      return Optional.of(
          HopResult.broken(
              Diagnosis.PROMETHEUS_IS_AGENT,
              prometheus.where() + ": " + answer.message(),
              "Let the adapter or KEDA ask the store that it writes to: remote_write in its"
                  + " configuration names it."));
    }
    boolean refused = StoreProblem.of(answer) == StoreProblem.REFUSED;
    if (refused && isOtherEvaluated()) {
      return Optional.of(
          HopResult.broken(
              Diagnosis.QUERY_WRONG, answer.message() + "; the query: " + shown(), where));
    }
    throw prometheus.unseen(answer);
  }

  /** The samples. */
  JsonNode values() {
    return answer.json().at("/data/result");
  }

  /**
   * Nothing came of it.
   *
   * @throws UnseenException if that may be because a part of the store did not answer
   */
  void checkComplete() {
    if (!Prometheus.warnings(answer).isEmpty()) {
      throw prometheus.incomplete(answer);
    }
  }

  /** What was warned of beside the values; empty if nothing. */
  String warned() {
    List<String> warnings = Prometheus.warnings(answer);
    return warnings.isEmpty() ? "" : "; it warns: " + Answer.oneLine(String.join("; ", warnings));
  }

  String shown() {
    return Answer.oneLine(query);
  }

  /**
   * Whether a plain query is not refused too: then it is this one, and not whoever stands there.
   */
  private boolean isOtherEvaluated() {
    List<String> needed = MetricsAnswer.needed(surroundings);
    String plain = needed.isEmpty() ? "up" : needed.get(0);
    return Prometheus.isResult(prometheus.tryQuery("topk(1, " + plain + ")"));
  }

  /** Old stores say no type, and have only this one. */
  private boolean isVector() {
    return answer.json().at("/data/resultType").asText("vector").equals("vector");
  }

  private HopResult noVector(String where) {
    return HopResult.broken(
        Diagnosis.QUERY_NOT_VECTOR,
        "%s of %s".formatted(answer.json().at("/data/resultType").asText(), shown()),
        "A scalar becomes a vector by vector(..), a range by a function such as avg_over_time(..). "
            + where);
  }
}
