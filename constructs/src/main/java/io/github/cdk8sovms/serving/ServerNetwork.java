package io.github.cdk8sovms.serving;

import io.github.cdk8sovms.kubernetes.ApiObjects;
import io.github.cdk8sovms.kubernetes.NetworkPolicies;
import io.github.cdk8sovms.kubernetes.Traffic;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The network traffic of a server's pods: from its clients, and to the sources of its models. The
 * component that scrapes the metrics adds its own rule; probes from the node are always allowed.
 */
final class ServerNetwork {

  private ServerNetwork() {}

  static void create(ApiObjects objects, ServerOptions options, Map<String, String> pods) {
    options
        .placement()
        .pods()
        .mesh()
        .acceptPlainText(
            objects,
            "PlainMetrics",
            options.placement().identity().name(),
            pods,
            options.ports().rest());
    if (!options.placement().pods().isolated()) {
      return;
    }
    List<Traffic> from =
        options.clients().isEmpty()
            ? List.of()
            : List.of(
                Traffic.tcp(options.clients(), options.ports().grpc(), options.ports().rest()));
    objects.networkPolicy(
        "NetworkPolicy",
        options.placement().identity().name(),
        NetworkPolicies.only(
            options.placement().pods(),
            pods,
            List.of(options.ports().rest()),
            from,
            toModels(options)));
  }

  private static List<Traffic> toModels(ServerOptions options) {
    List<Traffic> storage =
        options.servables().stream()
            .flatMap(model -> model.source().traffic().stream())
            .distinct()
            .toList();
    return storage.isEmpty()
        ? List.of()
        : Stream.concat(Stream.of(options.placement().pods().network().toDns()), storage.stream())
            .toList();
  }
}
