package io.github.cdk8sovms;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How the kubelet expands the texts of containers, by an independent reading of {@code
 * third_party/forked/golang/expansion} in Kubernetes 1.37.2: {@code $(NAME)} is a variable if there
 * is one of that name, {@code $$} is a dollar sign, anything else stays.
 */
public final class Kubelet {
  /** Of each Service of the namespace and of the API server's, every container has variables. */
  private static final Map<String, String> OF_SERVICES =
      Map.of("KUBERNETES_SERVICE_HOST", "10.96.0.1");

  private Kubelet() {}

  /** The object with all texts of its containers as the programs in them get them. */
  static JsonNode expanded(JsonNode object) {
    for (String field : new String[] {"initContainers", "containers"}) {
      object
          .findValues(field)
          .forEach(containers -> containers.forEach(container -> expand((ObjectNode) container)));
    }
    return object;
  }

  private static void expand(ObjectNode container) {
    Map<String, String> variables = new LinkedHashMap<>(OF_SERVICES);
    for (JsonNode variable : container.path("env")) {
      if (variable.has("value")) {
        String value = expanded(variable.get("value").asText(), variables);
        ((ObjectNode) variable).put("value", value);
        variables.put(variable.get("name").asText(), value);
      } else {
        String name = variable.get("name").asText();
        variables.put(name, "<secret " + name + ">");
      }
    }
    container.findValues("command").forEach(texts -> expand((ArrayNode) texts, variables));
    expand(container.withArray("args"), variables);
  }

  private static void expand(ArrayNode texts, Map<String, String> variables) {
    for (int i = 0; i < texts.size(); i++) {
      texts.set(i, TextNode.valueOf(expanded(texts.get(i).asText(), variables)));
    }
  }

  /** A text as a program gets it. */
  public static String expanded(String text, Map<String, String> variables) {
    StringBuilder expanded = new StringBuilder();
    int i = 0;
    while (i < text.length()) {
      int end = text.charAt(i) == '$' ? closing(text, i) : -1;
      if (end > 0) {
        String name = text.substring(i + 2, end);
        expanded.append(Optional.ofNullable(variables.get(name)).orElse("$(" + name + ")"));
        i = end + 1;
      } else {
        expanded.append(text.charAt(i));
        boolean isPair = text.startsWith("$$", i);
        i += isPair ? 2 : 1;
      }
    }
    return expanded.toString();
  }

  /**
   * The same up to Kubernetes 1.32, which reads bytes: the first byte after a sign becomes a
   * character by itself.
   */
  public static String expandedByBytes(String text, Map<String, String> variables) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    StringBuilder broken = new StringBuilder();
    String latin = new String(bytes, StandardCharsets.ISO_8859_1);
    String expanded = expanded(latin, variables);
    for (int i = 0; i < latin.length(); i++) {
      boolean follows = i > 0 && latin.charAt(i - 1) == '$' && isSingle(latin, i - 1);
      if (follows && latin.charAt(i) > 0x7f) {
        broken.append(latin.charAt(i));
      }
    }
    return broken.isEmpty()
        ? new String(expanded.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8)
        : "broken: " + broken;
  }

  /** Whether a sign is read by itself, and not as the second of a pair. */
  private static boolean isSingle(String text, int sign) {
    int before = 0;
    while (sign - before > 0 && text.charAt(sign - before - 1) == '$') {
      before++;
    }
    return before % 2 == 0;
  }

  private static int closing(String text, int sign) {
    return text.startsWith("$(", sign) ? text.indexOf(')', sign) : -1;
  }
}
