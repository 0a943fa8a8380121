package io.github.cdk8sovms.controlplane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdk8sovms.adapter.ExistingAdapter;
import io.github.cdk8sovms.autoscaling.Behavior;
import io.github.cdk8sovms.autoscaling.Keda;
import io.github.cdk8sovms.autoscaling.RatioAutoscaler;
import io.github.cdk8sovms.cluster.Application;
import io.github.cdk8sovms.cluster.Await;
import io.github.cdk8sovms.cluster.Chain;
import io.github.cdk8sovms.cluster.ControlPlane;
import io.github.cdk8sovms.cluster.ControlPlaneExtension;
import io.github.cdk8sovms.cluster.KedaInstallation;
import io.github.cdk8sovms.cluster.PrometheusApi;
import io.github.cdk8sovms.emulator.Clients;
import io.github.cdk8sovms.emulator.Load;
import io.github.cdk8sovms.emulator.PodTimes;
import io.github.cdk8sovms.emulator.ServiceTime;
import io.github.cdk8sovms.emulator.Timeline;
import io.github.cdk8sovms.kit.Manifest;
import io.github.cdk8sovms.kubernetes.Namespace;
import io.github.cdk8sovms.kubernetes.Resources;
import io.github.cdk8sovms.monitoring.PrometheusStack;
import io.github.cdk8sovms.serving.Model;
import io.github.cdk8sovms.serving.ModelSource;
import io.github.cdk8sovms.serving.OvmsImage;
import io.github.cdk8sovms.serving.OvmsModelServer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.cdk8s.Chart;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * From the streams of a pod to the autoscaler by way of KEDA: with the real KEDA, Prometheus and
 * controllers. The app has had an adapter before, so that KEDA takes its autoscaler over.
 */
class KedaChainTest {
  private static final Timeline TIMELINE = Timeline.real(5);
  private static final EmulatedOvms OVMS =
      new EmulatedOvms(PodTimes.of(ServiceTime.constant(Duration.ofMillis(100))), TIMELINE);
  private static final String AUTOSCALER =
      "/apis/autoscaling/v2/namespaces/serving/horizontalpodautoscalers/autoscaler";
  private static final Duration LONGEST = Duration.ofMinutes(2);

  /** A pod has two streams, and a request takes 0.1 s. */
  private static final double CAPACITY_PER_SECOND = 20;

  @RegisterExtension
  static final ControlPlaneExtension CONTROL_PLANE =
      new ControlPlaneExtension(new ControlPlane.Settings(Duration.ofSeconds(5), List.of(OVMS)));

  @AfterAll
  static void endTime() {
    TIMELINE.close();
  }

  @Test
  void kedaTakesTheAutoscalerOverAndReplicasFollowTheLoad() {
    // GIVEN
    ControlPlane controlPlane = CONTROL_PLANE.get();
    Chain chain = new Chain(controlPlane);
    KedaInstallation.applyTo(controlPlane);
    app(KedaChainTest::throughAdapter).applyTo(controlPlane);
    String before = autoscaler().at("/metadata/uid").asText();
    try (Load load = Load.of(Clients.http("resnet50"), TIMELINE)) {
      controlPlane.alongside(OVMS.offer(load, controlPlane, "serving", "resnet"));
      load.perSecond(CAPACITY_PER_SECOND / 4);
      KedaInstallation.await(controlPlane, chain);

      // WHEN
      assertThatThrownBy(() -> app(it -> throughKeda(it, keda -> keda)).applyTo(controlPlane))
          .hasMessageContaining("already managed by the hpa 'autoscaler'");
      app(it -> throughKeda(it, Keda::takeOver)).applyTo(controlPlane);

      // THEN
      chain.awaitReady("deployment", "serving", "resnet", 1);
      chain.awaitReady("statefulset", "monitoring", "prometheus", 1);
      chain.awaitTargetsUp(PrometheusApi.of(controlPlane, "monitoring", "prometheus"), 1);
      chain.awaitScaledObjectReady("serving", "autoscaler");
      chain.awaitScalingActive("serving", "autoscaler");
      assertThat(autoscaler().at("/metadata/uid").asText()).isEqualTo(before);
      assertIsWhatWasEmitted();

      load.perSecond(CAPACITY_PER_SECOND * 1.5);
      awaitReplicas("more", 2, 3);
      load.perSecond(0);
      awaitReplicas("one", 1, 1);
      System.out.println("KEDA, from its apply:\n" + chain.times());
    }
    assertThat(controlPlane.logs(KedaInstallation.NAMESPACE))
        .isNotEmpty()
        .allSatisfy(log -> assertThat(log).doesNotContainIgnoringCase("forbidden"));
  }

