package io.github.cdk8sovms.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;

/** The API of a Prometheus that runs in a pod: its state and its series. */
public final class PrometheusApi {
  private static final HttpClient HTTP =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(3)).build();

  private static final int PORT = 9090;

  private final URI server;

  private PrometheusApi(URI server) {
    this.server = server;
  }

  /**
   * A ready pod behind a Service, asked directly, as {@code kubectl port-forward} does it: past the
   * Service, and past NetworkPolicies.
   */
  public static PrometheusApi of(ControlPlane controlPlane, String namespace, String service) {
    return ServiceProxy.readyAddresses(controlPlane.api(), namespace, service).stream()
        .findFirst()
        .map(address -> new PrometheusApi(URI.create("http://" + address + ":" + PORT)))
        .orElseThrow(() -> new ApiException(503, "no ready pod behind " + service));
  }

  /** Where it answers. */
  public URI address() {
    return server;
  }

  /** What it scrapes. */
  public JsonNode activeTargets() {
    return get("/api/v1/targets?state=active").at("/data/activeTargets");
  }

  /** The groups of rules that it evaluates, each with the result. */
  public JsonNode ruleGroups() {
    return get("/api/v1/rules").at("/data/groups");
  }

  /** The series that an expression has now. */
  public JsonNode query(String expression) {
    return get("/api/v1/query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8))
        .at("/data/result");
  }

  /** The series that an expression had in a span of time, one value per this number of seconds. */
  public JsonNode queryRange(String expression, Instant from, Instant to, int step) {
    return get("/api/v1/query_range?query="
            + URLEncoder.encode(expression, StandardCharsets.UTF_8)
            + "&start=%d&end=%d&step=%d"
                .formatted(from.getEpochSecond(), to.getEpochSecond(), step))
        .at("/data/result");
  }

  private JsonNode get(String path) {
    try {
      HttpResponse<String> answer =
          HTTP.send(
              HttpRequest.newBuilder(server.resolve(path)).timeout(Duration.ofSeconds(10)).build(),
              BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new ApiException(answer.statusCode(), path + ": " + answer.body());
      }
      return Yaml.parse(answer.body());
    } catch (IOException e) {
      throw new ApiException(server.resolve(path) + ": " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
