package io.github.cdk8sovms.acceptance.promql;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8sovms.kit.Command;
import io.github.cdk8sovms.kit.GoTool;
import io.github.cdk8sovms.kit.Manifest;
import io.github.cdk8sovms.kit.Repository;
import io.github.cdk8sovms.signal.SeriesLabels;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Series over time, one value every 15 seconds, and the alerts that Prometheus fires on them by the
 * emitted rules. By default the series are healthy: two pods, each with one request for its two
 * streams, and a Prometheus that the adapter asks.
 */
final class AlertScenario {
  static final String ONE = "resnet-7d4f8b9c65-aaaaa";
  static final String TWO = "resnet-7d4f8b9c65-bbbbb";

  /** A pod that is there in some scenarios only. */
  static final String THREE = "resnet-7d4f8b9c65-ccccc";

  /**
   * The default of Prometheus, for which the times of every test leave room; with -Pextended the
   * interval that is emitted.
   */
  private static final String EVALUATION_INTERVAL =
      System.getProperty("alerts.evaluation-interval", "1m");

  /** How many values there are in three hours. */
  static final int LENGTH = 3 * 60 * 4;

  private final RuleText rules;
  private final SeriesLabels labels;
  private final Map<String, String> series = new LinkedHashMap<>();
  private final List<Object> expected = new ArrayList<>();

  private AlertScenario(RuleText rules, SeriesLabels labels) {
    this.rules = rules;
    this.labels = labels;
  }

  /**
   * Everything is well, by the rules of a golden folder, of which there is one for the operator.
   */
  static AlertScenario healthy(String folder) {
    return healthy(folder, SeriesLabels.STANDARD);
  }

  /** The same with other labels for the pod of a series, and another pod in the usual ones. */
  static AlertScenario healthy(String folder, SeriesLabels labels) {
    AlertScenario scenario = new AlertScenario(RuleText.of(folder), labels);
    scenario.pod(ONE, "1x" + LENGTH).pod(TWO, "1x" + LENGTH).prometheus();
    return scenario;
  }

  /** The same for what is emitted for the operator, with every alert. */
  static AlertScenario healthy() {
    return healthy("alerts-operator");
  }

  /** A value that stays for some minutes. */
  static String minutes(int count, String value) {
    return value + "x" + (4 * count - 1);
  }

  /** Well until the 20th minute and from the 50th on, and wrong between. */
  static String thenBack(String well, String wrong) {
    return minutes(20, well) + " " + minutes(30, wrong) + " " + minutes(60, well);
  }

  /** Nothing for some minutes, from now on: the series has ended, and may begin again. */
  static String noneFor(int minutes) {
    return "stale _x" + (4 * minutes - 2);
  }

  /** Nothing yet for some minutes. */
  static String notFor(int minutes) {
    return "_x" + (4 * minutes);
  }

  /** A pod with half of its streams busy; all its gauges have the same shape in time. */
  AlertScenario pod(String pod, String presence) {
    with("up", pod, "", presence);
    with("ovms_streams", pod, model(), presence.replaceAll("\\b1x", "2x"));
    with("ovms_current_requests", pod, model(), presence);
    with("ovms_requests_success", pod, method("ModelInfer"), counter(150));
    with("ovms_requests_fail", pod, method("ModelInfer"), counter(1));
    bucket(pod, "121439.000000", counter(150));
    bucket(pod, "+Inf", counter(150));
    return this;
  }

  /** Requests that took up to this number of microseconds, of all of them. */
  AlertScenario bucket(String pod, String bound, String values) {
    return with(
        "ovms_request_time_us_bucket",
        pod,
        model() + ",interface=\"gRPC\",le=\"" + bound + "\"",
        values);
  }

  /** Another value of a series of a pod. */
  AlertScenario with(String metric, String pod, String more, String values) {
    String own = scraped(pod) + (more.isEmpty() ? "" : "," + more);
    return with(metric + "{" + own + "}", values);
  }

  /** The labels of every pod's series. */
  private String scraped(String pod) {
    String collector = labels.isStandard() ? "" : ",namespace=\"collectors\",pod=\"otel-0\"";
    return "job=\"serving/resnet\",%s=\"serving\",%s=\"%s\"%s"
        .formatted(labels.namespace(), labels.pod(), pod, collector);
  }

  /** Another value of any series. */
  AlertScenario with(String whole, String values) {
    series.put(whole, values);
    return this;
  }

  /** Another value of Prometheus itself. */
  AlertScenario ofPrometheus(String metric, String labels, String values) {
    return with(
        metric + "{job=\"monitoring/prometheus\"" + (labels.isEmpty() ? "" : "," + labels) + "}",
        values);
  }

  static String model() {
    return "name=\"resnet50\",version=\"1\"";
  }

  static String method(String method) {
    return model() + ",api=\"KServe\",interface=\"gRPC\",method=\"" + method + "\"";
  }

  /** A counter that grows by so much at each scrape. */
  static String counter(int growth) {
    return "0+" + growth + "x" + LENGTH;
  }

