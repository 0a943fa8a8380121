package io.github.cdk8sovms.acceptance.promql;

import static io.github.cdk8sovms.acceptance.promql.AlertScenario.ONE;
import static io.github.cdk8sovms.acceptance.promql.AlertScenario.TWO;
import static io.github.cdk8sovms.acceptance.promql.AlertScenario.counter;
import static io.github.cdk8sovms.acceptance.promql.AlertScenario.method;
import static io.github.cdk8sovms.acceptance.promql.AlertScenario.minutes;
import static io.github.cdk8sovms.acceptance.promql.AlertScenario.model;
import static io.github.cdk8sovms.acceptance.promql.AlertScenario.noneFor;
import static io.github.cdk8sovms.acceptance.promql.AlertScenario.notFor;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdk8sovms.alerting.Alert;
import io.github.cdk8sovms.kit.Dashboards;
import io.github.cdk8sovms.kit.GoldenCases;
import io.github.cdk8sovms.kit.Manifest;
import io.github.cdk8sovms.kit.Repository;
import io.github.cdk8sovms.signal.SeriesLabels;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/**
 * Stores with other labels than {@code namespace} and {@code pod} for the pod of a series. There
 * the usual labels are those of the collector, so a query that reads them returns another value.
 * The queries are those of the golden files.
 */
@Tag("alert-series")
class SeriesLabelsTest {
  private static final String ADAPTER = "store-with-other-labels";
  private static final String KEDA = "store-with-other-labels-keda";
  private static final SeriesLabels KUBERNETES =
      SeriesLabels.of("kubernetes_namespace", "kubernetes_pod_name");
  private static final SeriesLabels OPEN_TELEMETRY =
      SeriesLabels.of("k8s_namespace_name", "k8s_pod_name");
  private static final String CLUSTER = "cluster=\"prod\",";

  @TestFactory
  Stream<DynamicTest> theAdapterReadsThePodsOfItsLabels() {
    JsonNode rule =
        Manifest.parse(configOfAdapter()).get("rules").findParents("metricsQuery").stream()
            .filter(it -> it.at("/name/as").asText().equals("ovms_requests_streams_ratio"))
            .findFirst()
            .orElseThrow();
    Map<String, String> resources = new LinkedHashMap<>();
    rule.at("/resources/overrides")
        .properties()
        .forEach(it -> resources.put(it.getValue().get("resource").asText(), it.getKey()));
    String query =
        rule.get("metricsQuery")
            .asText()
            .replace("<<.GroupBy>>", resources.get("pod"))
            .replace(
                "<<.LabelMatchers>>",
                "%s=\"serving\",%s=~\"%s|%s\""
                    .formatted(resources.get("namespace"), resources.get("pod"), ONE, TWO));

    SeriesTests tests = new SeriesTests();
    tests.add(
        "values",
        fleet(KUBERNETES, ""),
        List.of(new SeriesTests.Question(query, ofPods(KUBERNETES, 1.5, 0.5))));
    tests.add(
        "discovery",
        fleet(KUBERNETES, ""),
        List.of(
            new SeriesTests.Question(
                "count(" + rule.get("seriesQuery").asText() + ")", Map.of("{}", 3.0))));
    return results(tests);
  }

  /** The user's own rule is found by the same labels. */
  @Test
  void everyRuleOfTheAdapterNamesTheLabels() {
    Manifest.parse(configOfAdapter())
        .get("rules")
        .forEach(
            rule -> {
              assertThat(rule.get("seriesQuery").asText())
                  .endsWith("{kubernetes_namespace!=\"\",kubernetes_pod_name!=\"\"}");
              assertThat(rule.at("/resources/overrides").toString())
                  .isEqualTo(
                      "{\"kubernetes_namespace\":{\"resource\":\"namespace\"},"
                          + "\"kubernetes_pod_name\":{\"resource\":\"pod\"}}");
            });
  }

