package io.github.cdk8sovms.exposure;

import io.github.cdk8sovms.kubernetes.NetworkPeer;
import io.github.cdk8sovms.serving.ModelServer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the builder of an exposure was given. */
final class ExposureChoices {
  @Nullable ModelServer server;
  @Nullable Canary canary;
  final List<GatewayRef> gateways = new ArrayList<>();
  @Nullable String ingressClass;
  @Nullable String tlsSecret;
  @Nullable Hostnames http;
  @Nullable Hostnames grpc;
  @Nullable RoutePaths paths;
  final List<NetworkPeer> proxies = new ArrayList<>();

  /** The servers that requests go to; none if neither a server nor a canary was given. */
  List<ModelServer> servers() {
    return canary != null ? canary.servers() : server != null ? List.of(server) : List.of();
  }
}
