package io.github.cdk8sovms.cli.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A Prometheus that can be asked.
 *
 * @param where it is, for people
 * @param remedy what to do if it does not answer; empty if that is plain
 * @param ask what comes for a request
 */
record Prometheus(String where, String remedy, Function<String, Answer> ask) {
  private static final Duration LONGEST = Duration.ofSeconds(10);

  /** Behind a Service, asked through the API server. */
  static Prometheus of(PrometheusAddress address, Cluster cluster) {
    return new Prometheus(
        address.toString(),
        "policies may keep the API server out, so ask it past them: kubectl port-forward"
            + " --namespace %s service/%s 9090:%d, and doctor --prometheus http://localhost:9090"
                .formatted(address.namespace(), address.service(), address.port()),
        request -> cluster.answer(address.proxied(request)));
  }

  /** At an address that this machine reaches, such as that of {@code kubectl port-forward}. */
  static Prometheus at(URI url) {
    HttpClient http = HttpClient.newBuilder().connectTimeout(LONGEST).build();
    String base = url.toString().replaceAll("/+$", "");
    return new Prometheus(base, "", request -> send(http, base + request));
  }

  /** What it scrapes. */
  List<JsonNode> activeTargets() {
    return elements(get("/api/v1/targets?state=active").at("/data/activeTargets"));
  }

  /** The series that an expression has now. */
  List<JsonNode> query(String expression) {
    return elements(get(request(expression)).at("/data/result"));
  }

  /** The answer to a query that may be refused. */
  Answer tryQuery(String expression) {
    return ask.apply(request(expression));
  }

  /** Why it cannot be asked, and what to do about it. */
  Unseen unseen(Answer answer) {
    String why =
        answer.isForbidden()
            ? Unseen.missingRight(answer)
            : "no answer of " + where + ": " + answer.message();
    return new Unseen(remedy.isEmpty() ? why : why + "; " + remedy);
  }

  static List<JsonNode> elements(JsonNode array) {
    List<JsonNode> elements = new ArrayList<>();
    array.forEach(elements::add);
    return elements;
  }

  private JsonNode get(String request) {
    Answer answer = ask.apply(request);
    if (!answer.isOk()) {
      throw unseen(answer);
    }
    return answer.json();
  }

  private static String request(String expression) {
    return "/api/v1/query?query=" + Cluster.encoded(expression);
  }

  private static Answer send(HttpClient http, String url) {
    try {
      HttpResponse<String> response =
          http.send(
              HttpRequest.newBuilder(URI.create(url)).timeout(LONGEST).build(),
              HttpResponse.BodyHandlers.ofString());
      return new Answer(response.statusCode(), response.body());
    } catch (IOException e) {
      return new Answer(Answer.TOO_LATE, "no answer from " + url + ": " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