  @TestFactory
  Stream<DynamicTest> kedaAddsUpThePodsOfItsLabels() {
    String query =
        objectsOf(KEDA, "ScaledObject").get(0).at("/spec/triggers/0/metadata/query").asText();
    SeriesTests tests = new SeriesTests();
    tests.add(
        "both pods",
        fleet(OPEN_TELEMETRY, CLUSTER),
        List.of(new SeriesTests.Question(query, Map.of("{}", 2.0))));
    List<Series> withOneThatLoads = new ArrayList<>(fleet(OPEN_TELEMETRY, CLUSTER));
    withOneThatLoads.add(
        new Series(
            "up{" + labels(OPEN_TELEMETRY, CLUSTER, "resnet-7d4f8b9c65-ccccc") + "}", "1x30"));
    tests.add(
        "a pod without a value fills its place",
        withOneThatLoads,
        List.of(new SeriesTests.Question(query, Map.of("{}", 3.0))));
    return results(tests);
  }

  @TestFactory
  Stream<DynamicTest> dashboardsShowThePodsOfTheirLabels() {
    SeriesTests tests = new SeriesTests();
    for (String folder : List.of(ADAPTER, KEDA)) {
      SeriesLabels labels = folder.equals(KEDA) ? OPEN_TELEMETRY : KUBERNETES;
      JsonNode board = Dashboards.of(folder + "/dashboard");
      List<Series> series = fleet(labels, folder.equals(KEDA) ? CLUSTER : "");
      tests.add(
          folder,
          series,
          List.of(
              new SeriesTests.Question(query(board, 0, 0), ofPods(labels, 1.5, 0.5)),
              new SeriesTests.Question(query(board, 1, 1), Map.of("{}", 2.0))));
      assertThat(board.at("/templating/list").toString())
          .contains(", " + labels.namespace() + ")")
          .doesNotContain(", namespace)");
    }
    return results(tests);
  }

  /** Kubernetes' own exporters keep their labels, unless a scrape renames them. */
  @TestFactory
  Stream<DynamicTest> exportersHaveLabelsOfTheirOwn() {
    SeriesTests tests = new SeriesTests();
    tests.add(
        "kept",
        desired("namespace", ""),
        List.of(
            new SeriesTests.Question(
                query(Dashboards.of(ADAPTER + "/dashboard"), 1, 0), Map.of("{}", 7.0))));
    tests.add(
        "renamed",
        desired("exported_namespace", "namespace=\"collectors\"," + CLUSTER),
        List.of(
            new SeriesTests.Question(
                query(Dashboards.of(KEDA + "/dashboard"), 1, 0), Map.of("{}", 7.0))));
    return results(tests);
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.INCLUDE,
      names = {
        "METRIC_MISSING",
        "TARGET_ABSENT",
        "TARGET_DOWN",
        "MODEL_NOT_LOADED",
        "POD_STUCK",
        "AT_MAX_REPLICAS",
        "FLAPPING",
        "ERROR_RATIO",
        "LATENCY_OBJECTIVE",
        "SCALING_INACTIVE"
      })
  void alertsFireOnThePodsOfTheirLabels(Alert alert) {
    AlertScenario scenario =
        AlertScenario.healthy(ADAPTER, KUBERNETES).with("up{job=\"adapter\"}", "1x480");
    String pod = "pod=\"" + ONE + "\"";
    String model = "name=\"resnet50\"";
    String name = alert.alertName();
    switch (alert) {
      case METRIC_MISSING, MODEL_NOT_LOADED ->
          scenario
              .with("ovms_streams", ONE, model(), after20("2", "0"))
              .fires(name, "40m", alert == Alert.METRIC_MISSING ? pod : pod + "," + model);
      case TARGET_ABSENT ->
          scenario
              .pod(ONE, minutes(20, "1") + " " + noneFor(60))
              .pod(TWO, minutes(20, "1") + " " + noneFor(60))
              .fires(name, "40m", "");
      case TARGET_DOWN -> scenario.with("up", ONE, "", after20("1", "0")).fires(name, "40m", pod);
      case POD_STUCK ->
          scenario
              .with("ovms_requests_success", ONE, method("ModelInfer"), "0+150x79 12000x400")
              .with("ovms_requests_fail", ONE, method("ModelInfer"), "0x480")
              .fires(name, "40m", pod + "," + model);
      case AT_MAX_REPLICAS ->
          scenario
              .pod("resnet-7d4f8b9c65-ccccc", "1x480")
              .with("ovms_current_requests", ONE, model(), after20("1", "20"))
              .fires(name, "45m", "");
      case FLAPPING -> {
        String upAndDown = minutes(6, "1") + " " + noneFor(2) + " ";
        scenario
            .pod("resnet-7d4f8b9c65-ccccc", notFor(2) + " " + upAndDown.repeat(4))
            .fires(name, "29m", "replicaset=\"resnet-7d4f8b9c65\"");
      }
      case ERROR_RATIO ->
          scenario
              .with("ovms_requests_fail", ONE, method("ModelInfer"), "0+1x79 80+40x400")
              .fires(name, "40m", pod + "," + model);
      case LATENCY_OBJECTIVE ->
          scenario
              .bucket(ONE, "708235.000000", counter(150))
              .bucket(TWO, "708235.000000", counter(150))
              .bucket(ONE, "121439.000000", "0+150x79 12000+75x400")
              .fires(name, "40m", model);
      case SCALING_INACTIVE ->
          scenario
              .with(AlertScenario.inactive(), after20("0", "1"))
              .fires(
                  name,
                  "40m",
                  "condition=\"ScalingActive\",horizontalpodautoscaler=\"autoscaler\","
                      + "status=\"false\"");
      default -> throw new AssertionError(alert);
    }
    scenario.allIsWellAt("15m").check();
  }

