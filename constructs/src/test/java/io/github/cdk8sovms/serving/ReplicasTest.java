package io.github.cdk8sovms.serving;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdk8sovms.Programs;
import io.github.cdk8sovms.Synthesized;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.cdk8s.Chart;
import org.cdk8s.plus34.HorizontalPodAutoscaler;
import org.cdk8s.plus34.Metric;
import org.cdk8s.plus34.MetricOptions;
import org.cdk8s.plus34.MetricTarget;
import org.cdk8s.plus34.ScalingTarget;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What determines the number of pods. A server can also be the target of cdk8s-plus autoscalers.
 */
class ReplicasTest {
  private final Chart chart = Programs.chart();

  @Test
  void aConfiguredNumberIsWritten() {
    Programs.server(chart, "resnet").replicas(2).build();

    assertThat(replicas().asInt()).isEqualTo(2);
  }

  @Test
  void noneMeansNoneSoThatKubernetesKeepsWhatIsThere() {
    Programs.server(chart, "resnet").build();

    assertThat(replicas().isMissingNode()).isTrue();
  }

  @Test
  void zeroIsANumber() {
    Programs.server(chart, "resnet").replicas(0).build();

    assertThat(replicas().isMissingNode()).isFalse();
    assertThat(replicas().asInt()).isZero();
  }

  static Stream<Named<Consumer<ModelServer>>> waysToBeAutoscaled() {
    return Stream.of(
        Named.of("marked", ModelServer::markHasAutoscaler),
        Named.of(
            "marked twice",
            server -> {
              server.markHasAutoscaler();
              server.markHasAutoscaler();
            }),
        Named.of(
            "set, then marked",
            server -> {
              server.setHasAutoscaler(true);
              server.markHasAutoscaler();
            }),
        Named.of(
            "marked, then set",
            server -> {
              server.markHasAutoscaler();
              server.setHasAutoscaler(true);
            }));
  }

  @ParameterizedTest
  @MethodSource("waysToBeAutoscaled")
  void anAutoscalerTakesThemOver(Consumer<ModelServer> autoscaled) {
    OvmsModelServer server = Programs.server(chart, "resnet").replicas(2).build();

    autoscaled.accept(server);

    assertThat(server.getHasAutoscaler()).isTrue();
    assertThat(replicas().isMissingNode()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("waysToBeAutoscaled")
  void thereMayBeNoneToTakeOver(Consumer<ModelServer> autoscaled) {
    OvmsModelServer server = Programs.server(chart, "resnet").build();

    autoscaled.accept(server);

    assertThat(replicas().isMissingNode()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("waysToBeAutoscaled")
  void underTheOperatorTheyStayBecauseWithoutThemThereIsNoScale(Consumer<ModelServer> autoscaled) {
    OpenVinoOperatorServer server = Programs.operatorServer(chart, "resnet").replicas(2).build();

    autoscaled.accept(server);

    assertThat(
            Synthesized.of(chart)
                .the("ModelServer")
                .at("/spec/deployment_parameters/replicas")
                .asInt())
        .isEqualTo(2);
  }

  @Test
  void aNewServerHasNoAutoscaler() {
    assertThat(Programs.server(chart, "resnet").build().getHasAutoscaler()).isFalse();
  }

  @Test
  void cdk8sPlusScalesTheDeployment() {
    ScalingTarget target = Programs.server(chart, "resnet").build().toScalingTarget();

    assertThat(target.getApiVersion()).isEqualTo("apps/v1");
    assertThat(target.getKind()).isEqualTo("Deployment");
    assertThat(target.getName()).isEqualTo("resnet");
  }

  @Test
  void cdk8sPlusScalesTheModelServerUnderTheOperator() {
    OpenVinoOperatorServer server = Programs.operatorServer(chart, "resnet").build();
    HorizontalPodAutoscaler.Builder.create(chart, "autoscaler")
        .target(server)
        .maxReplicas(8)
        .metrics(
            List.of(
                Metric.pods(
                    MetricOptions.builder()
                        .name("ovms_requests_streams_ratio")
                        .target(MetricTarget.averageValue(2))
                        .build())))
        .build();

    JsonNode target =
        Synthesized.of(chart).the("HorizontalPodAutoscaler").at("/spec/scaleTargetRef");
    assertThat(target.get("apiVersion").asText()).isEqualTo("intel.com/v1alpha1");
    assertThat(target.get("kind").asText()).isEqualTo("ModelServer");
    assertThat(target.get("name").asText()).isEqualTo("resnet");
    assertThat(server.getHasAutoscaler()).isTrue();
  }

  private JsonNode replicas() {
    return Synthesized.of(chart).the("Deployment").at("/spec/replicas");
  }
}
