package io.github.cdk8sovms.acceptance.cases;

import io.github.cdk8sovms.adapter.AdapterRule;
import io.github.cdk8sovms.adapter.AdapterTls;
import io.github.cdk8sovms.adapter.ExistingAdapter;
import io.github.cdk8sovms.adapter.MetricsAdapter;
import io.github.cdk8sovms.adapter.PrometheusAdapter;
import io.github.cdk8sovms.autoscaling.Behavior;
import io.github.cdk8sovms.autoscaling.RatioAutoscaler;
import io.github.cdk8sovms.kubernetes.ClusterNetwork;
import io.github.cdk8sovms.kubernetes.PullPolicy;
import io.github.cdk8sovms.kubernetes.Resources;
import io.github.cdk8sovms.monitoring.ExistingPrometheus;
import io.github.cdk8sovms.monitoring.MonitorScope;
import io.github.cdk8sovms.monitoring.Monitors;
import io.github.cdk8sovms.monitoring.OperatorPrometheus;
import io.github.cdk8sovms.monitoring.Prometheus;
import io.github.cdk8sovms.monitoring.PrometheusStack;
import io.github.cdk8sovms.monitoring.RemoteWrite;
import io.github.cdk8sovms.serving.Model;
import io.github.cdk8sovms.serving.ModelServer;
import io.github.cdk8sovms.serving.ModelSource;
import io.github.cdk8sovms.serving.OpenVinoOperatorServer;
import io.github.cdk8sovms.serving.OvmsImage;
import io.github.cdk8sovms.serving.OvmsModelServer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.cdk8s.ApiObjectMetadata;
import org.cdk8s.Chart;
import org.cdk8s.plus34.HorizontalPodAutoscaler;
import org.cdk8s.plus34.Metric;
import org.cdk8s.plus34.MetricOptions;
import org.cdk8s.plus34.MetricTarget;
import software.constructs.Construct;

/**
 * Programs that together use every option of every construct. Each has a folder of golden files.
 */
public final class Cases {
  private Cases() {}

  public static Map<String, Consumer<Chart>> all() {
    Map<String, Consumer<Chart>> cases = new LinkedHashMap<>();
    cases.putAll(ServerCases.all());
    cases.put("prometheus-two-namespaces", Cases::prometheusTwoNamespaces);
    cases.put("prometheus-every-option", Cases::prometheusEveryOption);
    cases.put("prometheus-operator", Cases::prometheusOperator);
    cases.put("prometheus-operator-every-option", Cases::prometheusOperatorEveryOption);
    cases.put("prometheus-ephemeral", Cases::prometheusEphemeral);
    cases.put("prometheus-operator-own-namespace", Cases::prometheusOperatorOwnNamespace);
    cases.put("prometheus-existing", Cases::prometheusExisting);
    cases.put("mirrored", Cases::mirrored);
    cases.put("open-shift", Cases::openShift);
    cases.put("adapter-every-option", Cases::adapterEveryOption);
    cases.put("autoscaler-every-option", Cases::autoscalerEveryOption);
    cases.put("autoscaler-of-cdk8s-plus", Cases::autoscalerOfCdk8sPlus);
    cases.putAll(OwnedAdapterCases.all());
    cases.putAll(ExistingPrometheusCases.all());
    cases.putAll(SignalCases.all());
    cases.putAll(SecurityCases.all());
    cases.putAll(MeshCases.all());
    cases.putAll(PodCases.all());
    cases.putAll(DeviceCases.all());
    cases.putAll(AlertCases.all());
    cases.putAll(LoadCases.all());
    cases.putAll(GitOpsCases.all());
    cases.putAll(DashboardCases.all());
    cases.putAll(KedaCases.all());
    cases.putAll(PatchCases.all());
    cases.putAll(ExposureCases.all());
    cases.putAll(HeadroomCases.all());
    cases.putAll(StartCases.all());
    cases.putAll(GenerativeCases.all());
    cases.putAll(KServeCases.all());
    return cases;
  }

