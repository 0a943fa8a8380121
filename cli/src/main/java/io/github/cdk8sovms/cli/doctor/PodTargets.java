package io.github.cdk8sovms.cli.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * The targets of a Prometheus for pods.
 *
 * @param up the number of pods with a successful scrape
 * @param failing a target of each pod with failing scrapes
 * @param isWaiting whether there are targets, but none was scraped yet
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

  /** Matches discovered labels, target labels, or the address, for static targets. */
  private static boolean isOf(JsonNode target, Pod pod) {
    JsonNode found = target.path("discoveredLabels");
    boolean byName =
        found.path("__meta_kubernetes_pod_name").asText().equals(pod.name())
            && found.path("__meta_kubernetes_namespace").asText().equals(pod.namespace());
    boolean byLabel = hasLabel(target, pod.name()) && hasLabel(target, pod.namespace());
    return byName || byLabel || isAt(target.path("scrapeUrl").asText(), pod);
  }

  /** Returns whether any label has a value; the names of labels for namespace and pod vary. */
  private static boolean hasLabel(JsonNode target, String value) {
    return target.path("labels").properties().stream()
        .anyMatch(label -> label.getValue().asText().equals(value));
  }

  /** Compares the port, too: pods with hostNetwork share their address with other programs. */
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
