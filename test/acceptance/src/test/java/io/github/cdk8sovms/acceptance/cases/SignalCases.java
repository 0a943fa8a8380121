package io.github.cdk8sovms.acceptance.cases;

import io.github.cdk8sovms.adapter.ExistingAdapter;
import io.github.cdk8sovms.adapter.MetricsAdapter;
import io.github.cdk8sovms.autoscaling.Behavior;
import io.github.cdk8sovms.autoscaling.RatioAutoscaler;
import io.github.cdk8sovms.autoscaling.ScalingPolicy;
import io.github.cdk8sovms.autoscaling.Schedule;
import io.github.cdk8sovms.kubernetes.KubernetesVersion;
import io.github.cdk8sovms.kubernetes.Resources;
import io.github.cdk8sovms.serving.OvmsModelServer;
import io.github.cdk8sovms.serving.ServerProfile;
import io.github.cdk8sovms.signal.Aggregation;
import io.github.cdk8sovms.signal.LoadSignal;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.cdk8s.Chart;

/** Autoscalers that follow something else than requests per stream, or in another way. */
final class SignalCases {
  private SignalCases() {}

  static Map<String, Consumer<Chart>> all() {
    Map<String, Consumer<Chart>> cases = new LinkedHashMap<>();
    cases.put("autoscaler-signals", SignalCases::signals);
    cases.put("autoscaler-several-metrics", SignalCases::severalMetrics);
    cases.put("autoscaler-scale-to-zero", SignalCases::scaleToZero);
    cases.put("autoscaler-schedules", SignalCases::schedules);
    cases.put("autoscaler-start-time", SignalCases::startTime);
    cases.put("autoscaler-promise", SignalCases::promise);
    cases.put("autoscaler-kubernetes-1.35", SignalCases::kubernetes135);
    cases.put("prometheus-15s", SignalCases::prometheusEvery15s);
    return cases;
  }

  /** An autoscaler of a model, one of a latency, and the rules of all signals on one adapter. */
  private static void signals(Chart chart) {
    OvmsModelServer resnet = Cases.server(chart, "resnet").build();
    OvmsModelServer bert = Cases.server(chart, "bert").build();
    MetricsAdapter adapter =
        Cases.adapter(
                chart,
                Cases.existingPrometheus(chart, resnet, bert)
                    .url("http://prometheus.monitoring.svc:9090")
                    .build())
            .namespace("monitoring")
            .build();
    Cases.autoscaler(chart, resnet, adapter)
        .signal(LoadSignal.queueToCompute().model("resnet50"))
        .ratio(0.5)
        .build();
    RatioAutoscaler.Builder.create(chart, "bert-autoscaler")
        .target(bert)
        .metrics(adapter)
        .signal(LoadSignal.latency(0.999))
        .latency(Duration.ofMillis(200))
        .replicas(1, 3)
        .build();
    LoadSignal requests = LoadSignal.requestsPerStream();
    List.of(
            LoadSignal.inFlightPerStream(),
            LoadSignal.streamUtilization(),
            LoadSignal.meanLatency(),
            LoadSignal.graphsInFlight(6),
            requests.across(Aggregation.SUM).over(Duration.ofMinutes(5)),
            requests.across(Aggregation.MEAN).over(Duration.ofSeconds(30)),
            LoadSignal.queueToCompute().across(Aggregation.SUM),
            LoadSignal.latency(0.5).across(Aggregation.SUM))
        .forEach(adapter::serve);
  }

  /** A target and a start time from a measured pod. */
  private static void promise(Chart chart) {
    OvmsModelServer resnet = Cases.server(chart, "resnet").build();
    ServerProfile profile =
        ServerProfile.of(
            "profiles/resnet.yaml",
            """
            startTime: 21s
            memory: 612Mi
            serviceTime: {1: 150ms, 2: 160ms, 4: 180ms}
            """);
    Cases.autoscaler(
            chart,
            resnet,
            Cases.existingAdapter(chart, Cases.prometheus(chart, resnet).build()).build())
        .profile(profile)
        .promise(0.95, Duration.ofSeconds(1))
        .build();
  }

