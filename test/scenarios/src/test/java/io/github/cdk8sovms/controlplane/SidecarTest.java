package io.github.cdk8sovms.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdk8sovms.adapter.AdapterTls;
import io.github.cdk8sovms.adapter.MetricsAdapter;
import io.github.cdk8sovms.autoscaling.RatioAutoscaler;
import io.github.cdk8sovms.cluster.Application;
import io.github.cdk8sovms.cluster.Await;
import io.github.cdk8sovms.cluster.Chain;
import io.github.cdk8sovms.cluster.ControlPlane;
import io.github.cdk8sovms.cluster.PrometheusApi;
import io.github.cdk8sovms.emulator.Clients;
import io.github.cdk8sovms.emulator.Load;
import io.github.cdk8sovms.emulator.PodTimes;
import io.github.cdk8sovms.emulator.ServiceTime;
import io.github.cdk8sovms.kubernetes.ExtraContainer;
import io.github.cdk8sovms.kubernetes.ExtraVolume;
import io.github.cdk8sovms.kubernetes.Namespace;
import io.github.cdk8sovms.kubernetes.Resources;
import io.github.cdk8sovms.monitoring.PrometheusStack;
import io.github.cdk8sovms.serving.Model;
import io.github.cdk8sovms.serving.ModelSource;
import io.github.cdk8sovms.serving.OvmsImage;
import io.github.cdk8sovms.serving.OvmsModelServer;
import java.time.Duration;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.cdk8s.App;
import org.cdk8s.Chart;
import org.cdk8s.plus34.k8s.KubeConfigMap;
import org.cdk8s.plus34.k8s.KubeConfigMapProps;
import org.cdk8s.plus34.k8s.ObjectMeta;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Sidecars and init containers of a user on the pods of the server and of Prometheus: all run,
 * their ports are not scraped, and the chain scales as without them.
 */
class SidecarTest {
  private static final String OVMS = "docker.io/openvino/model_server:2026.3.1";
  private static final String PROMETHEUS = "quay.io/prometheus/prometheus:v3.13.2";
  private static final String RELOADER =
      "quay.io/prometheus-operator/prometheus-config-reloader:v0.93.1";

  @RegisterExtension
  static final EmulatedCluster CLUSTER =
      new EmulatedCluster(
          PodTimes.of(ServiceTime.constant(Duration.ofMillis(100))), Duration.ofSeconds(5));

  private final ControlPlane controlPlane = CLUSTER.get();

  @Test
  void sidecarsRunAndTheChainScales() {
    // GIVEN
    Chain chain = new Chain(controlPlane);
    try (Load load = CLUSTER.clients(Clients.http("resnet50").evenly(), "serving", "resnet")) {
      // WHEN
      application().applyTo(controlPlane);

      // THEN
      chain.awaitReady("deployment", "serving", "resnet", 1);
      chain.awaitReady("statefulset", "monitoring", "prometheus", 1);
      chain.awaitTargetsUp(PrometheusApi.of(controlPlane, "monitoring", "prometheus"), 1);
      chain.awaitScalingActive("serving", "autoscaler");
      assertThat(sidecar("serving", "audit").path("ready").asBoolean()).isTrue();
      assertThat(sidecar("monitoring", "reloader").path("ready").asBoolean()).isTrue();
      await("what the init container wrote", () -> said("serving", "found labels.txt"));
      await("the watched volume", () -> said("monitoring", "dirs=/etc/extra"));

      load.perSecond(60);
      chain.awaitReady("deployment", "serving", "resnet", 3);
    }
  }

  private void await(String what, BooleanSupplier holds) {
    Await.until(
        what,
        Duration.ofMinutes(1),
        controlPlane::diagnosis,
        () -> Await.Look.when(holds.getAsBoolean(), "not yet"));
  }

  private boolean said(String namespace, String text) {
    return controlPlane.logs(namespace).stream().anyMatch(log -> log.contains(text));
  }

  private JsonNode sidecar(String namespace, String name) {
    for (JsonNode pod : controlPlane.api().list("/api/v1/namespaces/" + namespace + "/pods")) {
      for (JsonNode status : pod.at("/status/initContainerStatuses")) {
        if (status.path("name").asText().equals(name)) {
          return status;
        }
      }
    }
    throw new AssertionError("no container " + name);
  }

  private static Application application() {
    App app = new App();
    Chart chart = new Chart(app, "sidecars");
    Resources little = Resources.cpu("50m").memory("32Mi");
    OvmsModelServer server =
        OvmsModelServer.Builder.create(chart, "resnet")
            .namespace(Namespace.of(chart, "serving"))
            .image(OvmsImage.of("2026.3.1"))
            .model(
                Model.of("resnet50", ModelSource.of("s3://models/resnet50").anonymous()).streams(2))
            .resources(Resources.cpu("2").memory("2Gi"))
            .volume(ExtraVolume.emptyDir("labels", "1Mi"))
            .mount("labels", "/labels")
            .initContainer(
                ExtraContainer.of("labels", OVMS)
                    .command("/bin/bash", "-c", "echo tench >/labels/labels.txt")
                    .resources(little)
                    .mount("labels", "/labels"))
            .sidecar(
                ExtraContainer.of("audit", OVMS)
                    .command(
                        "/bin/bash",
                        "-c",
                        "until [ -e /labels/labels.txt ]; do sleep 1; done; echo found labels.txt; exec sleep infinity")
                    .resources(little)
                    .readOnlyMount("labels", "/labels"))
            .build();
    Namespace monitoring = Namespace.of(chart, "monitoring");
    new KubeConfigMap(
        chart,
        "extra",
        KubeConfigMapProps.builder()
            .metadata(ObjectMeta.builder().name("extra").namespace("monitoring").build())
            .data(Map.of("owner", "vision"))
            .build());
    PrometheusStack prometheus =
        PrometheusStack.Builder.create(chart, "prometheus")
            .namespace(monitoring)
            .scrape(server)
            .volume(ExtraVolume.configMap("extra", "extra"))
            .initContainer(
                ExtraContainer.of("version", PROMETHEUS)
                    .command("/bin/prometheus", "--version")
                    .resources(little))
            .sidecar(
                ExtraContainer.of("reloader", RELOADER)
                    .arguments(
                        "--listen-address=:8090",
                        "--watched-dir=/etc/extra",
                        "--reload-url=http://127.0.0.1:9090/-/reload")
                    .port("reloader", 8090)
                    .startupProbe("/metrics", "reloader")
                    .resources(little)
                    .readOnlyMount("extra", "/etc/extra"))
            .build();
    MetricsAdapter adapter =
        MetricsAdapter.Builder.create(chart, "adapter")
            .namespace(monitoring)
            .prometheus(prometheus)
            .tls(AdapterTls.selfSigned())
            .build();
    RatioAutoscaler.Builder.create(chart, "autoscaler")
        .target(server)
        .metrics(adapter)
        .replicas(1, 3)
        .build();
    return Application.of("sidecars", app.synthYaml());
  }
}
