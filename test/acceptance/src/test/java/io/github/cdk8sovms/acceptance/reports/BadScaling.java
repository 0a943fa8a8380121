package io.github.cdk8sovms.acceptance.reports;

import io.github.cdk8sovms.acceptance.cases.Cases;
import io.github.cdk8sovms.adapter.AdapterConfiguration;
import io.github.cdk8sovms.adapter.AdapterRule;
import io.github.cdk8sovms.adapter.ExistingAdapter;
import io.github.cdk8sovms.adapter.HelmRelease;
import io.github.cdk8sovms.adapter.MetricsAdapter;
import io.github.cdk8sovms.autoscaling.Behavior;
import io.github.cdk8sovms.autoscaling.RatioAutoscaler;
import io.github.cdk8sovms.kubernetes.Namespace;
import io.github.cdk8sovms.kubernetes.Resources;
import io.github.cdk8sovms.monitoring.MonitorScope;
import io.github.cdk8sovms.monitoring.Monitors;
import io.github.cdk8sovms.monitoring.OperatorPrometheus;
import io.github.cdk8sovms.monitoring.PrometheusStack;
import io.github.cdk8sovms.monitoring.RemoteWrite;
import io.github.cdk8sovms.serving.OvmsImage;
import io.github.cdk8sovms.serving.OvmsModelServer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.cdk8s.App;
import org.cdk8s.Chart;

/** A Prometheus, an adapter or an autoscaler with one thing wrong each, by what is wrong. */
final class BadScaling {
  private final Map<String, Consumer<Chart>> inputs = new LinkedHashMap<>();

  private BadScaling() {
    addPrometheus();
    addAdapters();
    addAutoscalers();
  }

  static Map<String, Consumer<Chart>> all() {
    return new BadScaling().inputs;
  }

  private void addPrometheus() {
    inputs.put(
        "nothing scraped", chart -> PrometheusStack.Builder.create(chart, "prometheus").build());
    prometheus("scrape interval of no time", stack -> stack.scrapeInterval(Duration.ZERO));
    prometheus("scrape interval of an hour", stack -> stack.scrapeInterval(Duration.ofHours(1)));
    prometheus("Prometheus 2", stack -> stack.image("quay.io/prometheus/prometheus:v2.55.0"));
    prometheus("Prometheus latest", stack -> stack.image("quay.io/prometheus/prometheus:latest"));
    prometheus("volume of nothing", stack -> stack.storage("0Gi"));
    prometheus("volume of a megabyte", stack -> stack.storage("1Mi"));
    prometheus("retention of a minute", stack -> stack.retention(Duration.ofMinutes(1)));
    prometheus(
        "memory is no quantity", stack -> stack.resources(Resources.cpu("1").memory("lots")));
    prometheus("no replica of Prometheus", stack -> stack.replicas(0));
    prometheus("external label of two words", stack -> stack.externalLabel("my cluster", "prod"));
    prometheus(
        "external label of replicas", stack -> stack.externalLabel("prometheus_replica", "a"));
    prometheus("external label without a value", stack -> stack.externalLabel("cluster", " "));
    prometheus(
        "remote store without scheme", stack -> stack.remoteWrite(RemoteWrite.to("mimir:80")));
    prometheus(
        "remote store with a key in a header",
        stack ->
            stack.remoteWrite(
                RemoteWrite.to("https://mimir.example.com/push").header("X-Api-Key", "b7c1")));
    prometheus(
        "remote store with two credentials, in plain text",
        stack ->
            stack.remoteWrite(
                RemoteWrite.to("http://mimir.example.com/push").bearerToken("a").basicAuth("b")));
    existing("existing without scheme", "prometheus.monitoring:9090");
    existing("existing with a newline", "http://a\n--flag");
    existing("existing with a password", "http://me:secret@prometheus");
    inputs.put("existing without an address", chart -> Cases.existingPrometheus(chart).build());
    operator("operator without monitors", it -> it.monitors(Monitors.NONE));
    inputs.put(
        "release without monitors",
        chart ->
            Cases.existingPrometheus(chart)
                .url("http://prometheus.monitoring.svc:9090")
                .release("kube-prometheus-stack")
                .build());
    operator("release with braces", it -> it.release("{{ .Release.Name }}"));
    operator("monitors out of reach", it -> it.monitorScope(MonitorScope.OWN_NAMESPACE));
    inputs.put(
        "a server scraped twice",
        chart -> {
          OvmsModelServer resnet = Cases.server(chart, "resnet").build();
          Cases.prometheus(chart, resnet, resnet).build();
        });
  }

