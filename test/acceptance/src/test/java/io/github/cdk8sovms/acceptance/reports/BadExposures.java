package io.github.cdk8sovms.acceptance.reports;

import static io.github.cdk8sovms.acceptance.cases.ExposureCases.GATEWAY;

import io.github.cdk8sovms.acceptance.cases.CanarySides;
import io.github.cdk8sovms.acceptance.cases.Cases;
import io.github.cdk8sovms.acceptance.cases.ExposureCases;
import io.github.cdk8sovms.exposure.Canary;
import io.github.cdk8sovms.exposure.Exposure;
import io.github.cdk8sovms.exposure.GatewayRef;
import io.github.cdk8sovms.kubernetes.NetworkPeer;
import io.github.cdk8sovms.serving.Model;
import io.github.cdk8sovms.serving.ModelServer;
import io.github.cdk8sovms.serving.ModelSource;
import io.github.cdk8sovms.serving.OvmsImage;
import io.github.cdk8sovms.serving.OvmsModelServer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.cdk8s.Chart;

/** Mistakes in exposures. */
final class BadExposures {
  private final Map<String, Consumer<Chart>> inputs = new LinkedHashMap<>();

  private BadExposures() {
    inputs.put("empty exposure", chart -> Exposure.Builder.create(chart, "public").build());
    addHostnames();
    addGateways();
    addIngresses();
    addPaths();
    addCanaries();
  }

  static Map<String, Consumer<Chart>> all() {
    return new BadExposures().inputs;
  }

  private void addHostnames() {
    add("no protocol", it -> it);
    add("hostname with a scheme", it -> it.http("https://resnet.example.com"));
    add("address as a hostname", it -> it.grpc("10.0.0.1"));
    add("hostname twice", it -> it.http("a.example.com", "a.example.com"));
    add(
        "one hostname for both protocols",
        it -> it.http("resnet.example.com").grpc("resnet.example.com"));
    add("every hostname for both protocols", it -> it.http().grpc());
    add("wildcard over the other protocol", it -> it.http("*.example.com").grpc("a.example.com"));
  }

  private void addGateways() {
    add("Gateway twice", it -> it.gateway(GATEWAY).http());
    add(
        "Gateway and one of its listeners",
        it -> it.gateway(GatewayRef.of("infra", "public")).http());
    add(
        "listener of no name",
        it -> it.gateway(GatewayRef.of("infra", "b").listener("HTTPS")).http());
    add("port beyond all ports", it -> it.gateway(GatewayRef.of("infra", "b").port(70_000)).http());
    add("Gateway in no namespace", it -> it.gateway(GatewayRef.of("", "b")).http());
    add("routes in the namespace of the Gateway", it -> it.namespace("infra").http());
    add("certificate for a Gateway", it -> it.tlsSecret("resnet-tls").http());
    inputs.put(
        "Gateway with unknown pods",
        chart ->
            Exposure.Builder.create(chart, "public")
                .server(Cases.server(chart, "resnet").build())
                .gateway(GATEWAY)
                .http()
                .build());
    inputs.put(
        "proxies of a server without policies",
        chart ->
            ExposureCases.exposure(
                    chart, Cases.server(chart, "resnet").withoutNetworkPolicies().build())
                .http()
                .build());
    add("proxies at no address", it -> it.proxies(NetworkPeer.addresses("10.0.0.1")).http());
  }

  private void addIngresses() {
    add("Gateway and ingress", it -> it.ingress("traefik").http());
    ingress("gRPC over an ingress", it -> it.http().grpc());
    ingress("certificate without a hostname", it -> it.tlsSecret("resnet-tls").http());
    ingress("certificate of no name", it -> it.tlsSecret("resnet tls").http("a.example.com"));
    inputs.put(
        "ingress controller with unknown pods",
        chart ->
            Exposure.Builder.create(chart, "public")
                .server(Cases.server(chart, "resnet").build())
                .ingress("Traefik")
                .http()
                .build());
  }

  private void addPaths() {
    add("path without a slash", it -> it.http().paths("v2"));
    add("path twice", it -> it.http().paths("/v2", "/v2"));
    add("all paths", it -> it.http().paths("/"));
    add("paths of gRPC", it -> it.grpc().paths("/v2"));
  }

  private void addCanaries() {
    canary("canary without a weight", it -> it);
    canary("canary of nothing", it -> it.weight(0));
    canary("canary of everything", it -> it.weight(100));
    canary("canary of less than nothing", it -> it.weight(-10));
    canary("error margin in percent", it -> it.weight(10).errorMargin(2));
    canary("latency that must be shorter", it -> it.weight(10).latencyFactor(0.5));
    canaryOf(
        "canary of one server",
        chart -> {
          ModelServer server = CanarySides.in(chart).stable();
          return Canary.of(server, server).weight(10);
        });
    canaryOf(
        "canary without autoscalers",
        chart ->
            Canary.of(
                    Cases.server(chart, "resnet").build(), Cases.server(chart, "resnet-v2").build())
                .weight(10));
    canaryOf(
        "canary in another namespace, of another model",
        chart ->
            Canary.of(
                    CanarySides.in(chart).stable(),
                    OvmsModelServer.Builder.create(chart, "bert")
                        .namespace("language")
                        .image(OvmsImage.of("2026.2.1"))
                        .model(Model.of("bert", ModelSource.of("s3://models/bert").anonymous()))
                        .build())
                .weight(10));
    inputs.put(
        "canary over an ingress, and a server",
        chart -> {
          CanarySides sides = CanarySides.in(chart);
          Exposure.Builder.create(chart, "public")
              .canary(sides.canary().weight(10))
              .server(sides.stable())
              .ingress("traefik")
              .proxies(NetworkPeer.namespace("traefik"))
              .http()
              .build();
        });
  }

  private void canary(String what, UnaryOperator<Canary> wrong) {
    canaryOf(what, chart -> wrong.apply(CanarySides.in(chart).canary()));
  }

  private void canaryOf(String what, Function<Chart, Canary> wrong) {
    inputs.put(
        what,
        chart ->
            Exposure.Builder.create(chart, "public")
                .canary(wrong.apply(chart))
                .gateway(GATEWAY)
                .proxies(NetworkPeer.namespace("infra"))
                .http()
                .build());
  }

  private void add(String what, UnaryOperator<Exposure.Builder> wrong) {
    inputs.put(
        what,
        chart ->
            wrong
                .apply(ExposureCases.exposure(chart, Cases.server(chart, "resnet").build()))
                .build());
  }

  private void ingress(String what, UnaryOperator<Exposure.Builder> wrong) {
    inputs.put(
        what,
        chart ->
            wrong
                .apply(
                    Exposure.Builder.create(chart, "public")
                        .server(Cases.server(chart, "resnet").build())
                        .ingress("traefik")
                        .proxies(NetworkPeer.namespace("traefik")))
                .build());
  }
}
