package io.github.cdk8sovms.acceptance.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdk8sovms.acceptance.promql.Series;
import io.github.cdk8sovms.acceptance.promql.SeriesTests;
import io.github.cdk8sovms.kit.Command;
import io.github.cdk8sovms.kit.Dashboards;
import io.github.cdk8sovms.kit.GoTool;
import io.github.cdk8sovms.kit.Manifest;
import io.github.cdk8sovms.kit.Repository;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The queries of the panels are valid PromQL, and the first row has the intended values. */
class DashboardQueriesTest {
  private static final String RESNET_0 = "resnet-5d8f7c9b64-x2k4p";
  private static final String RESNET_1 = "resnet-5d8f7c9b64-7qz9d";

  /** One of another server, whose name begins like that of the one that is shown. */
  private static final String LARGE = "resnet-large-6f7c9d8b5c-abcde";

  @TempDir private Path folder;

  @Test
  void everyQueryIsValid() {
    Set<String> queries = new LinkedHashSet<>();
    Dashboards.emitted()
        .values()
        .forEach(
            json ->
                Dashboards.panels(Manifest.parse(json))
                    .forEach(
                        panel -> {
                          queries.addAll(Dashboards.queries(panel, "serving", "resnet50"));
                          queries.addAll(
                              Dashboards.queries(panel, "(serving|language)", "(resnet50|bert)"));
                        }));

    assertThat(queries.size()).isGreaterThan(80);
    assertThat(queries).noneMatch(query -> query.contains("$"));
    Command check = check(List.copyOf(queries));
    assertThat(check.exitCode()).as(check.output()).isZero();
    assertThat(check.output()).contains(queries.size() + " rules found");
  }

  /** Grafana takes the last comma for the one before the label. */
  @Test
  void everyVariableAsksForALabelOfSeriesThatExist() {
    List<String> selectors = new ArrayList<>();
    Dashboards.emitted()
        .values()
        .forEach(
            json ->
                Manifest.parse(json)
                    .at("/templating/list")
                    .forEach(
                        variable -> {
                          String query = variable.get("query").asText();
                          if (query.startsWith("label_values(")) {
                            selectors.add(
                                query.substring("label_values(".length(), query.lastIndexOf(',')));
                          }
                        }));

    assertThat(selectors).hasSizeGreaterThanOrEqualTo(16);
    Command check =
        check(selectors.stream().map(query -> Dashboards.fill(query, "serving", ".+")).toList());
    assertThat(check.exitCode()).as(check.output()).isZero();
  }

  /** Two pods of two streams, one with 3 and one with 1 request; the target is 1. */
  @TestFactory
  Stream<DynamicTest> theFirstRowShowsWhatTheAutoscalerSees() {
    List<Series> series = new ArrayList<>();
    series.addAll(pod(RESNET_0, 3, "0+150x30"));
    series.addAll(pod(RESNET_1, 1, "0+30x30"));
    series.addAll(pod(LARGE, 9, "0+900x30"));
    SeriesTests tests = new SeriesTests();
    tests.add(
        "signal",
        series,
        List.of(
            question(0, 0, labels("pod", RESNET_0, 1.5, RESNET_1, 0.5)),
            question(0, 1, Map.of("{}", 1.0)),
            question(0, 2, Map.of("{}", 1.0))));
    tests.add(
        "replicas",
        series,
        List.of(
            question(1, 0, Map.of("{}", 2.0)),
            question(1, 1, Map.of("{}", 2.0)),
            question(1, 2, Map.of("{}", 1.0)),
            question(1, 3, Map.of("{}", 3.0))));
    tests.add("throughput", series, List.of(question(2, 0, Map.of("{name=\"resnet50\"}", 12.0))));
    return results(tests);
  }

  /** Too much, nothing to do, and no pod. */
  @TestFactory
  Stream<DynamicTest> theFirstRowIsRightAtItsEnds() {
    SeriesTests tests = new SeriesTests();
    tests.add(
        "no more than the maximum is desired",
        Stream.of(pod(RESNET_0, 16, "0x30"), pod(RESNET_1, 16, "0x30"))
            .flatMap(List::stream)
            .toList(),
        List.of(question(1, 0, Map.of("{}", 3.0))));
    tests.add(
        "an idle server desires the minimum",
        pod(RESNET_0, 0, "0x30"),
        List.of(
            question(0, 0, labels("pod", RESNET_0, 0.0)),
            question(1, 0, Map.of("{}", 1.0)),
            question(2, 0, Map.of("{name=\"resnet50\"}", 0.0))));
    tests.add(
        "without pods nothing is made up",
        List.of(),
        List.of(
            question(0, 0, Map.of()),
            question(0, 2, Map.of("{}", 1.0)),
            question(1, 0, Map.of()),
            question(1, 1, Map.of("{}", 0.0)),
            question(1, 3, Map.of("{}", 3.0)),
            question(2, 0, Map.of())));
    return results(tests);
  }