  /** KEDA writes the autoscaler again whenever it differs; the API server adds what is left out. */
  private static void assertIsWhatWasEmitted() {
    JsonNode emitted =
        app(it -> throughKeda(it, Keda::takeOver)).ofKind("ScaledObject").get(0).path("spec");
    JsonNode made = autoscaler().path("spec");

    assertThat(made.at("/minReplicas").asInt()).isEqualTo(emitted.path("minReplicaCount").asInt());
    assertThat(made.at("/maxReplicas").asInt()).isEqualTo(emitted.path("maxReplicaCount").asInt());
    assertThat(made.path("behavior"))
        .isEqualTo(emitted.at("/advanced/horizontalPodAutoscalerConfig/behavior"));
    assertThat(made.at("/metrics/0/external/target").toString())
        .isEqualTo("{\"type\":\"AverageValue\",\"averageValue\":\"1\"}");
  }

  private static void awaitReplicas(String what, int least, int most) {
    Instant begin = Instant.now();
    Await.until(
        what + " replicas",
        LONGEST,
        CONTROL_PLANE.get()::diagnosis,
        () -> {
          JsonNode deployment =
              CONTROL_PLANE.get().api().get("/apis/apps/v1/namespaces/serving/deployments/resnet");
          int ready = deployment.at("/status/readyReplicas").asInt();
          int wanted = deployment.at("/spec/replicas").asInt();
          return Await.Look.when(
              ready == wanted && wanted >= least && wanted <= most,
              deployment.path("status") + "\n" + autoscaler().path("status"));
        });
    System.out.printf(
        "%d to %d replicas %d s after the load changed.%n",
        least, most, Duration.between(begin, Instant.now()).toSeconds());
  }

  private static JsonNode autoscaler() {
    return CONTROL_PLANE.get().api().get(AUTOSCALER);
  }

  private static Application app(Consumer<Chart> program) {
    return Application.of(
        "keda",
        Manifest.of(program).stream().map(Manifest::text).collect(Collectors.joining("---\n")));
  }

  private static void throughAdapter(Chart chart) {
    OvmsModelServer resnet = server(chart);
    ExistingAdapter adapter =
        ExistingAdapter.Builder.create(chart, "adapter")
            .prometheus(prometheus(chart, resnet))
            .build();
    autoscaler(chart, resnet).metrics(adapter).build();
  }

  private static void throughKeda(Chart chart, UnaryOperator<Keda> options) {
    OvmsModelServer resnet = server(chart);
    Keda keda = options.apply(Keda.with(prometheus(chart, resnet)));
    autoscaler(chart, resnet).metrics(keda).build();
  }

  private static OvmsModelServer server(Chart chart) {
    return OvmsModelServer.Builder.create(chart, "resnet")
        .namespace(Namespace.of(chart, "serving"))
        .image(OvmsImage.of("2026.2.1"))
        .model(Model.of("resnet50", ModelSource.of("s3://models/resnet50")).streams(2))
        .resources(Resources.cpu("2").memory("2Gi"))
        .build();
  }

  private static PrometheusStack prometheus(Chart chart, OvmsModelServer resnet) {
    return PrometheusStack.Builder.create(chart, "prometheus")
        .namespace(Namespace.of(chart, "monitoring"))
        .scrape(resnet)
        .build();
  }

  private static RatioAutoscaler.Builder autoscaler(Chart chart, OvmsModelServer resnet) {
    return RatioAutoscaler.Builder.create(chart, "autoscaler")
        .target(resnet)
        .behavior(Behavior.of(Duration.ZERO, Duration.ofSeconds(15)))
        .replicas(1, 3);
  }
}
