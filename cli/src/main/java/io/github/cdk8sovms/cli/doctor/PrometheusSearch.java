package io.github.cdk8sovms.cli.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the Prometheus that the adapter or KEDA queries.
 *
 * @param namespace of the autoscaler
 * @param trigger of its ScaledObject, if it is KEDA's
 * @param adapter that serves its metric, if it is not KEDA's and was found
 */
record PrometheusSearch(
    Cluster cluster, String namespace, Optional<Trigger> trigger, Optional<AdapterConfig> adapter) {
  private static final String HEADER = "--prometheus-header";

  /**
   * A Prometheus, and the parameters of its requests.
   *
   * @param certain whether the adapter or KEDA refers to it; otherwise it is the only one
   * @param headers such as that of a tenant; without Authorization, because the API server drops
   *     it, and a token of the cluster must not be sent to a URL from the command line
   * @param parameters of each query
   */
  record Found(
      PrometheusAddress address,
      boolean certain,
      Map<String, String> headers,
      Map<String, String> parameters) {}

  /** Returns its Service, if they refer to one or there is exactly one. */
  Optional<Found> find() {
    if (trigger.isPresent()) {
      return PrometheusAddress.of(trigger.get().prometheusUrl(), namespace).map(this::certain);
    }
    if (adapter.isPresent()) {
      return adapter
          .get()
          .prometheusUrl()
          .flatMap(url -> PrometheusAddress.of(url, adapter.get().namespace()))
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

  /** Returns the headers that the adapter or KEDA send, such as that of a tenant. */
  Map<String, String> headers() {
    Map<String, String> headers = new LinkedHashMap<>();
    trigger.ifPresent(keda -> headers.putAll(keda.headers()));
    if (headers.isEmpty() && trigger.isEmpty()) {
      adapter.ifPresent(
          config ->
              AdapterConfig.arguments(config.deployment(), HEADER)
                  .forEach(
                      header -> {
                        String[] parts = header.split("=", 2);
                        headers.put(parts[0].strip(), parts.length < 2 ? "" : parts[1]);
                      }));
    }
    // The client rejects invalid names and values.
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
    return trigger.map(Trigger::parameters).orElse(Map.of());
  }

  private Found certain(PrometheusAddress address) {
    return new Found(address, true, headers(), parameters());
  }

  private static Found guessed(JsonNode service) {
    int port = service.at("/spec/ports/0/port").asInt();
    return new Found(
        new PrometheusAddress(
            "http", ObjectMeta.namespace(service), ObjectMeta.name(service), port, "", true),
        false,
        Map.of(),
        Map.of());
  }
}
