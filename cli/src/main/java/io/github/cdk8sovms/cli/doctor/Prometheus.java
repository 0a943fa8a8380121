package io.github.cdk8sovms.cli.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A store of metrics that can be asked over Prometheus' HTTP API.
 *
 * @param where it is, for people
 * @param way how it is asked
 * @param certain whether it is known to be the one that the adapter or KEDA asks
 * @param ask what comes for a request
 */
record Prometheus(String where, PrometheusWay way, boolean certain, Function<String, Answer> ask) {

  /** Behind a Service, asked through the API server as the adapter or KEDA would ask it. */
  static Prometheus of(PrometheusSearch.Found found, Cluster cluster) {
    PrometheusAddress address = found.address();
    return new Prometheus(
        address.toString(),
        new PrometheusWay.ThroughApiServer(address, cluster),
        found.certain(),
        request ->
            cluster.answer(
                address.proxied(withParameters(request, found.parameters())), found.headers()));
  }

  /** At an address that this machine reaches, such as that of {@code kubectl port-forward}. */
  static Prometheus at(
      PrometheusUrl url, Map<String, String> headers, Map<String, String> parameters) {
    PrometheusClient client = new PrometheusClient(url);
    return new Prometheus(
        url.toString(),
        new PrometheusWay.Direct(url),
        false,
        request -> client.get(withParameters(request, parameters), headers));
  }

  /** Whether it is an answer of the API, with data. */
  static boolean isResult(Answer answer) {
    return answer.isOk() && answer.json().path("data").isObject();
  }

  /** What it scrapes; many stores have no such list, or an empty one. */
  Answer targets() {
    return ask.apply("/api/v1/targets?state=active");
  }

  static List<JsonNode> activeTargets(Answer targets) {
    return elements(targets.json().at("/data/activeTargets"));
  }

  /**
   * The series that an expression has now.
   *
   * @throws UnseenException if that cannot be said, also where an answer is empty because a part of
   *     the store did not answer
   */
  List<JsonNode> query(String expression) {
    Answer answer = tryQuery(expression);
    if (!isResult(answer)) {
      throw unseen(answer);
    }
    List<JsonNode> series = elements(answer.json().at("/data/result"));
    if (series.isEmpty() && !warnings(answer).isEmpty()) {
      throw incomplete(answer);
    }
    return series;
  }

  /** The answer to a query that may be refused. */
  Answer tryQuery(String expression) {
    return ask.apply("/api/v1/query?query=" + Cluster.encoded(expression));
  }

  /** What it says beside a result, such as that a store behind it did not answer. */
  static List<String> warnings(Answer answer) {
    List<String> warnings = new ArrayList<>();
    answer.json().path("warnings").forEach(warning -> warnings.add(warning.asText()));
    return warnings;
  }

  UnseenException incomplete(Answer answer) {
    return new UnseenException(
        "%s has no value, and warns that its answer is incomplete: %s"
            .formatted(where, Answer.oneLine(String.join("; ", warnings(answer)))));
  }

  /** Why it cannot be asked, and what to do about it. */
  UnseenException unseen(Answer answer) {
    if (answer.isForbidden()) {
      return new UnseenException(UnseenException.missingRight(answer) + "; " + way.withoutRight());
    }
    Optional<UnseenException> elsewhere =
        answer.isOfApiServer() ? way.elsewhere() : Optional.empty();
    if (elsewhere.isPresent()) {
      return elsewhere.get();
    }
    StoreProblem problem = StoreProblem.of(answer);
    String why =
        problem.isOfNetwork()
            ? "no answer of " + where + ": " + answer.message()
            : where + " " + problem.said(answer);
    String remedy = problem.remedy(way);
    return new UnseenException(remedy.isEmpty() ? why : why + "; " + remedy);
  }

  static List<JsonNode> elements(JsonNode array) {
    List<JsonNode> elements = new ArrayList<>();
    array.forEach(elements::add);
    return elements;
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
