package io.github.cdk8sovms.cli.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Serves configured responses over HTTP; all other paths do not exist. */
final class FakeApiServer implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final Pattern PROXIED =
      Pattern.compile(
          "(/api/v1/namespaces/[^/]+/services/)(?:https?:)?([^:/]+)(?::\\d+)?/proxy/.*");

  private final HttpServer server;
  private final Map<String, Answer> answers = new LinkedHashMap<>();
  private final List<String> methods = new ArrayList<>();
  private final Map<String, Map<String, List<String>>> headers = new LinkedHashMap<>();

  private String lastKnown = "";
  private boolean expired;

  private FakeApiServer(HttpServer server) {
    this.server = server;
  }

  static FakeApiServer start() {
    try {
      HttpServer http =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      FakeApiServer server = new FakeApiServer(http);
      http.createContext("/", server::handle);
      http.start();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Configures the response for a path, with a query if it is for that query only. */
  FakeApiServer answer(String path, int status, String body) {
    answers.put(path, new Answer(status, body));
    return this;
  }

  FakeApiServer answer(String path, JsonNode body) {
    return answer(path, 200, body.toString());
  }

  FakeApiServer list(String path, List<? extends JsonNode> items) {
    return answer(path, JSON.createObjectNode().set("items", JSON.valueToTree(items)));
  }

  /** Denies access like the API server. */
  FakeApiServer forbid(String path, String verb, String resource, String group, String where) {
    return answer(
        path,
        403,
        JSON.createObjectNode()
            .put("kind", "Status")
            .put(
                "message",
                "%s is forbidden: User \"jane\" cannot %s resource \"%s\" in API group \"%s\" %s"
                    .formatted(resource, verb, resource, group, where))
            .toString());
  }

  /** Configures the API server's error for an unreachable proxy target. */
  FakeApiServer unreachable(String path, String why) {
    return status(path, 503, "error trying to reach service: " + why);
  }

  /** Returns a response of the API server itself. */
  FakeApiServer status(String path, int status, String message) {
    return answer(
        path,
        status,
        JSON.createObjectNode().put("kind", "Status").put("message", message).toString());
  }

  /** Rejects all credentials after a request for a path. */
  FakeApiServer expireAfter(String path) {
    lastKnown = path;
    return this;
  }

  /** Returns the headers of the last request for a path. */
  Map<String, List<String>> headers(String path) {
    return headers.getOrDefault(path, Map.of());
  }

  FakeApiServer remove(String path) {
    if (answers.keySet().removeIf(known -> known.equals(path) || known.startsWith(path + "?"))) {
      return this;
    }
    throw new IllegalArgumentException("there is nothing at " + path);
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Returns the requests, which must all be GET. */
  List<String> methods() {
    return methods;
  }

  Path kubeconfig(Path directory) {
    try {
      return Files.writeString(
          directory.resolve("kubeconfig"),
          """
          apiVersion: v1
          kind: Config
          clusters:
            - name: fake
              cluster: {server: "%s"}
          users:
            - name: jane
              user: {token: secret}
          contexts:
            - name: fake
              context: {cluster: fake, user: jane, namespace: serving}
          current-context: fake
          """
              .formatted(url()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }

  /** A server behind the proxy sends its own error, if it is reachable. */
  private Answer notFound(String path) {
    Matcher proxied = PROXIED.matcher(path);
    return proxied.matches() && answers.containsKey(proxied.group(1) + proxied.group(2))
        ? new Answer(404, "404 page not found\n")
        : new Answer(404, "{\"kind\":\"Status\",\"message\":\"not found: " + path + "\"}");
  }

  private void handle(HttpExchange exchange) throws IOException {
    methods.add(exchange.getRequestMethod());
    String path = exchange.getRequestURI().getPath();
    String raw = exchange.getRequestURI().getRawQuery();
    String query = raw == null ? "" : "?" + URLDecoder.decode(raw, StandardCharsets.UTF_8);
    headers.put(path + query, Map.copyOf(exchange.getRequestHeaders()));
    Answer answer =
        expired
            ? new Answer(401, "{\"kind\":\"Status\",\"message\":\"Unauthorized\"}")
            : answers.getOrDefault(path + query, answers.getOrDefault(path, notFound(path)));
    expired |= path.equals(lastKnown);
    if (answer.isRedirect()) {
      exchange.getResponseHeaders().add("Location", "/login");
    }
    byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}
