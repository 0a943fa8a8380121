package io.github.cdk8sovms.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The files of those volumes of a pod that are made from objects of the API. */
final class VolumeContents {
  private final ApiClient api;
  private final JsonNode pod;
  private final String namespacePath;
  private final Map<JsonNode, Token> tokens = new HashMap<>();

  VolumeContents(ApiClient api, JsonNode pod) {
    this.api = api;
    this.pod = pod;
    this.namespacePath = "/api/v1/namespaces/" + pod.at("/metadata/namespace").asText();
  }

  private record Token(String text, Instant replaceAt) {}

  /**
   * @param volume of the kinds configMap, secret and projected
   * @throws ApiException if an object or a key is not there
   */
  Map<String, byte[]> of(JsonNode volume) {
    if (volume.has("configMap")) {
      return configMap(volume.path("configMap"), "name");
    }
    if (volume.has("secret")) {
      return secret(volume.path("secret"), "secretName");
    }
    if (volume.has("projected")) {
      Map<String, byte[]> files = new LinkedHashMap<>();
      volume.at("/projected/sources").forEach(source -> files.putAll(projected(source)));
      return files;
    }
    throw new UnsupportedOperationException("a volume of another kind: " + volume);
  }

  /** The value of a key, for a variable of the environment. */
  String value(String kind, JsonNode reference) {
    Map<String, byte[]> all =
        kind.equals("secretKeyRef") ? secret(reference, "name") : configMap(reference, "name");
    byte[] value = all.get(reference.path("key").asText());
    if (value == null) {
      throw new ApiException(404, "no such key: " + reference);
    }
    return new String(value, StandardCharsets.UTF_8);
  }

  private Map<String, byte[]> projected(JsonNode source) {
    if (source.has("serviceAccountToken")) {
      JsonNode wanted = source.path("serviceAccountToken");
      return Map.of(wanted.path("path").asText(), token(wanted).getBytes(StandardCharsets.UTF_8));
    }
    if (source.has("configMap")) {
      return configMap(source.path("configMap"), "name");
    }
    if (source.has("secret")) {
      return secret(source.path("secret"), "name");
    }
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (JsonNode item : source.at("/downwardAPI/items")) {
      files.put(
          item.path("path").asText(),
          PodFields.of(pod, item.at("/fieldRef/fieldPath").asText())
              .getBytes(StandardCharsets.UTF_8));
    }
    return files;
  }

  private Map<String, byte[]> configMap(JsonNode source, String nameKey) {
    return data("configmaps", source, nameKey, text -> text.getBytes(StandardCharsets.UTF_8));
  }

  private Map<String, byte[]> secret(JsonNode source, String nameKey) {
    return data("secrets", source, nameKey, Base64.getDecoder()::decode);
  }

  private Map<String, byte[]> data(
      String collection, JsonNode source, String nameKey, Function<String, byte[]> decoder) {
    Map<String, byte[]> data = new LinkedHashMap<>();
    String path = namespacePath + "/" + collection + "/" + source.path(nameKey).asText();
    if (source.path("optional").asBoolean() && api.find(path).isEmpty()) {
      return data;
    }
    for (Map.Entry<String, JsonNode> entry : api.get(path).path("data").properties()) {
      data.put(entry.getKey(), decoder.apply(entry.getValue().asText()));
    }
    return chosen(data, source);
  }

  /** All of them, or those that the source lists. */
  private static Map<String, byte[]> chosen(Map<String, byte[]> data, JsonNode source) {
    if (!source.has("items")) {
      return data;
    }
    Map<String, byte[]> chosen = new LinkedHashMap<>();
    for (JsonNode item : source.path("items")) {
      byte[] value = data.get(item.path("key").asText());
      if (value == null) {
        throw new ApiException(404, "no such key: " + item + " in " + source);
      }
      chosen.put(item.path("path").asText(), value);
    }
    return chosen;
  }

  /** A token that is bound to this pod, as a kubelet asks for it, and again before it ends. */
  private String token(JsonNode wanted) {
    Token known = tokens.get(wanted);
    if (known != null && Instant.now().isBefore(known.replaceAt())) {
      return known.text();
    }
    long seconds = wanted.path("expirationSeconds").asLong(3600);
    String audience = wanted.path("audience").asText();
    JsonNode answer =
        api.create(
            "%s/serviceaccounts/%s/token"
                .formatted(namespacePath, pod.at("/spec/serviceAccountName").asText()),
            Map.of(
                "apiVersion",
                "authentication.k8s.io/v1",
                "kind",
                "TokenRequest",
                "spec",
                Map.of(
                    "expirationSeconds",
                    seconds,
                    "audiences",
                    audience.isEmpty() ? List.of() : List.of(audience),
                    "boundObjectRef",
                    Map.of(
                        "apiVersion",
                        "v1",
                        "kind",
                        "Pod",
                        "name",
                        pod.at("/metadata/name").asText(),
                        "uid",
                        pod.at("/metadata/uid").asText()))));
    Token token =
        new Token(answer.at("/status/token").asText(), Instant.now().plusSeconds(seconds * 8 / 10));
    tokens.put(wanted, token);
    return token.text();
  }
}
