package io.github.cdk8sovms.planning.manifest;

import io.github.cdk8sovms.planning.input.DurationTexts;
import io.github.cdk8sovms.planning.input.InvalidInputException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Finds how often Prometheus scrapes the pods of a server. */
final class ScrapeIntervals {
  private static final String OPERATOR = "monitoring.coreos.com";

  /** Default of Prometheus, and of the operator's Prometheus. */
  private static final String DEFAULT_INTERVAL = "1m";

  private static final String OPERATOR_INTERVAL = "30s";

  private final ManifestObjects objects;
  private final Texts texts;

  ScrapeIntervals(ManifestObjects objects, Texts texts) {
    this.objects = objects;
    this.texts = texts;
  }

  Duration of(ServerSettings server, Optional<Duration> given) {
    if (given.isPresent()) {
      return positive(given.get());
    }
    Set<Duration> found = new LinkedHashSet<>();
    monitors(server, found);
    if (found.isEmpty()) {
      jobs(server, found);
    }
    if (found.size() == 1) {
      return positive(found.iterator().next());
    }
    if (found.isEmpty()) {
      throw new InvalidInputException(
          "The manifest does not say how often Prometheus scrapes %s: it has no scrape configuration, PodMonitor or ServiceMonitor for it. Give --scrape-interval, such as --scrape-interval 15s."
              .formatted(server.ref()));
    }
    List<String> texts = found.stream().map(DurationTexts::text).toList();
    throw new InvalidInputException(
        "The manifest has several scrape intervals for %s: %s. Choose one with --scrape-interval."
            .formatted(server.ref(), String.join(", ", texts)));
  }

  private static Duration positive(Duration interval) {
    if (interval.isNegative() || interval.isZero()) {
      throw new InvalidInputException(
          "\"%s\" is not a scrape interval; it must be above 0. Correct --scrape-interval."
              .formatted(DurationTexts.text(interval)));
    }
    return interval;
  }

  private void monitors(ServerSettings server, Set<Duration> found) {
    objects
        .ofKind(OPERATOR, "PodMonitor")
        .filter(monitor -> selects(monitor, server, server.labels()))
        .forEach(monitor -> endpoints(monitor, "podMetricsEndpoints", found));
    objects
        .ofKind(OPERATOR, "ServiceMonitor")
        .filter(monitor -> selects(monitor, server, serviceLabels(server)))
        .forEach(monitor -> endpoints(monitor, "endpoints", found));
  }

  private void endpoints(Node monitor, String list, Set<Duration> found) {
    for (Node endpoint : monitor.at("spec", list).elements()) {
      String interval = endpoint.at("interval").text();
      found.add(duration(interval.isEmpty() ? ofOperator() : interval));
    }
  }

  private String ofOperator() {
    return objects
        .ofKind(OPERATOR, "Prometheus")
        .map(prometheus -> prometheus.at("spec", "scrapeInterval").text())
        .filter(interval -> !interval.isEmpty())
        .findFirst()
        .orElse(OPERATOR_INTERVAL);
  }

  /** Labels that an operator sets are unknown; then its namespace decides. */
  private static boolean selects(Node monitor, ServerSettings server, Map<String, String> labels) {
    Node namespaces = monitor.at("spec", "namespaceSelector");
    boolean inNamespace =
        namespaces.at("any").text().equals("true")
            || namespaces.at("matchNames").elements().stream()
                .anyMatch(name -> name.text().equals(server.ref().namespace()))
            || (!namespaces.at("matchNames").exists()
                && ManifestObjects.namespace(monitor).equals(server.ref().namespace()));
    Map<String, String> matchers = monitor.at("spec", "selector", "matchLabels").texts();
    return inNamespace && (labels.isEmpty() || labels.entrySet().containsAll(matchers.entrySet()));
  }

  /** Returns the labels of the Service that selects the pods. */
  private Map<String, String> serviceLabels(ServerSettings server) {
    return objects
        .ofKind("", "Service")
        .filter(service -> ManifestObjects.namespace(service).equals(server.ref().namespace()))
        .filter(service -> isFor(service, server))
        .map(service -> service.at("metadata", "labels").texts())
        .findFirst()
        .orElse(Map.of());
  }

  private static boolean isFor(Node service, ServerSettings server) {
    Map<String, String> selector = service.at("spec", "selector").texts();
    return !selector.isEmpty() && server.labels().entrySet().containsAll(selector.entrySet());
  }

  private void jobs(ServerSettings server, Set<Duration> found) {
    objects
        .ofKind("", "ConfigMap")
        .flatMap(config -> config.at("data").texts().values().stream())
        .filter(text -> text.contains("scrape_configs"))
        .map(texts::tryParse)
        .forEach(file -> jobs(file, server, found));
  }

  private static void jobs(Node file, ServerSettings server, Set<Duration> found) {
    String global = file.at("global", "scrape_interval").text();
    for (Node job : file.at("scrape_configs").elements()) {
      if (discovers(job, server)) {
        String own = job.at("scrape_interval").text();
        String interval = own.isEmpty() ? global : own;
        found.add(duration(interval.isEmpty() ? DEFAULT_INTERVAL : interval));
      }
    }
  }

  /** Returns whether a job discovers pods in the namespace. */
  private static boolean discovers(Node job, ServerSettings server) {
    for (Node discovery : job.at("kubernetes_sd_configs").elements()) {
      List<Node> names = discovery.at("namespaces", "names").elements();
      boolean inNamespace =
          names.isEmpty()
              || names.stream().anyMatch(name -> name.text().equals(server.ref().namespace()));
      boolean isOfPods = discovery.at("role").text().matches("pod|endpoints|endpointslice");
      if (isOfPods && inNamespace && selects(discovery, server)) {
        return true;
      }
    }
    return false;
  }

  /** Returns whether no selector excludes the pods by the value of a label. */
  private static boolean selects(Node discovery, ServerSettings server) {
    return discovery.at("selectors").elements().stream()
        .filter(selector -> selector.at("role").text().equals("pod"))
        .flatMap(selector -> Stream.of(selector.at("label").text().split(",")))
        .map(term -> term.split("=+", 2))
        .filter(term -> term.length == 2)
        .allMatch(term -> server.labels().getOrDefault(term[0], term[1]).equals(term[1]));
  }

  private static Duration duration(String text) {
    return DurationTexts.parse(text)
        .orElseThrow(
            () ->
                new InvalidInputException(
                    "\"%s\" is not a scrape interval. Correct it in the manifest, or give --scrape-interval."
                        .formatted(text)));
  }
}
