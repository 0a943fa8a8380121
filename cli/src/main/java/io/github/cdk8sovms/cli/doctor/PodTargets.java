package io.github.cdk8sovms.cli.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * What a Prometheus knows of pods.
 *
 * @param up how many pods it has an answer of
 * @param failing a target of each pod of which it has none
 * @param isWaiting whether some are known, and none was scraped yet
 */
record PodTargets(int up, List<JsonNode> failing, boolean isWaiting) {

  static PodTargets of(List<JsonNode> targets, List<Pod> pods) {
    List<JsonNode> failing = new ArrayList<>();
    int up = 0;
    boolean waiting = false;
    for (Pod pod : pods) {
      List<JsonNode> own = targets.stream().filter(target -> isOf(target, pod)).toList();
      if (own.stream().anyMatch(target -> health(target).equals("up"))) {
        up++;
      } else {
        own.stream()
            .filter(target -> health(target).equals("down"))
            .findFirst()
            .ifPresent(failing::add);
        waiting |= !own.isEmpty();
      }
    }
    return new PodTargets(up, List.copyOf(failing), waiting);
  }

  /** By what discovery found, by its labels, or by the address, if a list of addresses is used. */
  private static boolean isOf(JsonNode target, Pod pod) {
    JsonNode found = target.path("discoveredLabels");
    boolean byName =
        found.path("__meta_kubernetes_pod_name").asText().equals(pod.name())
            && found.path("__meta_kubernetes_namespace").asText().equals(pod.namespace());
    boolean byLabel = hasLabel(target, pod.name()) && hasLabel(target, pod.namespace());
    return byName || byLabel || isAt(target.path("scrapeUrl").asText(), pod);
  }

  /** Whether a label has a value; scrapes give namespace and pod labels of various names. */
  private static boolean hasLabel(JsonNode target, String value) {
    return target.path("labels").properties().stream()
        .anyMatch(label -> label.getValue().asText().equals(value));
  }

  /** Pods on the network of their node share its address with other programs, not the port. */
  private static boolean isAt(String url, Pod pod) {
    try {
      URI uri = URI.create(url);
      String host = String.valueOf(uri.getHost()).replaceAll("[\\[\\]]", "");
      return !pod.address().isEmpty()
          && host.equals(pod.address())
          && pod.server().restPort().orElse(-1) == uri.getPort();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static String health(JsonNode target) {
    return target.path("health").asText();
  }
}