  private void addAdapters() {
    inputs.put(
        "adapter without Prometheus",
        chart -> ExistingAdapter.Builder.create(chart, "adapter").build());
    adapter("certificate not verified", adapter -> adapter);
    inputs.put(
        "two adapters in one app",
        chart -> {
          Chart other = new Chart((App) chart.getNode().getRoot(), "other");
          for (Chart each : List.of(other, chart)) {
            OvmsModelServer resnet = Cases.server(each, "resnet").build();
            Cases.adapter(each, Cases.prometheus(each, resnet).build()).build();
          }
        });
    ownedAdapter("adapter of another owner", adapter -> adapter);
    ownedAdapter(
        "values of Helm as an adapter's file",
        adapter -> adapter.configuration(AdapterConfiguration.of("rules: {custom: []}")));
    ownedAdapter(
        "adapter of CPU and memory only",
        adapter -> adapter.configuration(AdapterConfiguration.of("resourceRules: {window: 5m}")));
    ownedAdapter(
        "adapter with a rule that is replaced",
        adapter ->
            adapter
                .rule(rule("ovms_rate", "1m"))
                .configuration(
                    AdapterConfiguration.of(
                        "rules: [{seriesQuery: a, name: {as: ovms_rate}, metricsQuery: a}]")));
    ownedAdapter(
        "release of Flux",
        adapter ->
            adapter.release(
                HelmRelease.of("apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\n")));
    ownedAdapter(
        "rules of a release where none are",
        adapter -> adapter.release(HelmRelease.of("rules: [{seriesQuery: a}]\n")));
    ownedAdapter(
        "release that asks another Prometheus", adapter -> adapter.release(HelmRelease.of("")));
    adapter("adapter of a name of others", adapter -> adapter.name("prometheus-adapter"));
    adapter("adapter image of no version", adapter -> adapter.image("prometheus-adapter"));
    ownedAdapter(
        "adapter with two configurations",
        adapter ->
            adapter
                .release(HelmRelease.of(""))
                .configuration(AdapterConfiguration.of("rules: [{seriesQuery: a}]")));
    adapter(
        "rule of a strange metric",
        adapter -> adapter.rule(AdapterRule.of("my-metric", "up", "<<.LabelMatchers>>")));
    adapter(
        "query with an invisible line break",
        adapter ->
            adapter.rule(
                AdapterRule.of(
                    "ovms_rate",
                    "ovms_requests_success",
                    "sum by (<<.GroupBy>>)\u0085(up{<<.LabelMatchers>>})")));
    adapter(
        "two rules of one metric",
        adapter -> adapter.rule(rule("ovms_rate", "1m")).rule(rule("ovms_rate", "5m")));
  }

