package io.github.cdk8sovms.dashboard;

import io.github.cdk8sovms.kubernetes.NetworkPeer;
import io.github.cdk8sovms.kubernetes.internal.ApiObjects;
import io.github.cdk8sovms.kubernetes.internal.Identity;
import io.github.cdk8sovms.kubernetes.internal.NetworkPolicies;
import io.github.cdk8sovms.kubernetes.internal.ObjectRef;
import io.github.cdk8sovms.kubernetes.internal.Traffic;
import io.github.cdk8sovms.monitoring.internal.PrometheusEndpoint;
import io.github.cdk8sovms.monitoring.internal.PrometheusLink;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cdk8s.ApiObject;

/**
 * The NetworkPolicies of a Grafana: ingress from its clients, egress to DNS and Prometheus, and
 * ingress to Prometheus from Grafana.
 */
final class GrafanaNetwork {

  private GrafanaNetwork() {}

  static List<ObjectRef<? extends ApiObject>> create(
      ApiObjects objects, GrafanaSpec spec, int port) {
    Identity identity = spec.placement().identity();
    Map<String, String> pods = identity.labels().selector();
    PrometheusEndpoint prometheus = PrometheusLink.of(spec.prometheus()).endpoint();
    List<ObjectRef<? extends ApiObject>> policies = new ArrayList<>();
    if (spec.placement().pods().isolated()) {
      List<Traffic> from =
          spec.clients().isEmpty() ? List.of() : List.of(Traffic.tcp(spec.clients(), port));
      List<Traffic> to = List.of(spec.placement().pods().network().toDns(), prometheus.traffic());
      policies.add(
          objects.networkPolicy(
              "NetworkPolicy",
              identity.name(),
              NetworkPolicies.only(spec.placement().pods(), pods, List.of(port), from, to)));
    }
    policies.addAll(
        PrometheusLink.of(spec.prometheus())
            .allowIngressFrom(
                NetworkPeer.pods(identity.namespace(), pods), identity.name(), objects));
    return policies;
  }
}