  private static void severalMetrics(Chart chart) {
    OvmsModelServer resnet =
        Cases.server(chart, "resnet").resources(Resources.cpu("4").memory("4Gi")).build();
    ExistingAdapter adapter =
        Cases.existingAdapter(chart, Cases.prometheus(chart, resnet).build()).build();
    Cases.autoscaler(chart, resnet, adapter)
        .additionalSignal(LoadSignal.latency(0.95).model("resnet50"), Duration.ofMillis(300))
        .additionalSignal(LoadSignal.queueToCompute(), 0.5)
        .cpu(80)
        .memory(90)
        .build();
  }

  /** On Kubernetes 1.37, without KEDA. */
  private static void scaleToZero(Chart chart) {
    OvmsModelServer resnet = Cases.server(chart, "resnet").build();
    MetricsAdapter adapter =
        Cases.adapter(
                chart,
                Cases.existingPrometheus(chart, resnet)
                    .url("http://prometheus.monitoring.svc:9090")
                    .matcher("cluster", "prod")
                    .build())
            .namespace("monitoring")
            .build();
    Cases.autoscaler(chart, resnet, adapter)
        .kubernetes(KubernetesVersion.of("1.37"))
        .scaleToZero(KedaCases.REQUESTS_OF_GATEWAY, Duration.ofMinutes(10))
        .schedule(
            Schedule.between(LocalTime.of(7, 0), LocalTime.of(19, 0), ZoneId.of("UTC")).atLeast(1))
        .replicas(0, 3)
        .build();
  }

  private static void schedules(Chart chart) {
    OvmsModelServer resnet = Cases.server(chart, "resnet").build();
    ExistingAdapter adapter =
        Cases.existingAdapter(chart, Cases.prometheus(chart, resnet).build()).build();
    ZoneId berlin = ZoneId.of("Europe/Berlin");
    Cases.autoscaler(chart, resnet, adapter)
        .schedule(
            Schedule.between(LocalTime.of(7, 45), LocalTime.of(18, 0), berlin)
                .on(DayOfWeek.MONDAY, DayOfWeek.TUESDAY, DayOfWeek.FRIDAY)
                .atLeast(4))
        .schedule(Schedule.between(LocalTime.of(22, 0), LocalTime.of(1, 30), berlin).atLeast(2))
        .replicas(1, 12)
        .build();
  }

  private static void startTime(Chart chart) {
    OvmsModelServer resnet =
        Cases.server(chart, "resnet")
            .resources(Resources.cpu("2").memory("2Gi"))
            .maxConnectionAge(Duration.ofMinutes(5))
            .build();
    ExistingAdapter adapter =
        Cases.existingAdapter(chart, Cases.prometheus(chart, resnet).build()).build();
    Cases.autoscaler(chart, resnet, adapter)
        .startTime(Duration.ofSeconds(90))
        .quota(Resources.cpu("8").memory("8Gi"))
        .replicas(1, 4)
        .build();
  }

  private static void kubernetes135(Chart chart) {
    OvmsModelServer resnet = Cases.server(chart, "resnet").build();
    ExistingAdapter adapter =
        Cases.existingAdapter(chart, Cases.prometheus(chart, resnet).build()).build();
    Duration minute = Duration.ofMinutes(1);
    Cases.autoscaler(chart, resnet, adapter)
        .kubernetes(KubernetesVersion.of("1.35"))
        .behavior(
            Behavior.steady()
                .tolerance(0.05, 0.2)
                .addAtMost(ScalingPolicy.percent(100, minute), ScalingPolicy.pods(2, minute))
                .removeAtMost(ScalingPolicy.percent(10, Duration.ofMinutes(5))))
        .build();
  }

  private static void prometheusEvery15s(Chart chart) {
    OvmsModelServer resnet = Cases.server(chart, "resnet").build();
    MetricsAdapter adapter =
        Cases.adapter(
                chart,
                Cases.prometheus(chart, resnet).scrapeInterval(Duration.ofSeconds(15)).build())
            .build();
    Cases.autoscaler(chart, resnet, adapter).build();
  }
}