  private void addAutoscalers() {
    inputs.put(
        "autoscaler of nothing",
        chart -> RatioAutoscaler.Builder.create(chart, "autoscaler").build());
    autoscaler("ratio zero", autoscaler -> autoscaler.ratio(0));
    autoscaler("ratio negative", autoscaler -> autoscaler.ratio(-1));
    autoscaler("ratio not a number", autoscaler -> autoscaler.ratio(Double.NaN));
    autoscaler("ratio infinite", autoscaler -> autoscaler.ratio(Double.POSITIVE_INFINITY));
    autoscaler("minimum zero", autoscaler -> autoscaler.replicas(0, 3));
    autoscaler("minimum above maximum", autoscaler -> autoscaler.replicas(5, 3));
    autoscaler(
        "window of two hours",
        autoscaler -> autoscaler.behavior(Behavior.of(Duration.ofHours(2), Duration.ZERO)));
    autoscaler(
        "window backwards",
        autoscaler -> autoscaler.behavior(Behavior.of(Duration.ZERO, Duration.ofSeconds(-1))));
    autoscaler("autoscaler elsewhere", autoscaler -> autoscaler.namespace("elsewhere"));
    inputs.put(
        "two autoscalers for one server",
        chart -> {
          OvmsModelServer resnet = Cases.server(chart, "resnet").build();
          ExistingAdapter adapter = existingAdapter(chart, resnet);
          Cases.autoscaler(chart, resnet, adapter).build();
          RatioAutoscaler.Builder.create(chart, "second")
              .target(resnet)
              .metrics(adapter)
              .replicas(1, 9)
              .build();
        });
    inputs.put(
        "a server that unloads its models",
        chart -> {
          OvmsModelServer idle =
              Cases.server(chart, "resnet")
                  .image(OvmsImage.of("2026.4.1"))
                  .idleUnload(Duration.ofMinutes(10))
                  .build();
          Cases.autoscaler(chart, idle, existingAdapter(chart, idle)).build();
        });
    inputs.put(
        "a server that is not scraped",
        chart -> {
          OvmsModelServer resnet = Cases.server(chart, "resnet").build();
          OvmsModelServer other = Cases.server(chart, "other").build();
          Cases.autoscaler(chart, other, existingAdapter(chart, resnet)).build();
        });
    inputs.put(
        "a rule that takes the signal's name",
        chart -> {
          OvmsModelServer resnet = Cases.server(chart, "resnet").build();
          ExistingAdapter adapter =
              Cases.existingAdapter(chart, Cases.prometheus(chart, resnet).build())
                  .rule(rule("ovms_requests_streams_ratio", "1m"))
                  .build();
          Cases.autoscaler(chart, resnet, adapter).build();
        });
    inputs.put(
        "namespace of one name",
        chart -> {
          Namespace.of(chart, "serving");
          Namespace.Builder.create(chart, "again").name("serving").build();
        });
    inputs.put(
        "two objects of one name",
        chart -> {
          Cases.server(chart, "resnet").build();
          Cases.server(chart, "other").name("resnet").build();
        });
  }

  private static AdapterRule rule(String metric, String window) {
    return AdapterRule.of(
        metric,
        "ovms_requests_success",
        "sum by (<<.GroupBy>>) (rate(ovms_requests_success{<<.LabelMatchers>>}[" + window + "]))");
  }

  private static ExistingAdapter existingAdapter(Chart chart, OvmsModelServer server) {
    return Cases.existingAdapter(chart, Cases.prometheus(chart, server).build()).build();
  }

  private void existing(String what, String url) {
    inputs.put(what, chart -> Cases.existingPrometheus(chart).url(url).build());
  }

  private void operator(String what, UnaryOperator<OperatorPrometheus.Builder> wrong) {
    inputs.put(
        what,
        chart ->
            wrong
                .apply(Cases.operatorPrometheus(chart, Cases.server(chart, "resnet").build()))
                .build());
  }

  private void prometheus(String what, UnaryOperator<PrometheusStack.Builder> wrong) {
    inputs.put(
        what,
        chart ->
            wrong.apply(Cases.prometheus(chart, Cases.server(chart, "resnet").build())).build());
  }

  private void adapter(String what, UnaryOperator<MetricsAdapter.Builder> wrong) {
    inputs.put(
        what,
        chart ->
            wrong
                .apply(
                    Cases.adapter(
                        chart,
                        Cases.prometheus(chart, Cases.server(chart, "resnet").build()).build()))
                .build());
  }

  private void ownedAdapter(String what, UnaryOperator<ExistingAdapter.Builder> wrong) {
    inputs.put(
        what,
        chart ->
            wrong
                .apply(
                    ExistingAdapter.Builder.create(chart, "adapter")
                        .prometheus(
                            Cases.prometheus(chart, Cases.server(chart, "resnet").build()).build()))
                .build());
  }

  private void autoscaler(String what, UnaryOperator<RatioAutoscaler.Builder> wrong) {
    inputs.put(
        what,
        chart -> {
          OvmsModelServer resnet = Cases.server(chart, "resnet").build();
          wrong.apply(Cases.autoscaler(chart, resnet, existingAdapter(chart, resnet))).build();
        });
  }
}
