package io.github.cdk8sovms.cli.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Objects of a cluster, each requested once. */
final class Cluster {
  private final ApiServer api;
  private final Map<String, Answer> known = new HashMap<>();

  Cluster(ApiServer api) {
    this.api = api;
  }

  /** Returns the response for a path. */
  Answer answer(String path) {
    return answer(path, Map.of());
  }

  /** Returns the response for a path with headers that the proxy forwards. */
  Answer answer(String path, Map<String, String> headers) {
    // No computeIfAbsent: a request may throw, and exceptions must not be cached.
    String key = path + headers;
    Answer answer = known.get(key);
    if (answer == null) {
      answer = api.get(path, headers);
      known.put(key, answer);
    }
    return answer;
  }

  /** Returns the current state of an object, bypassing the cache; empty if it cannot be read. */
  Optional<JsonNode> reread(String path) {
    Answer answer = api.get(path, Map.of());
    return answer.isOk() ? Optional.of(answer.json()) : Optional.empty();
  }

  /**
   * Returns an object, if it exists.
   *
   * @throws UnseenException if it cannot be read
   */
  Optional<JsonNode> find(String path) {
    Answer answer = answer(path);
    if (answer.isNotFound()) {
      return Optional.empty();
    }
    if (!answer.isOk()) {
      throw UnseenException.because(answer);
    }
    return Optional.of(answer.json());
  }

  /**
   * Returns the items of a collection; none if the collection does not exist.
   *
   * @throws UnseenException if it cannot be read
   */
  List<JsonNode> list(String path) {
    List<JsonNode> items = new ArrayList<>();
    find(path).ifPresent(list -> list.path("items").forEach(items::add));
    return items;
  }

  /** Returns the pods of a label selector, in the syntax of {@code labelSelector}. */
  List<Pod> pods(String namespace, String selector) {
    return list(podsPath(namespace, selector)).stream().map(Pod::new).toList();
  }

  static String podsPath(String namespace, String selector) {
    return "/api/v1/namespaces/" + namespace + "/pods?labelSelector=" + encoded(selector);
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /**
   * Converts {@code matchLabels}, or the selector of a Service, to {@code labelSelector} syntax.
   */
  static String selector(JsonNode labels) {
    List<String> terms = new ArrayList<>();
    labels
        .properties()
        .forEach(label -> terms.add(label.getKey() + "=" + label.getValue().asText()));
    return String.join(",", terms);
  }
}
