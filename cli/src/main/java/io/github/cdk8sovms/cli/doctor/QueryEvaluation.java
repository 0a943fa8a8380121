package io.github.cdk8sovms.cli.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/** The evaluation of a query, as the adapter or KEDA sends it. */
final class QueryEvaluation {
  private final HopContext context;
  private final Prometheus prometheus;
  private final String query;
  private final Answer answer;

  QueryEvaluation(HopContext context, Prometheus prometheus, String query) {
    this.context = context;
    this.prometheus = prometheus;
    this.query = query;
    this.answer = prometheus.tryQuery(query);
  }

  /**
   * Returns a problem of the query or the store; empty if the query was evaluated.
   *
   * @param where the location of the query, as an action
   * @throws UnseenException if the cause is neither
   */
  Optional<HopResult> problem(String where) {
    if (Prometheus.isResult(answer)) {
      return isVector() ? Optional.empty() : Optional.of(notVector(where));
    }
    if (StoreProblem.isAgent(answer) && prometheus.certain()) {
      return Optional.of(
          HopResult.broken(
              Diagnosis.PROMETHEUS_IS_AGENT,
              prometheus.where() + ": " + answer.message(),
              "Configure the adapter or KEDA to query the store that it writes to: remote_write in"
                  + " its configuration contains the URL."));
    }
    boolean refused = StoreProblem.of(answer) == StoreProblem.REFUSED;
    if (refused && !isBeyondLimit() && isOtherEvaluated()) {
      return Optional.of(
          HopResult.broken(
              Diagnosis.QUERY_WRONG, answer.message() + "; the query: " + shown(), where));
    }
    throw prometheus.unseen(answer);
  }

  /** Returns the samples. */
  JsonNode values() {
    return answer.json().at("/data/result");
  }

  /**
   * Checks an empty result.
   *
   * @throws UnseenException if it may be empty because a part of the store did not respond
   */
  void checkComplete() {
    if (!Prometheus.warnings(answer).isEmpty()) {
      throw prometheus.incomplete(answer);
    }
  }

  /** Returns the warnings of the result; empty if there are none. */
  String warned() {
    List<String> warnings = Prometheus.warnings(answer);
    return warnings.isEmpty() ? "" : "; warnings: " + Answer.oneLine(String.join("; ", warnings));
  }

  String shown() {
    return Answer.oneLine(query);
  }

  /**
   * Returns whether the store evaluates a simple query: then the cause is the query, not the store.
   */
  private boolean isOtherEvaluated() {
    List<String> needed = MetricsAnswer.needed(context);
    String plain = needed.isEmpty() ? "up" : needed.get(0);
    return Prometheus.isResult(prometheus.tryQuery("topk(1, " + plain + ")"));
  }

  /** Returns whether a limit of the store is exceeded; the query itself is valid then. */
  private boolean isBeyondLimit() {
    return answer
        .message()
        .matches("(?is).*(too many samples|exceed|\\blimit|maximum number|max-).*");
  }

  /** Returns whether the result is a vector, the only type in old stores, which omit the field. */
  private boolean isVector() {
    return answer.json().at("/data/resultType").asText("vector").equals("vector");
  }

  private HopResult notVector(String where) {
    return HopResult.broken(
        Diagnosis.QUERY_NOT_VECTOR,
        "%s of %s".formatted(answer.json().at("/data/resultType").asText(), shown()),
        "Convert a scalar with vector(..), and a range with a function such as avg_over_time(..). "
            + where);
  }
}
