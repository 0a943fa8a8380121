package io.github.cdk8sovms.cli.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** What to do about a scrape that fails, by what Prometheus says of it. */
final class ScrapeFailure {
  private final Surroundings surroundings;
  private final String url;
  private final String error;

  private ScrapeFailure(Surroundings surroundings, JsonNode target) {
    this.surroundings = surroundings;
    this.url = target.path("scrapeUrl").asText();
    this.error = target.path("lastError").asText();
  }

  static HopResult of(Surroundings surroundings, JsonNode target) {
    ScrapeFailure failure = new ScrapeFailure(surroundings, target);
    return new HopResult.Broken(
        Diagnosis.SCRAPE_FAILS, "%s: %s".formatted(failure.url, failure.error), failure.actions());
  }

  private List<String> actions() {
    Optional<String> otherPort = ofOtherPort();
    if (otherPort.isPresent()) {
      return List.of(otherPort.get());
    }
    if (error.contains("Content-Type") || error.contains("content type")) {
      return List.of(
          "Prometheus 3 wants a content type, which OVMS has since 2025.4: use a newer image, or set"
              + " fallback_scrape_protocol: PrometheusText0.0.4.");
    }
    if (isOf("deadline exceeded|timeout|no route to host|network is unreachable")) {
      return List.of(
          "A NetworkPolicy may keep Prometheus out, or all HTTP workers of the server are busy.",
          PodPolicies.action(surroundings, surroundings.readyPods()));
    }
    if (isOf("HTTP response to HTTPS client|first record does not look like a TLS")) {
      return List.of("OVMS speaks no TLS here: scrape it with scheme: http.");
    }
    if (isOf("x509|tls:|certificate")) {
      return List.of(
          "Something with TLS answers there, which is not OVMS: correct tls_config of the scrape, or"
              + " scrape what is behind it.");
    }
    if (isOf("limit exceeded")) {
      return List.of("Raise that limit in the scrape_config or in the monitor.");
    }
    if (isOf("HTTP status 404")) {
      return List.of(
          "Turn metrics on in config.json. If they are on, compare metrics_path with /metrics.");
    }
    return ofAnswer();
  }

  /** Something answers, or refuses to. */
  private List<String> ofAnswer() {
    List<String> actions = new ArrayList<>();
    Pod pod = surroundings.readyPods().get(0);
    int port = pod.server().restPort().orElse(0);
    if (isOf("HTTP status (401|403)") || MetricsRefusal.isClosed(error)) {
      Optional<PodProxy> proxy = PodProxy.of(surroundings, pod, port);
      actions.add(
          proxy
              .map(
                  found ->
                      "Before the pod's port stands " + found.name() + ", which answers instead.")
              .orElse(
                  "It is the port of HTTP. Something may stand before the pod and answer instead, such"
                      + " as a proxy or a service mesh, or the server closes connections: read its log."));
      proxy.ifPresent(found -> actions.add(found.remedy()));
    } else if (error.contains("connection refused")) {
      actions.add(
          pod.server().isProbedOn(port)
              ? "The kubelet gets an answer on the same port, so a policy rejects Prometheus, or the"
                  + " server has just ended."
              : "Nobody listens on that port, or a policy rejects Prometheus.");
      actions.add(PodPolicies.action(surroundings, List.of(pod)));
    } else {
      actions.add("Compare what it says with the scrape_config or the monitor of these pods.");
    }
    actions.add(
        "kubectl logs %s --namespace %s --all-containers --tail=50"
            .formatted(pod.name(), pod.namespace()));
    return actions;
  }

  /** Where another port is scraped than that of HTTP, its errors say nothing of the server. */
  private Optional<String> ofOtherPort() {
    try {
      int scraped = URI.create(url).getPort();
      OptionalInt rest = surroundings.readyPods().get(0).server().restPort();
      return rest.isEmpty() || scraped < 0 || scraped == rest.getAsInt()
          ? Optional.empty()
          : Optional.of(
              "Scrape port %d, which is that of HTTP, and not %d."
                  .formatted(rest.getAsInt(), scraped));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private boolean isOf(String pattern) {
    return error.matches("(?s).*(" + pattern + ").*");
  }
}
