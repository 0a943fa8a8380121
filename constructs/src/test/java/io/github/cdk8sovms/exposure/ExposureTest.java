package io.github.cdk8sovms.exposure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdk8sovms.Programs;
import io.github.cdk8sovms.Synthesized;
import io.github.cdk8sovms.kubernetes.NetworkPeer;
import io.github.cdk8sovms.serving.Model;
import io.github.cdk8sovms.serving.ModelSource;
import io.github.cdk8sovms.serving.OvmsModelServer;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.Reported;
import java.time.Duration;
import java.util.List;
import org.cdk8s.Chart;
import org.junit.jupiter.api.Test;

class ExposureTest {
  private static final GatewayRef GATEWAY = GatewayRef.of("infra", "public").listener("https");

  private final Chart chart = Programs.chart();
  private final OvmsModelServer server =
      Programs.server(chart, "resnet")
          .ports(9000, 8000)
          .maxRequestDuration(Duration.ofSeconds(90))
          .build();

  @Test
  void eachProtocolHasARouteToItsPortInTheNamespaceOfTheServer() {
    exposure().http("resnet.example.com").grpc("grpc.example.com").build();

    JsonNode http = Synthesized.of(chart).the("HTTPRoute");
    JsonNode grpc = Synthesized.of(chart).the("GRPCRoute");
    assertThat(http.at("/metadata/namespace").asText()).isEqualTo("serving");
    assertThat(http.at("/spec/rules/0/backendRefs").toString())
        .isEqualTo("[{\"name\":\"resnet\",\"port\":8000}]");
    assertThat(grpc.at("/metadata/namespace").asText()).isEqualTo("serving");
    assertThat(grpc.at("/spec/rules/0/backendRefs").toString())
        .isEqualTo("[{\"name\":\"resnet\",\"port\":9000}]");
    assertThat(grpc.at("/spec/parentRefs").toString())
        .isEqualTo("[{\"namespace\":\"infra\",\"name\":\"public\",\"sectionName\":\"https\"}]");
  }

  @Test
  void theTimeoutIsTheLongestRequestOfTheServer() {
    exposure().http().build();

    assertThat(Synthesized.of(chart).the("HTTPRoute").at("/spec/rules/0/timeouts/request").asText())
        .isEqualTo("1m30s");
  }

  @Test
  void withoutHostnamesARouteHasThoseOfTheListener() {
    exposure().http().build();

    assertThat(Synthesized.of(chart).the("HTTPRoute").path("spec").has("hostnames")).isFalse();
  }

  @Test
  void modelsAndGraphsHaveThePathsOfTheirInferenceAndNoOthers() {
    OvmsModelServer graphs = Programs.graphs(chart, "llm").build();
    OvmsModelServer both =
        Programs.graphs(chart, "both")
            .model(Model.of("bert", ModelSource.of("s3://models/bert").anonymous()))
            .build();

    assertThat(RoutePaths.of(List.of(server)).prefixes()).containsExactly("/v1/models", "/v2");
    assertThat(RoutePaths.of(List.of(graphs)).prefixes()).containsExactly("/v2", "/v3");
    assertThat(RoutePaths.of(List.of(both)).prefixes()).containsExactly("/v1/models", "/v2", "/v3");
  }

  @Test
  void onlyTheExposedPortIsOpenedToTheProxies() {
    exposure().grpc().build();

    JsonNode policy =
        Synthesized.of(chart).all("NetworkPolicy").stream()
            .filter(it -> it.at("/metadata/name").asText().equals("resnet-from-public-resnet"))
            .findFirst()
            .orElseThrow();
    assertThat(policy.at("/spec/ingress/0/ports").toString())
        .isEqualTo("[{\"port\":9000,\"protocol\":\"TCP\"}]");
    assertThat(policy.at("/spec/ingress/0/from").toString())
        .isEqualTo(
            "[{\"namespaceSelector\":{\"matchLabels\":{\"kubernetes.io/metadata.name\":\"infra\"}}}]");
  }

  @Test
  void theProxiesOfAGatewayAreAssumedBesideItWithAWarning() {
    Exposure exposure =
        Exposure.Builder.create(chart, "public")
            .server(server)
            .gateway(GATEWAY)
            .gateway(GATEWAY.listener("internal"))
            .http()
            .build();

    assertThat(exposure.findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.code()).isEqualTo(FindingCode.GATEWAY_PODS_ASSUMED);
              assertThat(finding.toString()).contains("\"infra/public\" is assumed to run its");
            });
    assertThat(
            Synthesized.of(chart).all("NetworkPolicy").stream()
                .map(it -> it.at("/spec/ingress/0/from/0/podSelector/matchLabels").toString()))
        .contains("{\"gateway.networking.k8s.io/gateway-name\":\"public\"}");
  }

  @Test
  void aServerWithoutPoliciesGetsNone() {
    OvmsModelServer open = Programs.server(chart, "open").withoutNetworkPolicies().build();

    Exposure exposure =
        Exposure.Builder.create(chart, "public").server(open).gateway(GATEWAY).http().build();

    assertThat(exposure.findings()).isEmpty();
    assertThat(exposure.objects()).hasSize(1);
    assertThat(
            Reported.building(
                Exposure.Builder.create(chart, "other")
                        .server(open)
                        .gateway(GATEWAY)
                        .http()
                        .proxies(NetworkPeer.namespace("infra"))
                    ::build))
        .extracting(finding -> finding.code())
        .containsExactly(FindingCode.NO_EFFECT);
  }

  @Test
  void anIngressHasARuleForEachHostname() {
    Exposure exposure =
        Exposure.Builder.create(chart, "public")
            .server(server)
            .ingress("traefik")
            .tlsSecret("resnet-tls")
            .http("a.example.com", "*.b.example.com")
            .proxies(NetworkPeer.namespace("traefik"))
            .build();

    JsonNode spec = Synthesized.of(chart).the("Ingress").path("spec");
    assertThat(spec.findValuesAsText("host")).containsExactly("a.example.com", "*.b.example.com");
    assertThat(spec.at("/tls/0/hosts")).hasSize(2);
    assertThat(spec.at("/rules/1/http/paths/1/backend/service/port/number").asInt())
        .isEqualTo(8000);
    assertThat(exposure.ingress()).isPresent();
    assertThat(exposure.httpRoute()).isEmpty();
  }

  @Test
  void wildcardsCollideWithTheNamesTheyCover() {
    assertThat(Reported.building(exposure().http("*.example.com").grpc("a.b.example.com")::build))
        .extracting(finding -> finding.code())
        .containsExactly(FindingCode.ROUTES_COLLIDE);
    assertThat(Reported.building(exposure().http("*.example.com").grpc("example.com")::build))
        .isEmpty();
  }

  private Exposure.Builder exposure() {
    return Exposure.Builder.create(chart, "public-resnet")
        .server(server)
        .gateway(GATEWAY)
        .proxies(NetworkPeer.namespace("infra"));
  }
}
