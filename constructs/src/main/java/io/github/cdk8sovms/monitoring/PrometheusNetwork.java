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
 * The traffic of a Prometheus: it asks the Kubernetes API for pods, reads their metrics and answers
 * its clients. The pods it reads are opened for it.
 */
record PrometheusNetwork(PrometheusOptions options, Map<String, String> pods) {

  /** The policies for a Prometheus of our own. */
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
    policies.addAll(openServers(objects, options, self()));
    return policies;
  }

  /** Where it answers. */
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

  /** Opens each server's port of metrics for whoever reads them. */
  static List<ObjectRef<? extends ApiObject>> openServers(
      ApiObjects objects, PrometheusOptions options, NetworkPeer reader) {
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
                        Traffic.tcp(reader, ports(options, metrics)))));
      }
    }
    return policies;
  }

  /** Only an operator gives a Prometheus monitors of others, as those of a mesh for its proxies. */
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
   * It finds pods by their addresses, so it asks for no names, other than that of an Alertmanager.
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
