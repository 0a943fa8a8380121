package io.github.cdk8sovms.exposure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cdk8sovms.Programs;
import io.github.cdk8sovms.Synthesized;
import io.github.cdk8sovms.adapter.MetricsAdapter;
import io.github.cdk8sovms.autoscaling.RatioAutoscaler;
import io.github.cdk8sovms.monitoring.PrometheusStack;
import io.github.cdk8sovms.serving.OvmsModelServer;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.Reported;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.cdk8s.Chart;
import org.junit.jupiter.api.Test;

class CanaryTest {
  private static final GatewayRef GATEWAY = GatewayRef.of("infra", "public");

  @Test
  void bothProtocolsAreSplitByWeight() {
    JsonNode http = the(canary -> canary.weight(10), "HTTPRoute");
    JsonNode grpc = the(canary -> canary.weight(10), "GRPCRoute");

    assertThat(http.at("/spec/rules/0/backendRefs").toString())
        .isEqualTo(
            "[{\"name\":\"resnet\",\"port\":8081,\"weight\":90},"
                + "{\"name\":\"resnet-v2\",\"port\":8000,\"weight\":10}]");
    assertThat(grpc.at("/spec/rules/0/backendRefs").toString())
        .isEqualTo(
            "[{\"name\":\"resnet\",\"port\":8080,\"weight\":90},"
                + "{\"name\":\"resnet-v2\",\"port\":9000,\"weight\":10}]");
  }

  @Test
  void promotionAndRollBackChangeOnlyTheWeights() {
    List<JsonNode> split = emitted(canary -> canary.weight(10));

    assertThat(withWeights(emitted(Canary::promote), 90, 10)).isEqualTo(split);
    assertThat(withWeights(emitted(Canary::rollBack), 90, 10)).isEqualTo(split);
    assertThat(weights(emitted(Canary::promote))).containsExactly(0, 100, 0, 100);
    assertThat(weights(emitted(Canary::rollBack))).containsExactly(100, 0, 100, 0);
  }

  @Test
  void aRouteWaitsForTheLongerRequestsAndBothServersAdmitTheProxies() {
    List<JsonNode> objects = emitted(canary -> canary.weight(50));

    assertThat(the(objects, "HTTPRoute").at("/spec/rules/0/timeouts/request").asText())
        .isEqualTo("1m");
    assertThat(
            objects.stream()
                .filter(object -> object.at("/kind").asText().equals("NetworkPolicy"))
                .map(object -> object.at("/metadata/name").asText()))
        .contains("resnet-from-exposure", "resnet-v2-from-exposure");
  }

  @Test
  void eachSideNeedsAnAutoscaler() {
    Chart chart = Programs.chart();
    Canary canary =
        Canary.of(
                Programs.server(chart, "resnet").build(),
                Programs.server(chart, "resnet-v2").build())
            .weight(10);

    assertThat(
            Reported.building(
                Exposure.Builder.create(chart, "exposure").canary(canary).gateway(GATEWAY).http()
                    ::build))
        .extracting(finding -> finding.code())
        .containsExactly(FindingCode.CANARY_NOT_SCALED, FindingCode.CANARY_NOT_SCALED);
  }

  @Test
  void anExhaustedWeightNamesTheWordForIt() {
    assertThat(refused(canary -> canary.weight(100))).contains("Write .promote()");
    assertThat(refused(canary -> canary.weight(0))).contains("Write .rollBack()");
    assertThat(refused(canary -> canary)).contains("no weight is given");
  }

  private static String refused(UnaryOperator<Canary> options) {
    return Reported.building(() -> emitted(options)).get(0).toString();
  }

  private static List<JsonNode> emitted(UnaryOperator<Canary> options) {
    Chart chart = Programs.chart();
    OvmsModelServer stable = Programs.server(chart, "resnet").build();
    OvmsModelServer candidate =
        Programs.server(chart, "resnet-v2")
            .ports(9000, 8000)
            .maxRequestDuration(Duration.ofMinutes(1))
            .build();
    PrometheusStack prometheus = Programs.prometheus(chart, stable, candidate).build();
    MetricsAdapter adapter = Programs.adapter(chart, prometheus).build();
    Programs.autoscaler(chart, stable, adapter).build();
    RatioAutoscaler.Builder.create(chart, "autoscaler-v2")
        .target(candidate)
        .metrics(adapter)
        .replicas(1, 3)
        .build();
    Exposure.Builder.create(chart, "exposure")
        .canary(options.apply(Canary.of(stable, candidate)))
        .gateway(GATEWAY)
        .http("a.example.com")
        .grpc("b.example.com")
        .build();
    return Synthesized.of(chart).objects();
  }

  private static JsonNode the(UnaryOperator<Canary> options, String kind) {
    return the(emitted(options), kind);
  }

  private static JsonNode the(List<JsonNode> objects, String kind) {
    return new Synthesized(objects).the(kind);
  }

  private static List<Integer> weights(List<JsonNode> objects) {
    List<Integer> weights = new ArrayList<>();
    for (String kind : List.of("HTTPRoute", "GRPCRoute")) {
      the(objects, kind)
          .at("/spec/rules/0/backendRefs")
          .forEach(backend -> weights.add(backend.get("weight").asInt()));
    }
    return weights;
  }

  private static List<JsonNode> withWeights(List<JsonNode> objects, int stable, int candidate) {
    for (String kind : List.of("HTTPRoute", "GRPCRoute")) {
      JsonNode backends = the(objects, kind).at("/spec/rules/0/backendRefs");
      ((ObjectNode) backends.get(0)).put("weight", stable);
      ((ObjectNode) backends.get(1)).put("weight", candidate);
    }
    return objects;
  }
}