  /** An existing Prometheus may have the series of kube-state-metrics. */
  @TestFactory
  Stream<DynamicTest> desiredReplicasComeFromKubernetesWherePrometheusKnowsThem() {
    JsonNode replicas = panel("dashboard-every-option/shop", 1);
    String desired = Dashboards.queries(replicas, "serving", "resnet50").get(0);
    List<Series> measured = new ArrayList<>(pod(RESNET_0, 6, "0x30"));
    SeriesTests tests = new SeriesTests();
    tests.add(
        "without kube-state-metrics the load decides",
        measured,
        List.of(new SeriesTests.Question(desired, Map.of("{}", 3.0))));
    List<Series> both = new ArrayList<>(measured);
    both.add(
        new Series(
            "kube_horizontalpodautoscaler_status_desired_replicas{namespace=\"serving\","
                + "horizontalpodautoscaler=\"resnet-autoscaler\",job=\"kube-state-metrics\"}",
            "7x30"));
    tests.add(
        "with it Kubernetes does",
        both,
        List.of(new SeriesTests.Question(desired, Map.of("{}", 7.0))));
    return results(tests);
  }

  /** A target is drawn in the unit in which it was configured. */
  @TestFactory
  Stream<DynamicTest> graphsAreShownAsAShareOfTheirCapacity() {
    JsonNode signal = panel("dashboard-graphs/dashboard", 0);
    List<String> queries = Dashboards.queries(signal, "language", "llama");
    SeriesTests tests = new SeriesTests();
    tests.add(
        "graphs",
        List.of(
            new Series(
                "ovms_current_graphs{namespace=\"language\",pod=\"llm-5d8f7c9b64-x2k4p\",name=\"llama\"}",
                "8x30")),
        List.of(
            new SeriesTests.Question(queries.get(0), labels("pod", "llm-5d8f7c9b64-x2k4p", 0.5)),
            new SeriesTests.Question(queries.get(2), Map.of("{}", 0.7))));
    return results(tests);
  }

  /** Times are microseconds in OVMS and seconds on the dashboard; shares are of all requests. */
  @TestFactory
  Stream<DynamicTest> theOtherRowsShowTimesInSecondsAndShares() {
    String labels =
        "namespace=\"serving\",pod=\"" + RESNET_0 + "\",name=\"resnet50\",version=\"1\"";
    String call = labels + ",api=\"KServe\",interface=\"gRPC\",method=\"ModelInfer\"";
    String probe = labels + ",api=\"KServe\",interface=\"REST\",method=\"ModelReady\"";
    List<Series> series =
        List.of(
            new Series(
                "ovms_request_time_us_sum{" + labels + ",interface=\"gRPC\"}", "0+3000000x30"),
            new Series("ovms_request_time_us_count{" + labels + ",interface=\"gRPC\"}", "0+150x30"),
            new Series("ovms_wait_for_infer_req_time_us_sum{" + labels + "}", "0+750000x30"),
            new Series("ovms_wait_for_infer_req_time_us_count{" + labels + "}", "0+150x30"),
            new Series("ovms_inference_time_us_sum{" + labels + "}", "0+1500000x30"),
            new Series("ovms_inference_time_us_count{" + labels + "}", "0+150x30"),
            new Series("ovms_requests_success{" + call + "}", "0+135x30"),
            new Series("ovms_requests_fail{" + call + "}", "0+15x30"),
            new Series("ovms_requests_success{" + probe + "}", "0+9000x30"),
            new Series("ovms_requests_fail{" + probe + "}", "0+9000x30"));
    String name = "{name=\"resnet50\"}";
    SeriesTests tests = new SeriesTests();
    tests.add(
        "latency",
        series,
        List.of(
            question("Latency", 3, Map.of("{}", 0.02)),
            question("Queue and inference time", 0, Map.of(name, 0.005)),
            question("Queue and inference time", 1, Map.of(name, 0.01)),
            question("Error ratio", 0, Map.of(name, 0.1))));
    return results(tests);
  }

  /** Two pods with 3 and 1 requests for two streams each, of at most three at a target of 1. */
  @TestFactory
  Stream<DynamicTest> theOverviewSaysWhetherAllIsWell() {
    SeriesTests tests = new SeriesTests();
    List<Series> series = new ArrayList<>();
    series.addAll(pod(RESNET_0, 3, "0+135x30"));
    series.addAll(pod(RESNET_1, 1, "0+135x30"));
    series.add(
        new Series(
            "ovms_requests_fail{job=\"ovms\",namespace=\"serving\",pod=\""
                + RESNET_0
                + "\",name=\"resnet50\",version=\"1\",api=\"KServe\",interface=\"gRPC\","
                + "method=\"ModelInfer\"}",
            "0+30x30"));
    tests.add(
        "under load",
        series,
        List.of(
            overview("Pods", Map.of("{}", 2.0)),
            overview("Load of maxReplicas", Map.of("{}", 0.666667)),
            overview("Requests", Map.of("{}", 18.0)),
            overview("Error ratio", Map.of("{}", 0.1))));
    tests.add("without pods", List.of(), List.of(overview("Pods", Map.of("{}", 0.0))));
    return results(tests);
  }

