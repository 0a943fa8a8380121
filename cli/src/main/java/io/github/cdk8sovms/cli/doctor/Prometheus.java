package io.github.cdk8sovms.cli.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A metrics store with Prometheus' HTTP API.
 *
 * @param where its location, for people
 * @param route how it is accessed
 * @param certain whether the adapter or KEDA certainly queries this one
 * @param send sends a request
 */
record Prometheus(
    String where, PrometheusRoute route, boolean certain, Function<String, Answer> send) {

  /** Returns one behind a Service, queried through the API server like the adapter or KEDA does. */
  static Prometheus of(PrometheusSearch.Found found, Cluster cluster) {
    PrometheusAddress address = found.address();
    return new Prometheus(
        address.toString(),
        new PrometheusRoute.ThroughApiServer(address, cluster),
        found.certain(),
        request ->
            cluster.answer(
                address.proxied(withParameters(request, found.parameters())), found.headers()));
  }

  /** Returns one at a URL that this machine can reach, such as of {@code kubectl port-forward}. */
  static Prometheus at(
      PrometheusUrl url, Map<String, String> headers, Map<String, String> parameters) {
    PrometheusClient client = new PrometheusClient(url);
    return new Prometheus(
        url.toString(),
        new PrometheusRoute.Direct(url),
        false,
        request -> client.get(withParameters(request, parameters), headers));
  }

  /** Returns whether it is a successful response of the API, with data. */
  static boolean isResult(Answer answer) {
    return answer.isOk() && answer.json().path("data").isObject();
  }

  /** Returns its targets; many stores have no targets API, or an empty list. */
  Answer targets() {
    return send.apply("/api/v1/targets?state=active");
  }

  static List<JsonNode> activeTargets(Answer targets) {
    return targets.json().at("/data/activeTargets").valueStream().toList();
  }

  /**
   * Returns the current result of an expression.
   *
   * @throws UnseenException if the query fails, or its result is empty because a part of the store
   *     did not respond
   */
  List<JsonNode> query(String expression) {
    Answer answer = tryQuery(expression);
    if (!isResult(answer)) {
      throw unseen(answer);
    }
    List<JsonNode> series = answer.json().at("/data/result").valueStream().toList();
    if (series.isEmpty() && !warnings(answer).isEmpty()) {
      throw incomplete(answer);
    }
    return series;
  }

  /** Returns the response to a query that may be rejected. */
  Answer tryQuery(String expression) {
    return send.apply("/api/v1/query?query=" + Cluster.encoded(expression));
  }

  /** Returns the warnings in a result, such as that a store behind it did not respond. */
  static List<String> warnings(Answer answer) {
    List<String> warnings = new ArrayList<>();
    answer.json().path("warnings").forEach(warning -> warnings.add(warning.asText()));
    return warnings;
  }

  UnseenException incomplete(Answer answer) {
    return new UnseenException(
        "%s has no value, and warns that its result is incomplete: %s"
            .formatted(where, Answer.oneLine(String.join("; ", warnings(answer)))));
  }

  /** Returns the reason why it cannot be queried, and the action. */
  UnseenException unseen(Answer answer) {
    if (answer.isForbidden()) {
      return new UnseenException(
          UnseenException.missingPermission(answer) + "; " + route.withoutPermission());
    }
    Optional<UnseenException> elsewhere =
        answer.isOfApiServer() ? route.elsewhere() : Optional.empty();
    if (elsewhere.isPresent()) {
      return elsewhere.get();
    }
    StoreProblem problem = StoreProblem.of(answer);
    String why =
        problem.isOfNetwork()
            ? "no response from " + where + ": " + answer.message()
            : where + " " + problem.describe(answer);
    String remedy = problem.remedy(route);
    return new UnseenException(remedy.isEmpty() ? why : why + "; " + remedy);
  }

  private static String withParameters(String request, Map<String, String> parameters) {
    StringBuilder whole = new StringBuilder(request);
    parameters.forEach(
        (name, value) ->
            whole
                .append('&')
                .append(Cluster.encoded(name))
                .append('=')
                .append(Cluster.encoded(value)));
    return whole.toString();
  }
}
