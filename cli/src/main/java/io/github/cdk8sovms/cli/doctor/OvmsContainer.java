package io.github.cdk8sovms.cli.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The container of the model server in a pod. */
record OvmsContainer(JsonNode container) {
  private static final Pattern NIREQ = Pattern.compile("--nireq[= ](\\d{1,6})\\b");
  private static final Pattern REST_PORT = Pattern.compile("--rest_port[= ](\\d{1,5})\\b");

  /**
   * Finds it by image, name or arguments; by default the first container that is no known proxy.
   */
  static OvmsContainer of(JsonNode pod) {
    List<JsonNode> containers = pod.at("/spec/containers").valueStream().toList();
    return new OvmsContainer(
        containers.stream()
            .filter(OvmsContainer::isServer)
            .findFirst()
            .or(() -> containers.stream().filter(each -> !ProxyContainer.isProxy(each)).findFirst())
            .orElse(pod.at("/spec/none")));
  }

  /** Returns the HTTP port, which also serves metrics. */
  OptionalInt restPort() {
    Matcher argument = REST_PORT.matcher(String.join(" ", words(container)));
    if (argument.find()) {
      return OptionalInt.of(Integer.parseInt(argument.group(1)));
    }
    JsonNode probe = container.at("/readinessProbe/httpGet");
    // Istio redirects probes to its own port, and encodes the container in the path.
    boolean rewritten = probe.path("path").asText().startsWith("/app-health/");
    if (probe.path("port").isInt() && !rewritten) {
      return OptionalInt.of(probe.path("port").asInt());
    }
    for (JsonNode port : container.path("ports")) {
      String name = port.path("name").asText();
      if (name.equals(probe.path("port").asText("-"))
          || name.matches("rest|http|http-rest|metrics")) {
        return OptionalInt.of(port.path("containerPort").asInt());
      }
    }
    return OptionalInt.empty();
  }

  /** Returns the infer requests of a server of one model, if its arguments have them. */
  OptionalInt inferRequests() {
    Matcher argument = NIREQ.matcher(String.join(" ", words(container)));
    return argument.find()
        ? OptionalInt.of(Integer.parseInt(argument.group(1)))
        : OptionalInt.empty();
  }

  /** Returns whether the readiness probe uses this port: then it accepts connections. */
  boolean isProbedOn(int port) {
    JsonNode probe = container.path("readinessProbe");
    for (String kind : new String[] {"httpGet", "tcpSocket"}) {
      JsonNode probed = probe.path(kind).path("port");
      if (probed.asInt() == port) {
        return true;
      }
      for (JsonNode named : container.path("ports")) {
        if (probed.isTextual()
            && named.path("name").equals(probed)
            && named.path("containerPort").asInt() == port) {
          return true;
        }
      }
    }
    return false;
  }

  /** Returns whether it has a GPU or NPU of Intel, by its limits. */
  boolean hasAccelerator() {
    return container.at("/resources/limits").properties().stream()
        .anyMatch(limit -> limit.getKey().matches("(gpu|npu)\\.intel\\.com/.*"));
  }

  /** Returns whether it keeps compiled models. */
  boolean hasModelCache() {
    return words(container).stream().anyMatch(word -> word.startsWith("--cache_dir"));
  }

  private static boolean isServer(JsonNode container) {
    return container.path("image").asText().contains("model_server")
        || container.path("name").asText().equals("ovms")
        || words(container).stream().anyMatch(word -> word.startsWith("--rest_port"));
  }

  private static List<String> words(JsonNode container) {
    List<String> words = new ArrayList<>();
    container.path("command").forEach(word -> words.add(word.asText()));
    container.path("args").forEach(word -> words.add(word.asText()));
    return words;
  }
}
