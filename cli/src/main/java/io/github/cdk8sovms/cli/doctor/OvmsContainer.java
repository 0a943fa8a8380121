package io.github.cdk8sovms.cli.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The container of a pod in which the model server runs. */
record OvmsContainer(JsonNode container) {
  private static final Pattern REST_PORT = Pattern.compile("--rest_port[= ](\\d{1,5})\\b");

  /** By image, name or arguments; else the first that is not known to be a proxy. */
  static OvmsContainer of(JsonNode pod) {
    List<JsonNode> containers = Prometheus.elements(pod.at("/spec/containers"));
    return new OvmsContainer(
        containers.stream()
            .filter(OvmsContainer::isServer)
            .findFirst()
            .or(() -> containers.stream().filter(each -> !PodProxy.isProxy(each)).findFirst())
            .orElse(pod.at("/spec/none")));
  }

  /** The port of HTTP, which is that of metrics too. */
  OptionalInt restPort() {
    Matcher said = REST_PORT.matcher(String.join(" ", words(container)));
    if (said.find()) {
      return OptionalInt.of(Integer.parseInt(said.group(1)));
    }
    JsonNode probe = container.at("/readinessProbe/httpGet");
    // Istio leads probes through its own port, and says by the path whose they are.
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

  /** Whether the kubelet asks on this port whether it is ready: then somebody answers there. */
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
