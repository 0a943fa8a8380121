package io.github.cdk8sovms.cli.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The actions for a failing scrape, by Prometheus' error message. */
final class ScrapeFailure {
  private final HopContext context;
  private final String url;
  private final String error;

  private ScrapeFailure(HopContext context, JsonNode target) {
    this.context = context;
    this.url = target.path("scrapeUrl").asText();
    this.error = target.path("lastError").asText();
  }

  static HopResult of(HopContext context, JsonNode target) {
    ScrapeFailure failure = new ScrapeFailure(context, target);
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
          "Prometheus 3 requires a content type, which OVMS sends since 2025.4: use a newer image,"
              + " or set fallback_scrape_protocol: PrometheusText0.0.4.");
    }
    if (isOf("deadline exceeded|timeout|no route to host|network is unreachable")) {
      return List.of(
          "A NetworkPolicy may block Prometheus, or all HTTP workers of the server are busy.",
          PodPolicies.action(context, context.readyPods()));
    }
    if (isOf("HTTP response to HTTPS client|first record does not look like a TLS")) {
      return List.of("OVMS does not use TLS here: scrape it with scheme: http.");
    }
    if (isOf("x509|tls:|certificate")) {
      return List.of(
          "A TLS proxy responds instead of OVMS: correct tls_config of the scrape, or scrape the port"
              + " of OVMS.");
    }
    if (isOf("limit exceeded")) {
      return List.of("Raise that limit in the scrape_config or in the monitor.");
    }
    if (isOf("HTTP status 404")) {
      return List.of(
          "Enable metrics in config.json. If they are enabled, compare metrics_path with /metrics.");
    }
    return ofAnswer();
  }

  /** Returns the actions if the connection is closed or refused, or by default. */
  private List<String> ofAnswer() {
    List<String> actions = new ArrayList<>();
    Pod pod = context.readyPods().get(0);
    int port = pod.server().restPort().orElse(0);
    if (isOf("HTTP status (401|403)") || MetricsRefusal.isClosed(error)) {
      Optional<PodProxy> proxy = PodProxy.of(context.cluster(), pod, port);
      actions.add(
          proxy
              .map(
                  found ->
                      "In front of the pod's port is " + found.name() + ", which responds instead.")
              .orElse(
                  "The port is the HTTP port. A proxy or a service mesh may be in front of the pod and"
                      + " respond instead, or the server closes connections: read its log."));
      proxy.ifPresent(found -> actions.add(found.remedy()));
    } else if (error.contains("connection refused")) {
      actions.add(
          pod.server().isProbedOn(port)
              ? "The kubelet's probe succeeds on the same port, so a policy rejects Prometheus, or the"
                  + " server has just stopped."
              : "No process listens on that port, or a policy rejects Prometheus.");
      actions.add(PodPolicies.action(context, List.of(pod)));
    } else {
      actions.add("Compare the error with the scrape_config or the monitor of these pods.");
    }
    actions.add(
        "kubectl logs %s --namespace %s --all-containers --tail=50"
            .formatted(pod.name(), pod.namespace()));
    return actions;
  }

  /** Returns the action if another port than the HTTP port is scraped. */
  private Optional<String> ofOtherPort() {
    try {
      int scraped = URI.create(url).getPort();
      OptionalInt rest = context.readyPods().get(0).server().restPort();
      return rest.isEmpty() || scraped < 0 || scraped == rest.getAsInt()
          ? Optional.empty()
          : Optional.of(
              "Scrape port %d, the HTTP port, instead of %d.".formatted(rest.getAsInt(), scraped));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private boolean isOf(String pattern) {
    return error.matches("(?s).*(" + pattern + ").*");
  }
}