  /** No alert is firing at these times. */
  AlertScenario allIsWellAt(String... times) {
    for (String time : times) {
      expect("ALERTS{alertstate=\"firing\"}", time, List.of());
    }
    return this;
  }

  AlertScenario silent(String alert, String time) {
    expect("ALERTS{alertname=\"" + alert + "\",alertstate=\"firing\"}", time, List.of());
    return this;
  }

  /**
   * An alert fires.
   *
   * @param about one for each of its series: labels such as {@code pod="a",name="b"}
   */
  AlertScenario fires(String alert, String time, String... about) {
    expect(
        "count without (alertname, alertstate, severity, autoscaler, namespace, job"
            + (labels.isStandard() ? "" : ", " + labels.list())
            + ")"
            + " (ALERTS{alertname=\""
            + alert
            + "\",alertstate=\"firing\"})",
        time,
        List.of(about));
    return this;
  }

  private void expect(String expression, String time, List<String> about) {
    Map<String, Object> test = new LinkedHashMap<>();
    test.put("expr", expression);
    test.put("eval_time", time);
    List<Object> samples = new ArrayList<>();
    for (String one : about) {
      Map<String, Object> sample = new LinkedHashMap<>();
      sample.put("labels", "{" + one + "}");
      sample.put("value", 1);
      samples.add(sample);
    }
    test.put("exp_samples", samples);
    expected.add(test);
  }

  /** What an alert that fires says, word for word, and all its labels. */
  void says(String alert, String time, Map<String, String> labels, Map<String, String> says) {
    Map<String, Object> one = new LinkedHashMap<>();
    one.put("exp_labels", labels);
    one.put("exp_annotations", says);
    Map<String, Object> test = new LinkedHashMap<>();
    test.put("alertname", alert);
    test.put("eval_time", time);
    test.put("exp_alerts", List.of(one));
    run("alert_rule_test", List.of(test));
  }

  /** Has Prometheus work it out. */
  void check() {
    assertThat(expected).isNotEmpty();
    run("promql_expr_test", expected);
  }

  private void run(String kind, List<Object> tests) {
    Map<String, Object> group = new LinkedHashMap<>();
    group.put("interval", "15s");
    group.put("input_series", inputs());
    group.put(kind, tests);
    Map<String, Object> file = new LinkedHashMap<>();
    file.put("rule_files", List.of("some.rules.yml"));
    file.put("evaluation_interval", EVALUATION_INTERVAL);
    file.put("tests", List.of(group));
    try {
      Path folder = Files.createTempDirectory("alerts");
      Path emitted = folder.resolve("some.rules.yml");
      Path test = folder.resolve("tests.yml");
      // Where the check below fails, too; in reverse order.
      List.of(folder, emitted, test).forEach(path -> path.toFile().deleteOnExit());
      Repository.write(emitted, rules.text());
      Repository.write(test, Manifest.json(file));
      Command run = GoTool.PROMTOOL.run(folder, List.of("test", "rules", test.toString()));
      assertThat(run.exitCode()).as(run.output()).isZero();
      Files.delete(emitted);
      Files.delete(test);
      Files.delete(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<Object> inputs() {
    List<Object> inputs = new ArrayList<>();
    series.forEach(
        (name, values) -> {
          Map<String, Object> input = new LinkedHashMap<>();
          input.put("series", name);
          input.put("values", values);
          inputs.add(input);
        });
    return inputs;
  }

  private void prometheus() {
    ofPrometheus("up", "", "1x" + LENGTH);
    requests("/api/v1/series", counter(1));
    requests("/api/v1/query", counter(2));
    ofPrometheus("prometheus_rule_evaluation_failures_total", group(), "0x" + LENGTH);
    ofPrometheus("prometheus_tsdb_storage_blocks_bytes", "", "8000000000x" + LENGTH);
    ofPrometheus("prometheus_tsdb_wal_storage_size_bytes", "", "500000000x" + LENGTH);
    ofPrometheus("prometheus_tsdb_head_chunks_storage_size_bytes", "", "100000000x" + LENGTH);
    with(apiService("v1beta2"), "0x" + LENGTH);
    with(inactive(), "0x" + LENGTH);
  }

  AlertScenario requests(String handler, String values) {
    return ofPrometheus(
        "prometheus_http_requests_total", "handler=\"" + handler + "\",code=\"200\"", values);
  }

  static String group() {
    return "rule_group=\"/etc/prometheus/rules/some.yaml;alerts/serving/autoscaler\"";
  }

  static String apiService(String version) {
    return "aggregator_unavailable_apiservice{job=\"apiserver\",name=\""
        + version
        + ".custom.metrics.k8s.io\"}";
  }

  static String inactive() {
    return "kube_horizontalpodautoscaler_status_condition{job=\"kube-state-metrics\","
        + "namespace=\"serving\",horizontalpodautoscaler=\"autoscaler\","
        + "condition=\"ScalingActive\",status=\"false\"}";
  }
}
