package io.github.cdk8sovms.acceptance.cases;

import io.github.cdk8sovms.adapter.AdapterTls;
import io.github.cdk8sovms.adapter.MetricsAdapter;
import io.github.cdk8sovms.autoscaling.Keda;
import io.github.cdk8sovms.autoscaling.RatioAutoscaler;
import io.github.cdk8sovms.kubernetes.ClusterNetwork;
import io.github.cdk8sovms.kubernetes.Mesh;
import io.github.cdk8sovms.kubernetes.Namespace;
import io.github.cdk8sovms.kubernetes.NetworkPeer;
import io.github.cdk8sovms.load.Step;
import io.github.cdk8sovms.monitoring.ExistingPrometheus;
import io.github.cdk8sovms.monitoring.Monitors;
import io.github.cdk8sovms.monitoring.OperatorPrometheus;
import io.github.cdk8sovms.monitoring.PrometheusStack;
import io.github.cdk8sovms.serving.Model;
import io.github.cdk8sovms.serving.ModelSource;
import io.github.cdk8sovms.serving.OvmsImage;
import io.github.cdk8sovms.serving.OvmsModelServer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.cdk8s.Chart;

/** Programs in service meshes, and on networks of known platforms. */
final class MeshCases {
  private MeshCases() {}

  static Map<String, Consumer<Chart>> all() {
    Map<String, Consumer<Chart>> cases = new LinkedHashMap<>();
    cases.put("mesh-istio-ambient", chart -> everything(chart, Mesh.istioAmbient()));
    cases.put("mesh-istio-sidecar", chart -> everything(chart, Mesh.istioSidecar()));
    cases.put("mesh-linkerd", chart -> everything(chart, Mesh.linkerd()));
    cases.put("mesh-istio-sidecar-every-option", MeshCases::istioSidecarEveryOption);
    cases.put("mesh-istio-sidecar-strict", MeshCases::istioSidecarStrict);
    cases.put("mesh-linkerd-every-option", MeshCases::linkerdEveryOption);
    cases.put("mesh-operators", MeshCases::operators);
    cases.put("network-gke", chart -> scaled(chart, ClusterNetwork.gke()));
    cases.put("network-aks", chart -> scaled(chart, ClusterNetwork.aks()));
    return cases;
  }

  /** Namespaces that join a mesh, and all components that have pods. */
  private static void everything(Chart chart, Mesh mesh) {
    Namespace serving = namespace(chart, "serving", mesh);
    Namespace monitoring = namespace(chart, "monitoring", mesh);
    OvmsModelServer resnet =
        OvmsModelServer.Builder.create(chart, "resnet")
            .namespace(serving)
            .image(OvmsImage.of("2026.2.1"))
            .model(
                Model.of(
                        "resnet50",
                        ModelSource.https(
                            "https://models.example.com/resnet50.xml",
                            "https://models.example.com/resnet50.bin"))
                    .streams(2))
            .clients(NetworkPeer.sameNamespace(), NetworkPeer.namespace("shop"))
            .build();
    PrometheusStack prometheus =
        PrometheusStack.Builder.create(chart, "prometheus")
            .namespace(monitoring)
            .scrape(resnet)
            .build();
    MetricsAdapter adapter =
        MetricsAdapter.Builder.create(chart, "adapter")
            .prometheus(prometheus)
            .tls(AdapterTls.certManager())
            .build();
    RatioAutoscaler autoscaler = Cases.autoscaler(chart, resnet, adapter).build();
    DashboardCases.grafana(
            chart, DashboardCases.showing(chart, autoscaler).namespace(monitoring).build())
        .namespace(monitoring)
        .clients(NetworkPeer.sameNamespace())
        .build();
    LoadCases.load(chart, resnet).step(Step.of(8, Duration.ofMinutes(2))).build();
  }

  private static Namespace namespace(Chart chart, String name, Mesh mesh) {
    return Namespace.Builder.create(chart, name).mesh(mesh).build();
  }

  /** In existing namespaces, scraped by an existing Prometheus. */
  private static void istioSidecarEveryOption(Chart chart) {
    Mesh mesh =
        Mesh.istioSidecar()
            .controlPlane("mesh-system")
            .revision("stable")
            .withoutCni()
            .besideAmbient()
            .strict();
    Namespace serving = namespace(chart, "serving", mesh);
    OvmsModelServer resnet = Cases.server(chart, "resnet").namespace(serving).build();
    ExistingPrometheus prometheus =
        ExistingPrometheus.Builder.create(chart, "prometheus")
            .url("http://kube-prometheus-stack-prometheus.monitoring.svc:9090")
            .monitors(Monitors.POD_MONITOR)
            .release("kube-prometheus-stack")
            .scrape(resnet)
            .build();
    Cases.adapter(chart, prometheus).namespace("custom-metrics").mesh(mesh).build();
  }

  /** What calls in plain text: Prometheus, and KEDA, which is in no mesh. */
  private static void istioSidecarStrict(Chart chart) {
    Mesh mesh = Mesh.istioSidecar().strict();
    OvmsModelServer resnet = Cases.server(chart, "resnet").mesh(mesh).build();
    PrometheusStack prometheus = Cases.prometheus(chart, resnet).mesh(mesh).build();
    KedaCases.autoscaler(chart, resnet, Keda.with(prometheus)).build();
  }

  /** KEDA, which is in no mesh. */
  private static void linkerdEveryOption(Chart chart) {
    Mesh mesh = Mesh.linkerd().controlPlane("linkerd-system").withoutCni();
    OvmsModelServer resnet = Cases.server(chart, "resnet").mesh(mesh).build();
    PrometheusStack prometheus = Cases.prometheus(chart, resnet).mesh(mesh).build();
    KedaCases.autoscaler(chart, resnet, Keda.with(prometheus)).build();
  }

  /** A Prometheus whose pods its operator makes. */
  private static void operators(Chart chart) {
    OvmsModelServer resnet = Cases.server(chart, "resnet").mesh(Mesh.istioSidecar()).build();
    Cases.operatorPrometheus(chart, resnet).mesh(Mesh.istioSidecar()).build();
    OvmsModelServer bert =
        Cases.server(chart, "bert").namespace("language").mesh(Mesh.linkerd()).build();
    OperatorPrometheus.Builder.create(chart, "language").namespace("language").scrape(bert).build();
  }

  private static void scaled(Chart chart, ClusterNetwork network) {
    OvmsModelServer resnet = Cases.server(chart, "resnet").network(network).build();
    PrometheusStack prometheus = Cases.prometheus(chart, resnet).network(network).build();
    Cases.adapter(chart, prometheus).network(network).build();
  }
}
