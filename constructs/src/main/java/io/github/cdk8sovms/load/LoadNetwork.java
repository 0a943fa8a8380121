package io.github.cdk8sovms.load;

import io.github.cdk8sovms.kubernetes.NetworkPeer;
import io.github.cdk8sovms.kubernetes.internal.ApiObjects;
import io.github.cdk8sovms.kubernetes.internal.Identity;
import io.github.cdk8sovms.kubernetes.internal.NetworkPolicies;
import io.github.cdk8sovms.kubernetes.internal.ObjectRef;
import io.github.cdk8sovms.kubernetes.internal.Traffic;
import io.github.cdk8sovms.serving.InferenceEndpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cdk8s.ApiObject;

/**
 * The network traffic of a load test: egress to DNS and the server, whose NetworkPolicy admits it.
 */
final class LoadNetwork {

  private LoadNetwork() {}

  static List<ObjectRef<? extends ApiObject>> create(ApiObjects objects, LoadTestSpec spec) {
    Identity identity = spec.placement().identity();
    Map<String, String> pods = identity.labels().selector();
    InferenceEndpoint server = spec.server().endpoint();
    int port = spec.protocol().port(server);
    List<ObjectRef<? extends ApiObject>> policies = new ArrayList<>();
    if (spec.placement().pods().isolated()) {
      NetworkPeer peer = NetworkPeer.pods(server.namespace(), server.podLabels());
      List<Traffic> to =
          List.of(spec.placement().pods().network().toDns(), Traffic.tcp(peer, port));
      policies.add(
          objects.networkPolicy(
              "NetworkPolicy",
              identity.name(),
              NetworkPolicies.only(spec.placement().pods(), pods, List.of(), List.of(), to)));
    }
    if (server.isolated()) {
      NetworkPeer self = NetworkPeer.pods(identity.namespace(), pods);
      policies.add(
          objects
              .inNamespace(server.namespace())
              .networkPolicy(
                  "ServerPolicy",
                  server.service() + "-from-" + identity.name(),
                  NetworkPolicies.also(
                      server.mesh(), server.podLabels(), Traffic.tcp(self, port))));
    }
    return policies;
  }
}
