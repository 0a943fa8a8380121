package io.github.cdk8sovms.monitoring;

import io.github.cdk8sovms.kubernetes.NetworkPeer;
import io.github.cdk8sovms.kubernetes.internal.ApiObjects;
import io.github.cdk8sovms.kubernetes.internal.Identity;
import io.github.cdk8sovms.kubernetes.internal.NetworkPolicies;
import io.github.cdk8sovms.kubernetes.internal.ObjectRef;
import io.github.cdk8sovms.kubernetes.internal.PodSettings;
import io.github.cdk8sovms.kubernetes.internal.Traffic;
import io.github.cdk8sovms.monitoring.internal.PrometheusEndpoint;
import io.github.cdk8sovms.monitoring.internal.SeriesMatchers;
import io.github.cdk8sovms.serving.ModelServer;
import io.github.cdk8sovms.serving.internal.MetricsEndpoint;
import io.github.cdk8sovms.serving.internal.ServerLink;
import io.github.cdk8sovms.signal.SeriesLabels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cdk8s.ApiObject;

/**
 * The NetworkPolicies of a Prometheus: egress to the Kubernetes API and to the metrics of pods,
 * ingress from its clients, and ingress of the servers from Prometheus.
 *
 * @param scrapes the servers
 * @param pods the labels of its pods
 * @param prometheus its clients, and the stores that get its samples
 * @param alertmanager to which it sends alerts
 * @param byOperator whether an operator configures it: other monitors may exist, and Alertmanager
 *     is found by its endpoints
 */
record PrometheusNetwork(
    ScrapeSpec scrapes,
    Map<String, String> pods,
    PrometheusPod prometheus,
    Optional<AlertmanagerAddress> alertmanager,
    boolean byOperator) {

  /** Creates the policies for a Prometheus that this library creates. */
  List<ObjectRef<? extends ApiObject>> create(ApiObjects objects) {
    List<ObjectRef<? extends ApiObject>> policies = new ArrayList<>();
    if (settings().isolated()) {
      policies.add(
          objects.networkPolicy(
              "NetworkPolicy",
              identity().name(),
              NetworkPolicies.only(
                  settings(), pods, List.of(PrometheusEndpoint.PORT), from(), to())));
    }
    policies.addAll(allowScrapes(objects, scrapes, self(), byOperator));
    return policies;
  }

  /** Returns its query endpoint. */
  PrometheusEndpoint endpoint() {
    return new PrometheusEndpoint(
        PrometheusManifest.serviceUrl(identity().name(), identity().namespace()),
        PrometheusAccess.open(),
        Traffic.tcp(self(), PrometheusEndpoint.PORT),
        pods,
        settings().isolated(),
        SeriesMatchers.NONE,
        SeriesLabels.STANDARD,
        SeriesLabels.STANDARD);
  }

  /**
   * Allows ingress from the scraper to the metrics port of each server.
   *
   * @param hasOtherMonitors whether the scraper may have others, such as a mesh's for its proxies
   */
  static List<ObjectRef<? extends ApiObject>> allowScrapes(
      ApiObjects objects, ScrapeSpec scrapes, NetworkPeer scraper, boolean hasOtherMonitors) {
    List<ObjectRef<? extends ApiObject>> policies = new ArrayList<>();
    for (ModelServer server : scrapes.servers().inOrder()) {
      MetricsEndpoint metrics = ServerLink.of(server).metrics();
      if (metrics.isolated()) {
        policies.add(
            objects
                .inNamespace(server.namespace())
                .networkPolicy(
                    "Metrics-" + server.namespace() + "." + server.serviceName(),
                    server.serviceName() + "-from-" + scrapes.placement().identity().name(),
                    NetworkPolicies.also(
                        metrics.mesh(),
                        metrics.podLabels(),
                        Traffic.tcp(scraper, ports(metrics, hasOtherMonitors)))));
      }
    }
    return policies;
  }

  /**
   * Returns the scraped ports; only an operator has other monitors, such as a mesh's for proxies.
   */
  private static int[] ports(MetricsEndpoint metrics, boolean hasOtherMonitors) {
    List<Integer> ofProxy = hasOtherMonitors ? metrics.mesh().metricsPorts() : List.of();
    return IntStream.concat(
            IntStream.of(metrics.number()), ofProxy.stream().mapToInt(Integer::intValue))
        .toArray();
  }

  private List<Traffic> from() {
    List<NetworkPeer> clients = prometheus.clients();
    return clients.isEmpty() ? List.of() : List.of(Traffic.tcp(clients, PrometheusEndpoint.PORT));
  }

  /**
   * Returns the egress. Service discovery returns pod IPs, so DNS is needed for Alertmanager and
   * remote stores only.
   */
  private List<Traffic> to() {
    List<Traffic> to = new ArrayList<>();
    to.add(settings().network().toApiServer());
    Map<List<Integer>, List<NetworkPeer>> serversByPorts =
        scrapes.servers().inOrder().stream()
            .map(server -> ServerLink.of(server).metrics())
            .sorted(Comparator.comparing(MetricsEndpoint::number))
            .collect(
                Collectors.groupingBy(
                    metrics -> Arrays.stream(ports(metrics, byOperator)).boxed().toList(),
                    LinkedHashMap::new,
                    Collectors.mapping(PrometheusNetwork::podsOf, Collectors.toList())));
    serversByPorts.forEach(
        (ports, servers) ->
            to.add(Traffic.tcp(servers, ports.stream().mapToInt(Integer::intValue).toArray())));
    alertmanager.ifPresent(address -> to.add(address.traffic()));
    prometheus.remote().writes().stream()
        .map(RemoteWrite::traffic)
        .filter(traffic -> !to.contains(traffic))
        .distinct()
        .forEach(to::add);
    // The operator finds an Alertmanager by its endpoints.
    if ((alertmanager.isPresent() && !byOperator) || !prometheus.remote().writes().isEmpty()) {
      to.add(settings().network().toDns());
    }
    return to;
  }

  private NetworkPeer self() {
    return NetworkPeer.pods(identity().namespace(), pods);
  }

  private Identity identity() {
    return scrapes.placement().identity();
  }

  private PodSettings settings() {
    return scrapes.placement().pods();
  }

  private static NetworkPeer podsOf(MetricsEndpoint metrics) {
    return NetworkPeer.pods(metrics.namespace(), metrics.podLabels());
  }
}