  /** While a pod is new, and while there are pods of two revisions. */
  @TestFactory
  Stream<DynamicTest> changesOfPodsAreMarked() {
    JsonNode annotations = Dashboards.of("dashboard/dashboard").at("/annotations/list");
    String scaling = annotated(annotations, 0);
    String rollout = annotated(annotations, 1);
    String early = "up{job=\"ovms\",namespace=\"serving\",pod=\"" + RESNET_0 + "\"}";
    String sameRevision = "up{job=\"ovms\",namespace=\"serving\",pod=\"" + RESNET_1 + "\"}";
    String another = "up{job=\"ovms\",namespace=\"serving\",pod=\"resnet-77f5bd6c4b-b8xkz\"}";
    Map<String, Double> none = Map.of();
    SeriesTests tests = new SeriesTests();
    tests.add(
        "no change",
        List.of(new Series(early, "1x30"), new Series(sameRevision, "1x30")),
        List.of(new SeriesTests.Question(scaling, none), new SeriesTests.Question(rollout, none)));
    tests.add(
        "a pod of the last minute",
        List.of(new Series(early, "1x30"), new Series(sameRevision, "_x17 1x12")),
        List.of(
            new SeriesTests.Question(scaling, Map.of("{}", 2.0)),
            new SeriesTests.Question(rollout, none)));
    tests.add(
        "two revisions",
        List.of(new Series(early, "1x30"), new Series(another, "1x30")),
        List.of(new SeriesTests.Question(rollout, Map.of("{server=\"resnet\"}", 2.0))));
    return results(tests);
  }

  private static String annotated(JsonNode annotations, int index) {
    return Dashboards.fill(annotations.get(index).get("expr").asText(), "serving", ".+");
  }

  private static SeriesTests.Question overview(String title, Map<String, Double> answers) {
    JsonNode found =
        Dashboards.rows(Dashboards.of("dashboard/dashboard")).get("Overview").stream()
            .filter(panel -> panel.get("title").asText().equals(title))
            .findFirst()
            .orElseThrow();
    return new SeriesTests.Question(
        Dashboards.queries(found, "(serving|language)", ".+").get(0), answers);
  }

  private static Stream<DynamicTest> results(SeriesTests tests) {
    return tests.run().entrySet().stream()
        .map(
            result ->
                DynamicTest.dynamicTest(
                    result.getKey(), () -> assertThat(result.getValue()).isEmpty()));
  }

  private static SeriesTests.Question question(int panel, int target, Map<String, Double> answers) {
    return new SeriesTests.Question(
        Dashboards.queries(panel("dashboard/dashboard", panel), "serving", "(resnet50|bert)")
            .get(target),
        answers);
  }

  private static SeriesTests.Question question(
      String title, int target, Map<String, Double> answers) {
    JsonNode found =
        Dashboards.details(Dashboards.of("dashboard/dashboard")).stream()
            .filter(panel -> panel.get("title").asText().equals(title))
            .findFirst()
            .orElseThrow();
    return new SeriesTests.Question(
        Dashboards.queries(found, "(serving|language)", ".+").get(target), answers);
  }

  private static JsonNode panel(String dashboard, int index) {
    return Dashboards.details(Dashboards.of(dashboard)).get(index);
  }

  private static List<Series> pod(String pod, int requests, String answered) {
    String target = "job=\"ovms\",namespace=\"serving\",pod=\"" + pod + "\"";
    String model = target + ",name=\"resnet50\",version=\"1\"";
    return List.of(
        new Series("up{" + target + "}", "1x30"),
        new Series("ovms_current_requests{" + model + "}", requests + "x30"),
        new Series("ovms_streams{" + model + "}", "2x30"),
        new Series(
            "ovms_requests_success{"
                + model
                + ",api=\"KServe\",interface=\"gRPC\",method=\"ModelInfer\"}",
            answered));
  }

  private static Map<String, Double> labels(String label, Object... namesAndValues) {
    Map<String, Double> answers = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      answers.put(
          "{%s=\"%s\"}".formatted(label, namesAndValues[i]), (Double) namesAndValues[i + 1]);
    }
    return answers;
  }

  private Command check(List<String> queries) {
    List<Object> rules = new ArrayList<>();
    for (String query : queries) {
      Map<String, Object> rule = new LinkedHashMap<>();
      rule.put("record", "query_" + rules.size());
      rule.put("expr", query);
      rules.add(rule);
    }
    Map<String, Object> group = new LinkedHashMap<>();
    group.put("name", "queries");
    group.put("rules", rules);
    Path file = folder.resolve("rules.yml");
    Repository.write(file, Manifest.json(Map.of("groups", List.of(group))));
    return GoTool.PROMTOOL.run(Repository.ROOT, List.of("check", "rules", file.toString()));
  }
}
