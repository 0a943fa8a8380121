package io.github.cdk8sovms.cli.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the Prometheus that the adapter or KEDA asks. */
final class PrometheusSearch {
  private static final String HEADER = "--prometheus-header";

  private final Cluster cluster;
  private final Surroundings surroundings;

  PrometheusSearch(Cluster cluster, Surroundings surroundings) {
    this.cluster = cluster;
    this.surroundings = surroundings;
  }

  /**
   * A Prometheus, and how it is asked.
   *
   * @param certain whether adapter or KEDA name it; else it is the only one there
   * @param headers such as that of a tenant; an Authorization is not among them, since the API
   *     server would drop it, and a token of the cluster's is not for an address that was typed
   * @param parameters of each query
   */
  record Found(
      PrometheusAddress address,
      boolean certain,
      Map<String, String> headers,
      Map<String, String> parameters) {}

  /** Where its Service is, if they name one or there is exactly one. */
  Optional<Found> find() {
    Optional<Trigger> trigger = surroundings.trigger();
    if (trigger.isPresent()) {
      String namespace = surroundings.autoscaler().namespace();
      return PrometheusAddress.of(trigger.get().prometheusUrl(), namespace).map(this::certain);
    }
    Optional<AdapterConfig> asking = surroundings.adapter();
    if (asking.isPresent()) {
      return asking
          .get()
          .prometheusUrl()
          .flatMap(url -> PrometheusAddress.of(url, asking.get().namespace()))
          .map(this::certain);
    }
    List<JsonNode> services =
        cluster
            .list(
                "/api/v1/services?labelSelector="
                    + Cluster.encoded("app.kubernetes.io/name=prometheus"))
            .stream()
            .filter(service -> !service.at("/spec/clusterIP").asText().equals("None"))
            .toList();
    return services.size() == 1 ? Optional.of(guessed(services.get(0))) : Optional.empty();
  }

  /** The headers by which adapter or KEDA say for whom they ask. */
  Map<String, String> headers() {
    Map<String, String> headers = new LinkedHashMap<>();
    surroundings.trigger().ifPresent(trigger -> headers.putAll(trigger.headers()));
    if (headers.isEmpty() && surroundings.trigger().isEmpty()) {
      surroundings
          .adapter()
          .ifPresent(
              adapter ->
                  AdapterConfig.arguments(adapter.deployment(), HEADER)
                      .forEach(
                          header -> {
                            String[] parts = header.split("=", 2);
                            headers.put(parts[0].strip(), parts.length < 2 ? "" : parts[1]);
                          }));
    }
    // The client refuses names and values that are none.
    headers
        .entrySet()
        .removeIf(
            header ->
                !header.getKey().matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+")
                    || !header.getValue().matches("[\\t\\x20-\\x7e]*")
                    || header.getKey().matches("(?i)authorization|host|connection|content-length"));
    return headers;
  }

  Map<String, String> parameters() {
    return surroundings.trigger().map(Trigger::parameters).orElse(Map.of());
  }

  private Found certain(PrometheusAddress address) {
    return new Found(address, true, headers(), parameters());
  }

  private static Found guessed(JsonNode service) {
    int port = service.at("/spec/ports/0/port").asInt();
    return new Found(
        new PrometheusAddress(
            "http", Cluster.namespace(service), Cluster.name(service), port, "", true),
        false,
        Map.of(),
        Map.of());
  }
}
