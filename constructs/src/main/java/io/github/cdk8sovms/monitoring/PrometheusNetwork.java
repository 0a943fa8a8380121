package io.github.cdk8sovms.monitoring;

import io.github.cdk8sovms.kubernetes.ApiObjects;
import io.github.cdk8sovms.kubernetes.Identity;
import io.github.cdk8sovms.kubernetes.NetworkPeer;
import io.github.cdk8sovms.kubernetes.NetworkPolicies;
import io.github.cdk8sovms.kubernetes.ObjectRef;
import io.github.cdk8sovms.kubernetes.Traffic;
import io.github.cdk8sovms.serving.MetricsEndpoint;
import io.github.cdk8sovms.serving.OvmsModelServer;
import io.github.cdk8sovms.signal.SeriesLabels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cdk8s.ApiObject;

/**
 * The NetworkPolicies of a Prometheus: egress to the Kubernetes API and to the metrics of pods,
 * ingress from its clients, and ingress of the servers from Prometheus.
 */
record PrometheusNetwork(PrometheusOptions options, Map<String, String> pods) {

  /** Creates the policies for a Prometheus that this library creates. */
  List<ObjectRef<? extends ApiObject>> create(ApiObjects objects) {
    List<ObjectRef<? extends ApiObject>> policies = new ArrayList<>();
    if (options.placement().pods().isolated()) {
      policies.add(
          objects.networkPolicy(
              "NetworkPolicy",
              identity().name(),
              NetworkPolicies.only(
                  options.placement().pods(),
                  pods,
                  List.of(PrometheusEndpoint.PORT),
                  from(),
                  to())));
    }
    policies.addAll(allowScrapes(objects, options, self()));
    return policies;
  }

  /** Returns its query endpoint. */
  PrometheusEndpoint endpoint() {
    return new PrometheusEndpoint(
        PrometheusObjects.serviceUrl(identity().name(), identity().namespace()),
        PrometheusAccess.open(),
        Traffic.tcp(self(), PrometheusEndpoint.PORT),
        pods,
        options.placement().pods().isolated(),
        SeriesMatchers.NONE,
        SeriesLabels.STANDARD,
        SeriesLabels.STANDARD);
  }

  /** Allows ingress from the scraper to the metrics port of each server. */
  static List<ObjectRef<? extends ApiObject>> allowScrapes(
      ApiObjects objects, PrometheusOptions options, NetworkPeer scraper) {
    List<ObjectRef<? extends ApiObject>> policies = new ArrayList<>();
    for (OvmsModelServer server : options.servers()) {
      MetricsEndpoint metrics = server.metrics();
      if (metrics.isolated()) {
        policies.add(
            objects
                .inNamespace(server.namespace())
                .networkPolicy(
                    "Metrics-" + server.namespace() + "." + server.serviceName(),
                    server.serviceName() + "-from-" + options.placement().identity().name(),
                    NetworkPolicies.also(
                        metrics.mesh(),
                        metrics.podLabels(),
                        Traffic.tcp(scraper, ports(options, metrics)))));
      }
    }
    return policies;
  }

  /**
   * Returns the scraped ports; only an operator has other monitors, such as a mesh's for proxies.
   */
  private static int[] ports(PrometheusOptions options, MetricsEndpoint metrics) {
    List<Integer> ofProxy =
        options.isExisting() || options.isByOperator() ? metrics.mesh().metricsPorts() : List.of();
    return IntStream.concat(
            IntStream.of(metrics.number()), ofProxy.stream().mapToInt(Integer::intValue))
        .toArray();
  }

  private List<Traffic> from() {
    return options.pod().clients().isEmpty()
        ? List.of()
        : List.of(Traffic.tcp(options.pod().clients(), PrometheusEndpoint.PORT));
  }

  /**
   * Returns the egress. Service discovery returns pod IPs, so DNS is needed for Alertmanager only.
   */
  private List<Traffic> to() {
    List<Traffic> to = new ArrayList<>();
    to.add(options.placement().pods().network().toApiServer());
    Map<List<Integer>, List<NetworkPeer>> serversByPorts =
        options.servers().stream()
            .map(OvmsModelServer::metrics)
            .sorted(Comparator.comparing(MetricsEndpoint::number))
            .collect(
                Collectors.groupingBy(
                    metrics -> Arrays.stream(ports(options, metrics)).boxed().toList(),
                    LinkedHashMap::new,
                    Collectors.mapping(PrometheusNetwork::podsOf, Collectors.toList())));
    serversByPorts.forEach(
        (ports, servers) ->
            to.add(Traffic.tcp(servers, ports.stream().mapToInt(Integer::intValue).toArray())));
    options
        .alertmanager()
        .ifPresent(
            address -> {
              to.add(address.traffic());
              if (!options.isByOperator()) {
                to.add(options.placement().pods().network().toDns());
              }
            });
    return to;
  }

  private NetworkPeer self() {
    return NetworkPeer.pods(identity().namespace(), pods);
  }

  private Identity identity() {
    return options.placement().identity();
  }

  private static NetworkPeer podsOf(MetricsEndpoint metrics) {
    return NetworkPeer.pods(metrics.namespace(), metrics.podLabels());
  }
}
