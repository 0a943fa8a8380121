package io.github.cdk8sovms.acceptance.reports;

import io.github.cdk8sovms.acceptance.cases.Cases;
import io.github.cdk8sovms.acceptance.cases.LoadCases;
import io.github.cdk8sovms.adapter.AdapterTls;
import io.github.cdk8sovms.adapter.MetricsAdapter;
import io.github.cdk8sovms.alerting.Alert;
import io.github.cdk8sovms.alerting.Alerts;
import io.github.cdk8sovms.autoscaling.Keda;
import io.github.cdk8sovms.autoscaling.RatioAutoscaler;
import io.github.cdk8sovms.kubernetes.ClusterNetwork;
import io.github.cdk8sovms.kubernetes.Namespace;
import io.github.cdk8sovms.kubernetes.NetworkPeer;
import io.github.cdk8sovms.load.Step;
import io.github.cdk8sovms.monitoring.AlertSeverity;
import io.github.cdk8sovms.monitoring.PrometheusStack;
import io.github.cdk8sovms.serving.Model;
import io.github.cdk8sovms.serving.ModelSource;
import io.github.cdk8sovms.serving.OvmsImage;
import io.github.cdk8sovms.serving.OvmsModelServer;
import io.github.cdk8sovms.serving.WorkloadIdentity;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.cdk8s.Chart;

/** Options that cannot act, that contradict each other, or that are too many. */
final class BadCombinations {
  private final Map<String, Consumer<Chart>> inputs = new LinkedHashMap<>();

  private BadCombinations() {
    addContradictions();
    addOptionsWithoutEffect();
    addSizes();
    addNamespaces();
  }

  static Map<String, Consumer<Chart>> all() {
    return new BadCombinations().inputs;
  }

  private void addContradictions() {
    inputs.put(
        "adapter and KEDA",
        chart -> {
          OvmsModelServer resnet = Cases.server(chart, "resnet").build();
          PrometheusStack prometheus = Cases.prometheus(chart, resnet).build();
          MetricsAdapter adapter = Cases.adapter(chart, prometheus).build();
          Cases.autoscaler(chart, resnet, adapter).metrics(Keda.with(prometheus)).build();
        });
    inputs.put(
        "two issuers",
        chart ->
            Cases.adapter(
                    chart, Cases.prometheus(chart, Cases.server(chart, "resnet").build()).build())
                .tls(AdapterTls.certManager().issuer("ours").clusterIssuer("theirs"))
                .build());
    server(
        "two checksums of a file",
        it ->
            it.model(
                Model.of(
                    "m",
                    ModelSource.https("https://a.b/m.onnx")
                        .sha256("m.onnx", "0".repeat(64))
                        .sha256("m.onnx", "1".repeat(64)))));
    server("label twice", it -> it.label("team", "vision").label("team", "search"));
    server(
        "property twice",
        it ->
            it.model(
                Model.of("m", ModelSource.of("s3://models/m").anonymous())
                    .pluginConfig("PERF_COUNT", "YES")
                    .pluginConfig("PERF_COUNT", "NO")));
    server(
        "keys of a public bucket",
        it ->
            it.model(Model.of("m", ModelSource.of("s3://models/m").anonymous().credentials("s3"))));
    server(
        "volume for one node and for many",
        it ->
            it.model(Model.of("m", ModelSource.volumeClaim("models", "m").oneNode().manyNodes())));
    server(
        "volume for one node, and for many in another model",
        it ->
            it.model(Model.of("m", ModelSource.volumeClaim("models", "m").oneNode()))
                .model(Model.of("n", ModelSource.volumeClaim("models", "n").manyNodes())));
    inputs.put(
        "volume for one node in two servers",
        chart -> {
          ModelSource volume = ModelSource.volumeClaim("models", "m").oneNode();
          for (String id : new String[] {"one", "two"}) {
            OvmsModelServer.Builder.create(chart, id)
                .image(OvmsImage.of("2026.2.1"))
                .model(Model.of("m", volume))
                .build();
          }
        });
    model(
        "annotation that replaces an identity",
        ModelSource.of("s3://models/m")
            .identity(WorkloadIdentity.awsRole("arn:aws:iam::123456789012:role/a")),
        it ->
            it.serviceAccountAnnotation(
                "eks.amazonaws.com/role-arn", "arn:aws:iam::123456789012:role/b"));
    server(
        "tag of another version",
        it -> it.image(OvmsImage.reference("registry.io/ovms:2026.2.1").version("2025.4")));
  }

