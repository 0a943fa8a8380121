package io.github.cdk8sovms.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8sovms.cluster.Application;
import io.github.cdk8sovms.cluster.Chain;
import io.github.cdk8sovms.cluster.ControlPlane;
import io.github.cdk8sovms.cluster.PrometheusApi;
import io.github.cdk8sovms.emulator.Clients;
import io.github.cdk8sovms.emulator.Load;
import io.github.cdk8sovms.emulator.PodTimes;
import io.github.cdk8sovms.emulator.ServiceTime;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * From the streams of a pod to the autoscaler: every hop of Quickstart stands, with the real
 * Prometheus, adapter, aggregation layer and autoscaler.
 */
class QuickstartChainTest {
  private static final String RATIO = "ovms_requests_streams_ratio";

  @RegisterExtension
  static final EmulatedCluster CLUSTER =
      new EmulatedCluster(
          PodTimes.of(ServiceTime.constant(Duration.ofMillis(100))), Duration.ofSeconds(5));

  @Test
  void everyHopStandsAndCarriesTheLoadOfThePods() {
    // GIVEN
    ControlPlane controlPlane = CLUSTER.get();
    Application quickstart = Examples.of("quickstart");
    int pods = quickstart.ofKind("HorizontalPodAutoscaler").get(0).at("/spec/minReplicas").asInt();
    Chain chain = new Chain(controlPlane);
    try (Load load = CLUSTER.clients(Clients.http("resnet50").evenly(), "serving", "resnet")) {
      // Half of the time of each pod is busy: it has two streams, and a request takes 0.1 s.
      load.perSecond(10 * pods);

      // WHEN
      quickstart.applyTo(controlPlane);

      // THEN
      chain.awaitReady("deployment", "serving", "resnet", pods);
      chain.awaitReady("statefulset", "monitoring", "prometheus", 1);
      PrometheusApi prometheus = PrometheusApi.of(controlPlane, "monitoring", "prometheus");
      chain.awaitTargetsUp(prometheus, pods + 1); // and itself
      chain.awaitRules(prometheus, 2);
      chain.awaitSeries(prometheus, "ovms_current_requests", pods);
      chain.awaitReady("deployment", "monitoring", "prometheus-adapter", 2);
      chain.awaitApiServiceAvailable("v1beta1");
      chain.awaitApiServiceAvailable("v1beta2");
      chain.awaitListed(RATIO);
      chain.awaitValues("serving", RATIO, pods);
      chain.awaitScalingActive("serving", "resnet-autoscaler");
      chain.awaitSeries(prometheus, "namespace_pod:" + RATIO + ":avg20s", pods);
      chain.awaitSeries(prometheus, "autoscaler:up:count == " + pods, 1);
      // The gauge is sampled, four times in its window, so a value differs from the mean.
      Map<String, BigDecimal> values =
          chain.awaitValues(
              "serving",
              RATIO,
              pods,
              value -> value.doubleValue() > 0.2 && value.doubleValue() < 1);
      System.out.println("Quickstart, from its apply:\n" + chain.times());
      assertThat(values.keySet()).isEqualTo(CLUSTER.ovms().names());
      new LiveDashboard(quickstart, prometheus).awaitEveryPanel("serving", CLUSTER.ovms().names());
    }
    assertNobodyIsForbiddenAnything();
  }

  @Test
  void networkPoliciesOpenWhatTheChainNeedsAndNothingElse() {
    // GIVEN
    ControlPlane controlPlane = CLUSTER.get();
    Examples.of("quickstart").applyTo(controlPlane);
    Chain chain = new Chain(controlPlane);
    chain.awaitReady("deployment", "serving", "resnet", 2);
    chain.awaitReady("statefulset", "monitoring", "prometheus", 1);
    chain.awaitReady("deployment", "monitoring", "prometheus-adapter", 2);
    String server = address("serving", "openvino-model-server");
    String prometheus = address("monitoring", "prometheus");
    String adapter = address("monitoring", "prometheus-adapter");

    // THEN
    assertThat(controlPlane.connects(prometheus, server, 8081)).as("scrape").isTrue();
    assertThat(controlPlane.connects(adapter, prometheus, 9090)).as("query").isTrue();
    assertThat(controlPlane.connects(prometheus, server, 8080)).as("gRPC").isFalse();
    assertThat(controlPlane.connects(adapter, server, 8081)).as("past Prometheus").isFalse();
  }

  private static String address(String namespace, String name) {
    return CLUSTER
        .get()
        .api()
        .list(
            "/api/v1/namespaces/%s/pods?labelSelector=app.kubernetes.io/name%%3D%s"
                .formatted(namespace, name))
        .get(0)
        .at("/status/podIP")
        .asText();
  }

  /** The programs log it, and continue without the permission. */
  private static void assertNobodyIsForbiddenAnything() {
    assertThat(CLUSTER.get().logs("monitoring"))
        .isNotEmpty()
        .allSatisfy(log -> assertThat(log).doesNotContainIgnoringCase("forbidden"));
  }
}
