package io.github.cdk8sovms.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdk8sovms.adapter.AdapterTls;
import io.github.cdk8sovms.adapter.MetricsAdapter;
import io.github.cdk8sovms.autoscaling.Behavior;
import io.github.cdk8sovms.autoscaling.RatioAutoscaler;
import io.github.cdk8sovms.cluster.Application;
import io.github.cdk8sovms.cluster.Await;
import io.github.cdk8sovms.cluster.Chain;
import io.github.cdk8sovms.cluster.ControlPlane;
import io.github.cdk8sovms.emulator.PodTimes;
import io.github.cdk8sovms.emulator.ServiceTime;
import io.github.cdk8sovms.kit.Repository;
import io.github.cdk8sovms.kubernetes.KubernetesVersion;
import io.github.cdk8sovms.kubernetes.Namespace;
import io.github.cdk8sovms.kubernetes.Resources;
import io.github.cdk8sovms.monitoring.ExistingPrometheus;
import io.github.cdk8sovms.serving.Model;
import io.github.cdk8sovms.serving.ModelSource;
import io.github.cdk8sovms.serving.OvmsImage;
import io.github.cdk8sovms.serving.OvmsModelServer;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.cdk8s.App;
import org.cdk8s.Chart;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The HPA of Kubernetes 1.37 removes the last pod when no requests arrive, and starts the first one
 * when they do, by the Object metric of the adapter. No Gateway runs here: a target of Prometheus
 * stands for its requests, which arrive while it is there.
 */
class ScaleToZeroTest {
  private static final String HPA =
      "/apis/autoscaling/v2/namespaces/serving/horizontalpodautoscalers/autoscaler";
  private static final String GATE = "/apis/apps/v1/namespaces/gate/deployments/gate/scale";

  @RegisterExtension
  static final EmulatedCluster CLUSTER =
      new EmulatedCluster(
          PodTimes.of(ServiceTime.constant(Duration.ofMillis(100))), Duration.ofSeconds(5));

  @Test
  void thePodsEndWithTheRequestsAndBeginWithThem() {
    ControlPlane controlPlane = CLUSTER.get();
    Application.of(
            "existing-prometheus",
            Repository.read(Repository.RESOURCES.resolve("control-plane/existing-prometheus.yaml")))
        .applyTo(controlPlane);
    application().applyTo(controlPlane);
    Chain chain = new Chain(controlPlane);
    chain.awaitReady("deployment", "serving", "resnet", 1);
    chain.awaitReady("deployment", "monitoring", "adapter", 2);
    chain.awaitScalingActive("serving", "autoscaler");
    await("both metrics", 1, Duration.ofMinutes(2), 2);

    arrive(0);
    await("no pod", 0, Duration.ofMinutes(4), 0);
    assertThat(condition("ScaledToZero")).isEqualTo("True");
    assertThat(condition("ScalingActive")).isEqualTo("True");

    arrive(1);
    await("a pod", 1, Duration.ofMinutes(2), 0);
    chain.awaitReady("deployment", "serving", "resnet", 1);
    assertThat(condition("ScaledToZero")).isEqualTo("False");
  }

  private static void arrive(int targets) {
    CLUSTER.get().api().patch(GATE, Map.of("spec", Map.of("replicas", targets)));
  }

  private static void await(String what, int replicas, Duration longest, int metrics) {
    Instant begin = Instant.now();
    Await.until(
        what,
        longest,
        CLUSTER.get()::diagnosis,
        () -> {
          JsonNode deployment =
              CLUSTER.get().api().get("/apis/apps/v1/namespaces/serving/deployments/resnet");
          JsonNode status = CLUSTER.get().api().get(HPA).path("status");
          return Await.Look.when(
              deployment.at("/spec/replicas").asInt() == replicas
                  && status.path("currentMetrics").size() >= metrics,
              deployment.path("spec").path("replicas") + "\n" + status);
        });
    System.out.printf("%s: after %d s%n", what, Duration.between(begin, Instant.now()).toSeconds());
  }

  private static String condition(String type) {
    for (JsonNode condition : CLUSTER.get().api().get(HPA).at("/status/conditions")) {
      if (condition.path("type").asText().equals(type)) {
        return condition.path("status").asText();
      }
    }
    return "";
  }

  private static Application application() {
    App app = new App();
    Chart chart = new Chart(app, "zero");
    Namespace gate = Namespace.of(chart, "gate");
    OvmsModelServer resnet = server(chart, "resnet", Namespace.of(chart, "serving")).build();
    OvmsModelServer always = server(chart, "always", gate).build();
    OvmsModelServer requests = server(chart, "gateway", gate).name("gate").replicas(1).build();
    ExistingPrometheus prometheus =
        ExistingPrometheus.Builder.create(chart, "prometheus")
            .url("http://metrics.observability.svc:9090")
            .scrape(resnet)
            .scrape(always)
            .scrape(requests)
            .build();
    MetricsAdapter adapter =
        MetricsAdapter.Builder.create(chart, "adapter")
            .namespace(Namespace.of(chart, "monitoring"))
            .prometheus(prometheus)
            .tls(AdapterTls.selfSigned())
            .build();
    RatioAutoscaler.Builder.create(chart, "autoscaler")
        .target(resnet)
        .metrics(adapter)
        .kubernetes(KubernetesVersion.of("1.37"))
        .behavior(Behavior.of(Duration.ZERO, Duration.ofMinutes(1)))
        .scaleToZero(
            "count(up{namespace=\"gate\",pod=~\"gate-.*\"} == 1) or vector(0)",
            Duration.ofMinutes(1))
        .replicas(0, 3)
        .build();
    return Application.of("zero", app.synthYaml());
  }

  private static OvmsModelServer.Builder server(Chart chart, String name, Namespace namespace) {
    return OvmsModelServer.Builder.create(chart, name)
        .namespace(namespace)
        .image(OvmsImage.of("2026.2.1"))
        .model(Model.of("resnet50", ModelSource.of("s3://models/resnet50").anonymous()).streams(2))
        .resources(Resources.cpu("2").memory("2Gi"));
  }
}