  private void addOptionsWithoutEffect() {
    model(
        "limit of no download",
        ModelSource.volumeClaim("models", "m").manyNodes(),
        it -> it.downloadLimit("4Gi"));
    server("image for fetching nothing", it -> it.downloaderImage("registry.io/curl:8"));
    server(
        "clients without policies",
        it -> it.clients(NetworkPeer.namespace("shop")).withoutNetworkPolicies());
    server(
        "network without policies",
        it -> it.network(ClusterNetwork.openShift()).withoutNetworkPolicies());
    prometheus(
        "clients of a Prometheus without policies",
        it -> it.clients(NetworkPeer.namespace("grafana")).withoutNetworkPolicies());
    alerts(
        "severity of an alert that is left out",
        it -> it.without(Alert.ERROR_RATIO).severity(Alert.ERROR_RATIO, AlertSeverity.INFO));
    alerts(
        "ratio of an alert that is left out", it -> it.without(Alert.ERROR_RATIO).errorRatio(0.2));
    server("annotation of pods", it -> it.annotation("prometheus.io/scrape", "true"));
  }

  private void addSizes() {
    server(
        "20,000 labels",
        it -> {
          IntStream.range(0, 20_000).forEach(i -> it.label("label-" + i, "value"));
          return it;
        });
    server(
        "annotations of 300 KiB",
        it -> it.annotation("a", "x".repeat(150 << 10)).annotation("b", "x".repeat(150 << 10)));
    server(
        "20,000 models",
        it -> {
          IntStream.range(0, 20_000)
              .forEach(i -> it.model(Model.of("m" + i, ModelSource.of("s3://models/m" + i))));
          return it;
        });
    inputs.put(
        "load of endless steps",
        chart ->
            LoadCases.load(chart, Cases.server(chart, "resnet").build())
                .timeout(Duration.ofSeconds(Long.MAX_VALUE))
                .latency(0.5, Duration.ofSeconds(Long.MAX_VALUE))
                .step(Step.of(1, Duration.ofSeconds(Long.MAX_VALUE)))
                .step(Step.of(1, Duration.ofSeconds(Long.MAX_VALUE)))
                .build());
  }

  private void addNamespaces() {
    for (String name :
        new String[] {"kube-system", "default", "openshift-monitoring", "gpu-operator"}) {
      inputs.put("namespace " + name, chart -> Namespace.of(chart, name));
    }
  }

  private static RatioAutoscaler autoscaler(
      Chart chart, UnaryOperator<RatioAutoscaler.Builder> wrong) {
    OvmsModelServer resnet = Cases.server(chart, "resnet").build();
    MetricsAdapter adapter = Cases.adapter(chart, Cases.prometheus(chart, resnet).build()).build();
    return wrong.apply(Cases.autoscaler(chart, resnet, adapter)).build();
  }

  private void alerts(String what, UnaryOperator<Alerts.Builder> wrong) {
    inputs.put(
        what,
        chart ->
            wrong
                .apply(
                    Alerts.Builder.create(chart, "alerts").autoscaler(autoscaler(chart, it -> it)))
                .build());
  }

  private void prometheus(String what, UnaryOperator<PrometheusStack.Builder> wrong) {
    inputs.put(
        what,
        chart ->
            wrong.apply(Cases.prometheus(chart, Cases.server(chart, "resnet").build())).build());
  }

  private void model(
      String what, ModelSource source, UnaryOperator<OvmsModelServer.Builder> options) {
    inputs.put(
        what,
        chart ->
            options
                .apply(
                    OvmsModelServer.Builder.create(chart, "resnet")
                        .image(OvmsImage.of("2026.2.1"))
                        .model(Model.of("m", source)))
                .build());
  }

  private void server(String what, UnaryOperator<OvmsModelServer.Builder> wrong) {
    inputs.put(what, chart -> wrong.apply(Cases.server(chart, "resnet")).build());
  }
}
