package io.github.cdk8sovms.adapter;

import io.github.cdk8sovms.kubernetes.NetworkPeer;
import io.github.cdk8sovms.kubernetes.internal.ApiObjects;
import io.github.cdk8sovms.kubernetes.internal.Identity;
import io.github.cdk8sovms.kubernetes.internal.NetworkPolicies;
import io.github.cdk8sovms.kubernetes.internal.ObjectRef;
import io.github.cdk8sovms.kubernetes.internal.PodSettings;
import io.github.cdk8sovms.kubernetes.internal.Traffic;
import io.github.cdk8sovms.monitoring.internal.PrometheusLink;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cdk8s.ApiObject;

/**
 * The network traffic of an adapter: ingress from the API server; egress to DNS, the API server and
 * Prometheus, whose NetworkPolicy admits it.
 */
final class AdapterNetwork {
  /** Pod labels of the adapter in both the Helm chart and kube-prometheus. */
  private static final Map<String, String> OF_AN_EXISTING_ADAPTER =
      Map.of("app.kubernetes.io/name", "prometheus-adapter");

  private AdapterNetwork() {}

  /** Creates the policies for an adapter of this library. */
  static List<ObjectRef<? extends ApiObject>> create(ApiObjects objects, MetricsAdapterSpec spec) {
    Identity identity = spec.placement().identity();
    PodSettings settings = spec.placement().pods();
    int port = spec.port();
    Map<String, String> pods = identity.labels().selector();
    List<ObjectRef<? extends ApiObject>> policies = new ArrayList<>();
    if (settings.isolated()) {
      Traffic fromApiServer = settings.network().fromApiServer(port);
      List<Traffic> to =
          List.of(
              settings.network().toDns(),
              settings.network().toApiServer(),
              PrometheusLink.of(spec.prometheus()).endpoint().traffic());
      policies.add(
          objects.networkPolicy(
              "NetworkPolicy",
              identity.name(),
              NetworkPolicies.only(settings, pods, List.of(port), List.of(fromApiServer), to)));
    }
    policies.addAll(
        PrometheusLink.of(spec.prometheus())
            .allowIngressFrom(
                NetworkPeer.pods(identity.namespace(), pods), identity.name(), objects));
    return policies;
  }

  /** Admits an existing adapter to Prometheus. */
  static List<ObjectRef<? extends ApiObject>> createForExisting(
      ApiObjects objects, ExistingAdapterSpec spec) {
    Identity identity = spec.placement().identity();
    NetworkPeer adapter = NetworkPeer.pods(identity.namespace(), OF_AN_EXISTING_ADAPTER);
    return PrometheusLink.of(spec.prometheus()).openToOutsider(adapter, identity.name(), objects);
  }
}