  /** A server with the minimal options. */
  public static OvmsModelServer.Builder server(Construct scope, String id) {
    return OvmsModelServer.Builder.create(scope, id)
        .namespace("serving")
        .image(OvmsImage.of("2026.2.1"))
        .model(Model.of("resnet50", ModelSource.of("s3://models/resnet50").anonymous()).streams(2));
  }

  public static OpenVinoOperatorServer.Builder operatorServer(Chart chart, String id) {
    return OpenVinoOperatorServer.Builder.create(chart, id)
        .namespace("serving")
        .image(OvmsImage.of("2026.2.1"))
        .model(Model.of("resnet50", ModelSource.of("s3://models/resnet50").anonymous()).streams(2));
  }

  public static PrometheusStack.Builder prometheus(Chart chart, ModelServer... servers) {
    PrometheusStack.Builder builder =
        PrometheusStack.Builder.create(chart, "prometheus").namespace("monitoring");
    List.of(servers).forEach(builder::scrape);
    return builder;
  }

  public static OperatorPrometheus.Builder operatorPrometheus(Chart chart, ModelServer... servers) {
    OperatorPrometheus.Builder builder =
        OperatorPrometheus.Builder.create(chart, "prometheus").namespace("monitoring");
    List.of(servers).forEach(builder::scrape);
    return builder;
  }

  public static ExistingPrometheus.Builder existingPrometheus(Chart chart, ModelServer... servers) {
    ExistingPrometheus.Builder builder =
        ExistingPrometheus.Builder.create(chart, "prometheus").namespace("monitoring");
    List.of(servers).forEach(builder::scrape);
    return builder;
  }

  public static MetricsAdapter.Builder adapter(Chart chart, Prometheus prometheus) {
    return MetricsAdapter.Builder.create(chart, "adapter")
        .prometheus(prometheus)
        .tls(AdapterTls.selfSigned());
  }

  public static ExistingAdapter.Builder existingAdapter(Chart chart, Prometheus prometheus) {
    return ExistingAdapter.Builder.create(chart, "adapter").prometheus(prometheus);
  }

  public static RatioAutoscaler.Builder autoscaler(
      Chart chart, ModelServer server, PrometheusAdapter adapter) {
    return RatioAutoscaler.Builder.create(chart, "autoscaler")
        .target(server)
        .metrics(adapter)
        .replicas(1, 3);
  }

  private static void openShift(Chart chart) {
    ClusterNetwork network = ClusterNetwork.openShift();
    OvmsModelServer resnet = server(chart, "resnet").platformUserIds().network(network).build();
    OperatorPrometheus prometheus =
        operatorPrometheus(chart, resnet).platformUserIds().network(network).build();
    adapter(chart, prometheus).platformUserIds().network(network).build();
  }

  private static void prometheusTwoNamespaces(Chart chart) {
    OvmsModelServer recent = server(chart, "resnet").build();
    OvmsModelServer old =
        OvmsModelServer.Builder.create(chart, "bert")
            .namespace("language")
            .image(OvmsImage.of("2025.1"))
            .model(Model.of("bert", ModelSource.of("s3://models/bert").anonymous()))
            .build();
    prometheus(chart, recent, old).build();
  }

  private static void prometheusEveryOption(Chart chart) {
    PrometheusStack.Builder.create(chart, "prometheus")
        .name("metrics")
        .namespace("monitoring")
        .scrape(server(chart, "resnet").build())
        .scrapeInterval(Duration.ofSeconds(5))
        .image("registry.example.com/prometheus:v3.14.0")
        .storage("50Gi")
        .retention(Duration.ofDays(3))
        .resources(Resources.cpu("1").memory("4Gi"))
        .replicas(2)
        .alertmanager("http://alertmanager.monitoring.svc:9093")
        .externalLabel("cluster", "prod")
        .externalLabel("price", "5$ per hour")
        .remoteWrite(
            RemoteWrite.to("https://thanos.example.com/api/v1/receive").bearerToken("thanos"))
        .remoteWrite(mimir())
        .build();
  }

  private static RemoteWrite mimir() {
    return RemoteWrite.to("https://mimir.example.com/api/v1/push")
        .header("X-Scope-OrgID", "team-a")
        .basicAuth("mimir");
  }

