package io.github.cdk8sovms.serving;

import io.github.cdk8sovms.kubernetes.internal.ApiObjects;
import io.github.cdk8sovms.kubernetes.internal.NetworkPolicies;
import io.github.cdk8sovms.kubernetes.internal.PeerAuthentications;
import io.github.cdk8sovms.kubernetes.internal.PodSettings;
import io.github.cdk8sovms.kubernetes.internal.Traffic;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.cdk8s.plus34.k8s.NetworkPolicySpec;

/**
 * The network traffic of a server's pods: from its clients, and to the sources of its models. The
 * component that scrapes the metrics adds its own rule; probes from the node are always allowed.
 */
final class ServerNetwork {

  private ServerNetwork() {}

  static void create(ApiObjects objects, ServerSpec server, Map<String, String> pods) {
    if (server.placement().pods().meshRules().strict()) {
      PeerAuthentications.acceptPlainText(
          objects,
          "PlainMetrics",
          server.placement().identity().name(),
          pods,
          server.ports().rest());
    }
    if (!server.placement().pods().isolated()) {
      return;
    }
    List<Traffic> from =
        server.clients().isEmpty()
            ? List.of()
            : List.of(Traffic.tcp(server.clients(), server.ports().grpc(), server.ports().rest()));
    objects.networkPolicy(
        "NetworkPolicy",
        server.placement().identity().name(),
        NetworkPolicies.only(
            server.placement().pods(),
            pods,
            List.of(server.ports().rest()),
            from,
            toModels(server, server.placement().pods())));
  }

  /** Allows pods that are not those of the server to read its models, and nothing else. */
  static NetworkPolicySpec onlyToModels(
      ServerSpec server, PodSettings settings, Map<String, String> pods) {
    return NetworkPolicies.only(settings, pods, List.of(), List.of(), toModels(server, settings));
  }

  private static List<Traffic> toModels(ServerSpec server, PodSettings settings) {
    List<Traffic> storage =
        server.servables().stream()
            .flatMap(model -> model.source().traffic().stream())
            .distinct()
            .toList();
    return storage.isEmpty()
        ? List.of()
        : Stream.concat(Stream.of(settings.network().toDns()), storage.stream()).toList();
  }
}
