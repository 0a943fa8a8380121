package io.github.cdk8sovms.acceptance.cases;

import io.github.cdk8sovms.autoscaling.Behavior;
import io.github.cdk8sovms.autoscaling.Keda;
import io.github.cdk8sovms.autoscaling.RatioAutoscaler;
import io.github.cdk8sovms.autoscaling.ScalingPolicy;
import io.github.cdk8sovms.autoscaling.Schedule;
import io.github.cdk8sovms.kubernetes.KubernetesVersion;
import io.github.cdk8sovms.kubernetes.Resources;
import io.github.cdk8sovms.monitoring.ExistingPrometheus;
import io.github.cdk8sovms.monitoring.OperatorPrometheus;
import io.github.cdk8sovms.monitoring.PrometheusAccess;
import io.github.cdk8sovms.serving.ModelServer;
import io.github.cdk8sovms.serving.OpenVinoOperatorServer;
import io.github.cdk8sovms.serving.OvmsModelServer;
import io.github.cdk8sovms.signal.LoadSignal;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.cdk8s.Chart;

/** Autoscalers that KEDA makes. */
public final class KedaCases {
  /** Exists without pods of the server. */
  public static final String REQUESTS_OF_GATEWAY =
      "sum(rate(istio_requests_total{reporter=\"source\","
          + "destination_service=\"resnet.serving.svc.cluster.local\"}[1m]))";

  private KedaCases() {}

  static Map<String, Consumer<Chart>> all() {
    Map<String, Consumer<Chart>> cases = new LinkedHashMap<>();
    cases.put("keda", KedaCases::keda);
    cases.put("keda-every-option", KedaCases::kedaEveryOption);
    cases.put("keda-several-metrics", KedaCases::kedaSeveralMetrics);
    cases.put("keda-kubernetes-1.35", KedaCases::kedaKubernetes135);
    cases.put("keda-model-server", KedaCases::kedaModelServer);
    cases.put("keda-scale-to-zero", KedaCases::kedaScaleToZero);
    cases.put(
        "keda-prometheus-with-token",
        chart ->
            secured(
                chart,
                PrometheusAccess.open()
                    .ca("prometheus-ca")
                    .bearerToken("prometheus-token")
                    .clientCertificate("prometheus-client")));
    cases.put(
        "keda-prometheus-with-password",
        chart -> secured(chart, PrometheusAccess.open().authorization("prometheus-password")));
    return cases;
  }

  public static RatioAutoscaler.Builder autoscaler(Chart chart, ModelServer server, Keda keda) {
    return RatioAutoscaler.Builder.create(chart, "autoscaler")
        .target(server)
        .metrics(keda)
        .replicas(1, 3);
  }

  private static void keda(Chart chart) {
    OvmsModelServer resnet = Cases.server(chart, "resnet").build();
    OvmsModelServer bert = Cases.server(chart, "bert").build();
    Keda keda = Keda.with(Cases.prometheus(chart, resnet, bert).build());
    autoscaler(chart, resnet, keda).build();
    RatioAutoscaler.Builder.create(chart, "bert-autoscaler")
        .target(bert)
        .metrics(keda)
        .signal(LoadSignal.latency(0.99))
        .latency(Duration.ofMillis(200))
        .replicas(2, 8)
        .build();
  }

  private static void kedaEveryOption(Chart chart) {
    OvmsModelServer resnet = Cases.server(chart, "resnet").build();
    OperatorPrometheus prometheus = Cases.operatorPrometheus(chart, resnet).build();
    Keda keda =
        Keda.with(prometheus)
            .namespace("openshift-keda")
            .podLabels(Map.of("app.kubernetes.io/name", "keda-operator"))
            .fallback(20, 2)
            .takeOver("resnet-hpa");
    autoscaler(chart, resnet, keda)
        .signal(LoadSignal.queueToCompute().model("resnet50").over(Duration.ofMinutes(2)))
        .ratio(0.5)
        .behavior(Behavior.steady())
        .startTime(Duration.ofSeconds(90))
        .annotation("example.com/owner", "vision")
        .build();
  }

  private static void kedaSeveralMetrics(Chart chart) {
    OvmsModelServer resnet =
        Cases.server(chart, "resnet").resources(Resources.cpu("4").memory("4Gi")).build();
    ExistingPrometheus prometheus =
        Cases.existingPrometheus(chart, resnet)
            .url("http://prometheus.monitoring.svc:9090")
            .build();
    ZoneId berlin = ZoneId.of("Europe/Berlin");
    autoscaler(
            chart,
            resnet,
            Keda.with(prometheus)
                .fallback(8, 2)
                .scaleToZero("sum(rate(istio_requests_total[1m]))", Duration.ofMinutes(10)))
        .replicas(0, 12)
        .additionalSignal(LoadSignal.latency(0.95), Duration.ofMillis(300))
        .cpu(80)
        .memory(90)
        .schedule(
            Schedule.between(LocalTime.of(7, 45), LocalTime.of(18, 0), berlin)
                .on(DayOfWeek.MONDAY, DayOfWeek.TUESDAY, DayOfWeek.FRIDAY)
                .atLeast(4))
        .schedule(Schedule.between(LocalTime.of(22, 0), LocalTime.of(1, 30), berlin).atLeast(2))
        .build();
  }

  private static void kedaKubernetes135(Chart chart) {
    OvmsModelServer resnet = Cases.server(chart, "resnet").build();
    Duration minute = Duration.ofMinutes(1);
    autoscaler(chart, resnet, Keda.with(Cases.prometheus(chart, resnet).build()).takeOver())
        .kubernetes(KubernetesVersion.of("1.35"))
        .behavior(
            Behavior.steady()
                .tolerance(0.05, 0.2)
                .addAtMost(ScalingPolicy.percent(100, minute), ScalingPolicy.pods(2, minute)))
        .build();
  }

  private static void kedaModelServer(Chart chart) {
    OpenVinoOperatorServer demo = Cases.operatorServer(chart, "demo").build();
    autoscaler(chart, demo, Keda.with(Cases.prometheus(chart, demo).build())).build();
  }

  private static void kedaScaleToZero(Chart chart) {
    OvmsModelServer resnet = Cases.server(chart, "resnet").build();
    ExistingPrometheus prometheus =
        Cases.existingPrometheus(chart, resnet)
            .url("http://prometheus.monitoring.svc:9090")
            .build();
    Keda keda = Keda.with(prometheus).scaleToZero(REQUESTS_OF_GATEWAY, Duration.ofMinutes(10));
    autoscaler(chart, resnet, keda).replicas(0, 3).build();
  }

  private static void secured(Chart chart, PrometheusAccess access) {
    OvmsModelServer resnet = Cases.server(chart, "resnet").build();
    ExistingPrometheus prometheus =
        Cases.existingPrometheus(chart, resnet)
            .url("https://prometheus.monitoring.svc:9090")
            .access(access)
            .build();
    autoscaler(chart, resnet, Keda.with(prometheus)).build();
  }
}