  private static void prometheusOperator(Chart chart) {
    operatorPrometheus(chart, server(chart, "resnet").build()).build();
  }

  private static void prometheusOperatorEveryOption(Chart chart) {
    operatorPrometheus(chart, server(chart, "resnet").build())
        .replicas(2)
        .externalLabel("cluster", "prod")
        .remoteWrite(
            RemoteWrite.to("https://thanos.example.com/api/v1/receive").bearerToken("thanos"))
        .remoteWrite(mimir())
        .build();
  }

  private static void prometheusEphemeral(Chart chart) {
    prometheus(chart, server(chart, "resnet").build()).storage("2Gi").ephemeral().build();
  }

  private static void prometheusOperatorOwnNamespace(Chart chart) {
    OperatorPrometheus.Builder.create(chart, "prometheus")
        .namespace("serving")
        .monitorScope(MonitorScope.OWN_NAMESPACE)
        .ephemeral()
        .scrape(server(chart, "resnet").build())
        .build();
  }

  private static void mirrored(Chart chart) {
    OvmsModelServer resnet =
        ServerCases.serverOf(
                chart, ModelSource.https("https://models.example.com/resnet50/model.onnx"))
            .registry("registry.example.com:5000/mirror")
            .imagePullSecret("mirror")
            .build();
    operatorPrometheus(chart, resnet)
        .registry("registry.example.com:5000/mirror")
        .imagePullSecret("mirror")
        .build();
  }

  private static void prometheusExisting(Chart chart) {
    OvmsModelServer resnet = server(chart, "resnet").build();
    ExistingPrometheus prometheus =
        existingPrometheus(chart, resnet)
            .url("http://kube-prometheus-stack-prometheus.monitoring.svc:9090")
            .monitors(Monitors.SERVICE_MONITOR)
            .release("kube-prometheus-stack")
            .scrapeInterval(Duration.ofSeconds(30))
            .build();
    autoscaler(chart, resnet, existingAdapter(chart, prometheus).build()).build();
  }

  private static void adapterEveryOption(Chart chart) {
    MetricsAdapter.Builder.create(chart, "adapter")
        .namespace("custom-metrics")
        .prometheus(existingPrometheus(chart).url("https://prometheus.example.com/prefix").build())
        .image("registry.example.com/prometheus-adapter:v0.12.0")
        .resources(Resources.cpu("200m").memory("512Mi"))
        .tls(AdapterTls.selfSigned())
        .imagePullPolicy(PullPolicy.NEVER)
        .rule(
            AdapterRule.of(
                "ovms_mean_latency_ms",
                "ovms_request_time_us_sum",
                "sum by (<<.GroupBy>>) (rate(ovms_request_time_us_sum{<<.LabelMatchers>>}[1m]))"
                    + " / sum by (<<.GroupBy>>)"
                    + " (rate(ovms_request_time_us_count{<<.LabelMatchers>>}[1m])) / 1000"))
        .rules(OwnedAdapterCases.otherRepository())
        .build();
  }

  private static void autoscalerEveryOption(Chart chart) {
    OvmsModelServer resnet = server(chart, "resnet").replicas(2).build();
    MetricsAdapter adapter = adapter(chart, prometheus(chart, resnet).build()).build();
    RatioAutoscaler.Builder.create(chart, "autoscaler")
        .name("resnet-autoscaler")
        .label("team", "vision")
        .annotation("example.com/owner", "vision")
        .target(resnet)
        .metrics(adapter)
        .ratio(1.5)
        .replicas(2, 10)
        .behavior(Behavior.of(Duration.ofSeconds(30), Duration.ofMinutes(10)))
        .build();
  }

  private static void autoscalerOfCdk8sPlus(Chart chart) {
    HorizontalPodAutoscaler.Builder.create(chart, "autoscaler")
        .metadata(ApiObjectMetadata.builder().namespace("serving").build())
        .target(server(chart, "resnet").replicas(2).build())
        .maxReplicas(8)
        .metrics(
            List.of(
                Metric.pods(
                    MetricOptions.builder()
                        .name("ovms_requests_streams_ratio")
                        .target(MetricTarget.averageValue(2))
                        .build())))
        .build();
  }
}
