package io.github.cdk8sovms;

import io.github.cdk8sovms.exposure.Exposure;
import io.github.cdk8sovms.exposure.GatewayRef;
import io.github.cdk8sovms.headroom.Headroom;
import io.github.cdk8sovms.kubernetes.NetworkPeer;
import io.github.cdk8sovms.serving.OvmsModelServer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;

/** Where a user can give a text for a route, or for reserved room. */
final class HostileRoutes {
  private final Map<String, HostilePlace> places = new LinkedHashMap<>();

  private HostileRoutes() {
    gateway("name of a Gateway", (it, text) -> it.gateway(GatewayRef.of("infra", text)));
    gateway("namespace of a Gateway", (it, text) -> it.gateway(GatewayRef.of(text, "public")));
    gateway(
        "listener of a Gateway",
        (it, text) -> it.gateway(GatewayRef.of("infra", "public").listener(text)));
    gateway(
        "hostname of a route",
        (it, text) -> it.gateway(GatewayRef.of("infra", "public")).grpc(text));
    gateway(
        "path of a route",
        (it, text) -> it.gateway(GatewayRef.of("infra", "public")).paths("/" + text));
    places.put(
        "pause image",
        chart -> {
          OvmsModelServer resnet = Programs.server(chart, "resnet").build();
          return text ->
              Headroom.Builder.create(chart, "headroom")
                  .server(resnet)
                  .pods(1)
                  .image("example.com/" + text + ":1")
                  .build();
        });
    gateway("IngressClass", (it, text) -> it.ingress(text));
    gateway(
        "Secret of an Ingress",
        (it, text) -> it.ingress("traefik").http("a.example.com").tlsSecret(text));
  }

  /** Places whose text is emitted as it is. */
  static Map<String, HostilePlace> kept() {
    return new HostileRoutes().places;
  }

  private void gateway(
      String place, BiFunction<Exposure.Builder, String, Exposure.Builder> option) {
    places.put(
        place,
        chart -> {
          OvmsModelServer resnet = Programs.server(chart, "resnet").build();
          return text ->
              option
                  .apply(
                      Exposure.Builder.create(chart, "exposure")
                          .server(resnet)
                          .http("http.example.com")
                          .proxies(NetworkPeer.namespace("infra")),
                      text)
                  .build();
        });
  }
}
