package io.github.cdk8sovms.acceptance.cases;

import io.github.cdk8sovms.exposure.Canary;
import io.github.cdk8sovms.exposure.Exposure;
import io.github.cdk8sovms.exposure.GatewayRef;
import io.github.cdk8sovms.kubernetes.NetworkPeer;
import io.github.cdk8sovms.serving.ModelServer;
import io.github.cdk8sovms.serving.OvmsModelServer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.cdk8s.Chart;

/** Programs that expose servers outside the cluster. */
public final class ExposureCases {
  public static final GatewayRef GATEWAY = GatewayRef.of("infra", "public").listener("https");

  private ExposureCases() {}

  static Map<String, Consumer<Chart>> all() {
    Map<String, Consumer<Chart>> cases = new LinkedHashMap<>();
    cases.put("exposure-gateway", ExposureCases::gateway);
    cases.put("exposure-every-option", ExposureCases::everyOption);
    cases.put("exposure-ingress", ExposureCases::ingress);
    cases.put("exposure-operator", ExposureCases::operator);
    cases.put("canary", ExposureCases::canary);
    cases.put("canary-promoted", chart -> route(chart, Canary::promote));
    cases.put("canary-rolled-back", chart -> route(chart, Canary::rollBack));
    return cases;
  }

  /** An exposure with all that is required, but for its protocols. */
  public static Exposure.Builder exposure(Chart chart, ModelServer server) {
    return Exposure.Builder.create(chart, "resnet-exposure")
        .server(server)
        .gateway(GATEWAY)
        .proxies(NetworkPeer.namespace("envoy-gateway-system"));
  }

  private static void gateway(Chart chart) {
    Exposure.Builder.create(chart, "resnet-exposure")
        .server(Cases.server(chart, "resnet").build())
        .gateway(GATEWAY)
        .http("resnet.example.com")
        .grpc("resnet-grpc.example.com")
        .build();
  }

  private static void everyOption(Chart chart) {
    OvmsModelServer server =
        Cases.server(chart, "resnet")
            .ports(9000, 8000)
            .maxRequestDuration(Duration.ofMinutes(90))
            .build();
    Exposure.Builder.create(chart, "exposure")
        .name("resnet-public")
        .label("team", "vision")
        .annotation("example.com/owner", "vision")
        .server(server)
        .gateway(GATEWAY.port(443))
        .gateway(GatewayRef.of("serving", "internal"))
        .http("resnet.example.com", "*.vision.example.com")
        .grpc("resnet-grpc.example.com")
        .paths("/v2/models/resnet50", "/v2/health")
        .proxies(
            NetworkPeer.namespace("envoy-gateway-system"), NetworkPeer.addresses("10.129.0.0/23"))
        .build();
  }

  private static void ingress(Chart chart) {
    OvmsModelServer server = Cases.server(chart, "resnet").build();
    Exposure.Builder.create(chart, "resnet-exposure")
        .server(server)
        .ingress("traefik")
        .tlsSecret("resnet-tls")
        .http("resnet.example.com")
        .proxies(NetworkPeer.pods("traefik", Map.of("app", "traefik")))
        .build();
    Exposure.Builder.create(chart, "any-host")
        .server(server)
        .ingress("internal")
        .http()
        .paths("/v2")
        .proxies(NetworkPeer.namespace("internal"))
        .build();
  }

  private static void operator(Chart chart) {
    exposure(chart, Cases.operatorServer(chart, "resnet").build()).http().build();
  }

  /** The routes at the end of a canary: all requests go to one side. */
  private static void route(Chart chart, UnaryOperator<Canary> end) {
    CanarySides sides = CanarySides.in(chart);
    sides.exposure(end.apply(sides.canary().weight(10))).http("resnet.example.com").build();
  }

  /** A canary with an autoscaler for each side, compared by alerts. */
  private static void canary(Chart chart) {
    CanarySides sides = CanarySides.in(chart);
    Canary canary = sides.canary().weight(10).errorMargin(0.02).latencyFactor(2);
    sides.exposure(canary).http("resnet.example.com").grpc("grpc.example.com").build();
    sides.alerts().canary(canary).build();
  }
}
