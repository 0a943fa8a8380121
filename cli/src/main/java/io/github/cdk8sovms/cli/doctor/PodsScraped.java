package io.github.cdk8sovms.cli.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Prometheus runs, knows the pods, and gets an answer from them. */
record PodsScraped() implements Hop {
  @Override
  public String name() {
    return "scraped";
  }

  @Override
  public HopResult look(Surroundings surroundings, Consumer<Oddity> oddities) {
    if (!surroundings.isPrometheusSaid()) {
      Optional<HopResult> down =
          surroundings.prometheusAddress().flatMap(at -> down(at, surroundings));
      if (down.isPresent()) {
        return down.get();
      }
    }
    Prometheus prometheus = surroundings.prometheus();
    List<JsonNode> targets = prometheus.activeTargets();
    List<Pod> pods = surroundings.readyPods();
    if (pods.isEmpty()) {
      return new HopResult.NotSeen("there is no pod to scrape");
    }
    List<Pod> unknown = new ArrayList<>();
    List<JsonNode> failing = new ArrayList<>();
    int up = 0;
    for (Pod pod : pods) {
      List<JsonNode> own = targets.stream().filter(target -> isOf(target, pod)).toList();
      if (own.isEmpty()) {
        unknown.add(pod);
      } else if (own.stream().anyMatch(target -> health(target).equals("up"))) {
        up++;
      } else {
        failing.add(own.get(0));
      }
    }
    if (up == 0) {
      return failing.isEmpty()
          ? unknownPods(surroundings, prometheus, targets)
          : failing(surroundings, failing.get(0));
    }
    if (up < pods.size()) {
      oddities.accept(
          new Oddity(
              "not-all-scraped",
              "Prometheus has an answer from %d of %d pods".formatted(up, pods.size()),
              "New pods are scraped within an interval or two. If it stays so, look at its targets."));
    }
    return HopResult.passed("%d of %d up in %s".formatted(up, pods.size(), prometheus.where()));
  }

  private static Optional<HopResult> down(PrometheusAddress address, Surroundings surroundings) {
    Cluster cluster = surroundings.cluster();
    Optional<JsonNode> service = cluster.find(address.object());
    if (service.isEmpty()) {
      return Optional.of(
          HopResult.broken(
              Diagnosis.PROMETHEUS_MISSING,
              "there is no " + address,
              "Apply the Prometheus, or start the adapter with another --prometheus-url."));
    }
    String selector = Cluster.selector(service.get().at("/spec/selector"));
    if (selector.isEmpty()) {
      return Optional.empty();
    }
    List<Pod> pods = cluster.pods(address.namespace(), selector);
    if (pods.stream().anyMatch(Pod::isReady)) {
      return Optional.empty();
    }
    String reason =
        pods.stream()
            .findFirst()
            .map(pod -> "pod " + pod.name() + ": " + pod.reason())
            .orElse("it selects no pods: " + selector);
    return Optional.of(
        HopResult.broken(
            Diagnosis.PROMETHEUS_NOT_READY,
            address + "; " + reason,
            "kubectl get statefulsets,deployments,pods --namespace " + address.namespace(),
            "kubectl describe pods --namespace %s --selector %s"
                .formatted(address.namespace(), selector)));
  }

  private static HopResult unknownPods(
      Surroundings surroundings, Prometheus prometheus, List<JsonNode> targets) {
    TreeSet<String> jobs = new TreeSet<>();
    targets.forEach(target -> jobs.add(target.path("scrapePool").asText()));
    return HopResult.broken(
        Diagnosis.NOT_SCRAPED,
        "%s has %s, of %s; none is a pod of %s"
            .formatted(
                prometheus.where(),
                Count.of(targets.size(), "target"),
                jobs.isEmpty() ? "no job" : "jobs " + String.join(", ", jobs),
                surroundings.autoscaler().targetName()),
        "If an operator writes its configuration: the labels of the PodMonitor or ServiceMonitor"
            + " must be those that the Prometheus selects, and its port a name that the pods have.",
        "If not: compare namespaces and labels in its scrape_configs with those of the pods.",
        "Its log says \"forbidden\" if it may not list pods there: it needs a Role in namespace "
            + surroundings.autoscaler().namespace());
  }

  private static HopResult failing(Surroundings surroundings, JsonNode target) {
    String error = target.path("lastError").asText();
    List<String> actions = new ArrayList<>();
    if (error.contains("deadline exceeded") || error.contains("timeout")) {
      actions.add(
          "A NetworkPolicy may keep Prometheus out, or all HTTP workers of the server are busy:");
      actions.add(
          "kubectl get networkpolicies --namespace " + surroundings.autoscaler().namespace());
    } else if (error.contains("Content-Type") || error.contains("content type")) {
      actions.add(
          "Prometheus 3 wants a content type, which OVMS has since 2025.4: use a newer image, or set"
              + " fallback_scrape_protocol: PrometheusText0.0.4.");
    } else if (error.contains("404")) {
      actions.add("Turn metrics on in config.json, or scrape /metrics on the port of HTTP.");
    } else {
      actions.add("Scrape the port of HTTP, which OVMS has with --rest_port.");
    }
    return new HopResult.Broken(
        Diagnosis.SCRAPE_FAILS,
        "%s: %s".formatted(target.path("scrapeUrl").asText(), error),
        actions);
  }

  private static boolean isOf(JsonNode target, Pod pod) {
    JsonNode found = target.path("discoveredLabels");
    boolean byName =
        found.path("__meta_kubernetes_pod_name").asText().equals(pod.name())
            && found.path("__meta_kubernetes_namespace").asText().equals(pod.namespace());
    boolean byLabel =
        target.at("/labels/pod").asText().equals(pod.name())
            && target.at("/labels/namespace").asText().equals(pod.namespace());
    return byName || byLabel;
  }

  private static String health(JsonNode target) {
    return target.path("health").asText();
  }
}