  private static String after20(String well, String wrong) {
    return minutes(20, well) + " " + minutes(60, wrong);
  }

  /** Two pods of two streams, one with 3 and one with 1 request, and a pod of another namespace. */
  private static List<Series> fleet(SeriesLabels labels, String more) {
    List<Series> series = new ArrayList<>();
    series.addAll(pod(labels(labels, more, ONE), 3));
    series.addAll(pod(labels(labels, more, TWO), 1));
    series.addAll(pod(labels(labels, more, ONE).replace("\"serving\"", "\"staging\""), 9));
    return series;
  }

  private static List<Series> pod(String labels, int requests) {
    String model = "{" + labels + "," + model() + "}";
    return List.of(
        new Series("up{" + labels + "}", "1x30"),
        new Series("ovms_current_requests" + model, requests + "x30"),
        new Series("ovms_streams" + model, "2x30"));
  }

  private static String labels(SeriesLabels labels, String more, String pod) {
    return more
        + "namespace=\"collectors\",pod=\"otel-0\",%s=\"serving\",%s=\"%s\""
            .formatted(labels.namespace(), labels.pod(), pod);
  }

  private static List<Series> desired(String namespace, String more) {
    return List.of(
        new Series(
            "kube_horizontalpodautoscaler_status_desired_replicas{%s%s=\"serving\",horizontalpodautoscaler=\"autoscaler\"}"
                .formatted(more, namespace),
            "7x30"));
  }

  private static Map<String, Double> ofPods(SeriesLabels labels, double one, double two) {
    Map<String, Double> answers = new LinkedHashMap<>();
    answers.put("{%s=\"%s\"}".formatted(labels.pod(), ONE), one);
    answers.put("{%s=\"%s\"}".formatted(labels.pod(), TWO), two);
    return answers;
  }

  private static String query(JsonNode board, int panel, int target) {
    return Dashboards.queries(Dashboards.details(board).get(panel), "serving", "resnet50")
        .get(target);
  }

  private static String configOfAdapter() {
    return objectsOf(ADAPTER, "ConfigMap").stream()
        .map(it -> it.at("/data/config.yaml").asText())
        .filter(it -> it.contains("metricsQuery"))
        .findFirst()
        .orElseThrow();
  }

  private static List<JsonNode> objectsOf(String folder, String kind) {
    List<JsonNode> found = new ArrayList<>();
    for (Path golden : GoldenCases.files(folder)) {
      JsonNode object = Manifest.parse(Repository.read(golden));
      if (object.path("kind").asText().equals(kind)) {
        found.add(object);
      }
    }
    return found;
  }

  private static Stream<DynamicTest> results(SeriesTests tests) {
    return tests.run().entrySet().stream()
        .map(
            result ->
                DynamicTest.dynamicTest(
                    result.getKey(), () -> assertThat(result.getValue()).isEmpty()));
  }
}
