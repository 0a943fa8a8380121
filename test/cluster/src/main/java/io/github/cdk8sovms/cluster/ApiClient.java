package io.github.cdk8sovms.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.net.ssl.SSLContext;

/**
 * Talks to the API server in JSON trees, so that what is compared is what went over the wire: a
 * typed client would drop fields that it does not know.
 */
public final class ApiClient {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration LONGEST = Duration.ofSeconds(30);

  /** Whose fields they are that {@link #apply} writes. */
  public static final String FIELD_MANAGER = "argocd-controller";

  private final HttpClient http;
  private final URI server;
  private final List<String> headers;
  private final Map<String, JsonNode> resourceByKind;
  private final Queue<String> warnings;

  private ApiClient(
      HttpClient http,
      URI server,
      List<String> headers,
      Map<String, JsonNode> resourceByKind,
      Queue<String> warnings) {
    this.http = http;
    this.server = server;
    this.headers = headers;
    this.resourceByKind = resourceByKind;
    this.warnings = warnings;
  }

  static ApiClient of(URI server, SSLContext trust, String token) {
    return new ApiClient(
        HttpClient.newBuilder()
            .sslContext(trust)
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build(),
        server,
        List.of("Authorization", "Bearer " + token),
        new ConcurrentHashMap<>(),
        new ConcurrentLinkedQueue<>());
  }

  /** The same server, as another user sees it. */
  public ApiClient as(String user, List<String> groups) {
    List<String> more = new ArrayList<>(headers);
    more.addAll(List.of("Impersonate-User", user));
    groups.forEach(group -> more.addAll(List.of("Impersonate-Group", group)));
    return new ApiClient(http, server, List.copyOf(more), resourceByKind, warnings);
  }

  /** As the pods of a service account. */
  public ApiClient asServiceAccount(String namespace, String name) {
    return as(
        "system:serviceaccount:" + namespace + ":" + name,
        List.of("system:serviceaccounts", "system:serviceaccounts:" + namespace));
  }

  /** What the server has warned of so far. */
  public List<String> warnings() {
    return List.copyOf(warnings);
  }

  /** Whatever is at a path. */
  public JsonNode get(String path) {
    return send("GET", path, "", "");
  }

  /** Whatever is at a path, if there is something. */
  public Optional<JsonNode> find(String path) {
    try {
      return Optional.of(get(path));
    } catch (ApiException e) {
      if (e.status() == 404) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** The text at a path. */
  public String text(String path) {
    return sendForText("GET", path, "", "");
  }

  /** The items of a collection, as the API server has them in memory. */
  public List<JsonNode> list(String path) {
    JsonNode list = get(path + (path.contains("?") ? "&" : "?") + "resourceVersion=0");
    List<JsonNode> items = new ArrayList<>();
    for (JsonNode item : list.path("items")) {
      // Only the list itself has these.
      ((ObjectNode) item)
          .put("apiVersion", list.path("apiVersion").asText())
          .put("kind", list.path("kind").asText().replaceFirst("List$", ""));
      items.add(item);
    }
    return items;
  }

  public JsonNode create(String path, Object object) {
    return send("POST", path, "application/json", write(object));
  }

  /** Applies an object as Argo CD does with ServerSideApply=true; an unknown field is refused. */
  public JsonNode apply(JsonNode object) {
    return apply(object, FIELD_MANAGER);
  }

  /** The same for another user. */
  public JsonNode apply(JsonNode object, String fieldManager) {
    return send(
        "PATCH",
        pathOf(object) + "?force=true&fieldValidation=Strict&fieldManager=" + fieldManager,
        "application/apply-patch+yaml",
        write(object));
  }

  /** The same as {@link #apply}, up to storing it: with defaults, validation and admission. */
  public JsonNode validate(JsonNode object) {
    return send(
        "PATCH",
        pathOf(object)
            + "?force=true&dryRun=All&fieldValidation=Strict&fieldManager="
            + FIELD_MANAGER,
        "application/apply-patch+yaml",
        write(object));
  }

  public JsonNode patch(String path, Object change) {
    return send("PATCH", path, "application/merge-patch+json", write(change));
  }

  /** Lists are merged by their keys, conditions by type for one. */
  JsonNode patchStatus(JsonNode object, Object status) {
    return send(
        "PATCH",
        pathOf(object) + "/status",
        "application/strategic-merge-patch+json",
        write(Map.of("status", status)));
  }

  public void delete(String path) {
    send("DELETE", path, "", "");
  }

  /** Where an object is. */
  public String pathOf(JsonNode object) {
    String version = object.path("apiVersion").asText();
    JsonNode resource = resource(version, object.path("kind").asText());
    String namespace = object.at("/metadata/namespace").asText();
    return (version.contains("/") ? "/apis/" : "/api/")
        + version
        + (resource.path("namespaced").asBoolean() ? "/namespaces/" + namespace : "")
        + "/"
        + resource.path("name").asText()
        + "/"
        + URLEncoder.encode(object.at("/metadata/name").asText(), StandardCharsets.UTF_8);
  }

  /** Whether objects of its kind are in a namespace. */
  public boolean isNamespaced(JsonNode object) {
    return resource(object.path("apiVersion").asText(), object.path("kind").asText())
        .path("namespaced")
        .asBoolean();
  }

  private JsonNode resource(String version, String kind) {
    JsonNode known = resourceByKind.getOrDefault(version + "/" + kind, MissingNode.getInstance());
    if (!known.isMissingNode()) {
      return known;
    }
    for (JsonNode each :
        get((version.contains("/") ? "/apis/" : "/api/") + version).path("resources")) {
      if (each.path("kind").asText().equals(kind) && !each.path("name").asText().contains("/")) {
        resourceByKind.put(version + "/" + kind, each);
        return each;
      }
    }
    throw new ApiException(404, "the server has no kind " + version + " " + kind);
  }

  private JsonNode send(String method, String path, String contentType, String body) {
    String answer = sendForText(method, path, contentType, body);
    try {
      return JSON.readTree(answer);
    } catch (JsonProcessingException e) {
      throw new ApiException(method + " " + path + " answered: " + answer, e);
    }
  }

  private String sendForText(String method, String path, String contentType, String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.resolve(path))
            .timeout(LONGEST)
            .headers(headers.toArray(String[]::new))
            .method(method, BodyPublishers.ofString(body));
    if (!contentType.isEmpty()) {
      request.header("Content-Type", contentType);
    }
    try {
      HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
      if (response.statusCode() / 100 != 2) {
        throw new ApiException(
            response.statusCode(),
            "%s %s: %d %s".formatted(method, path, response.statusCode(), reason(response.body())));
      }
      response
          .headers()
          .allValues("Warning")
          .forEach(warning -> warnings.add(method + " " + path + ": " + warning));
      return response.body();
    } catch (IOException e) {
      throw new ApiException(method + " " + path + ": " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static String reason(String body) {
    try {
      return JSON.readTree(body).path("message").asText(body);
    } catch (JsonProcessingException e) {
      return body;
    }
  }

  private static String write(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not a tree: " + value, e);
    }
  }
}
