package io.github.cdk8sovms.acceptance.promql;

import static io.github.cdk8sovms.acceptance.promql.AlertScenario.ONE;
import static io.github.cdk8sovms.acceptance.promql.AlertScenario.THREE;
import static io.github.cdk8sovms.acceptance.promql.AlertScenario.TWO;
import static io.github.cdk8sovms.acceptance.promql.AlertScenario.apiService;
import static io.github.cdk8sovms.acceptance.promql.AlertScenario.counter;
import static io.github.cdk8sovms.acceptance.promql.AlertScenario.group;
import static io.github.cdk8sovms.acceptance.promql.AlertScenario.healthy;
import static io.github.cdk8sovms.acceptance.promql.AlertScenario.inactive;
import static io.github.cdk8sovms.acceptance.promql.AlertScenario.method;
import static io.github.cdk8sovms.acceptance.promql.AlertScenario.minutes;
import static io.github.cdk8sovms.acceptance.promql.AlertScenario.model;
import static io.github.cdk8sovms.acceptance.promql.AlertScenario.noneFor;
import static io.github.cdk8sovms.acceptance.promql.AlertScenario.notFor;
import static io.github.cdk8sovms.acceptance.promql.AlertScenario.thenBack;

import io.github.cdk8sovms.alerting.Alert;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The emitted rules, evaluated by Prometheus: each alert fires when it should and ends with its
 * cause.
 */
@Tag("alert-series")
class AlertRulesTest {
  private static final String POD_ONE = "pod=\"" + ONE + "\"";
  private static final String POD_TWO = "pod=\"" + TWO + "\"";
  private static final String CANDIDATE = "resnet-v2-7d4f8b9c65-aaaaa";
  private static final String MODEL = "name=\"resnet50\"";

  /** 150 a scrape, but none from the 20th minute to the 50th. */
  private static final String STOPS_AND_GOES_ON = "0+150x79 12000x119 12150+150x240";

  @ParameterizedTest
  @EnumSource
  void anAlertFiresAfterItsCauseAndEndsWithIt(Alert alert) {
    scenarioOf(alert, alert.alertName())
        .allIsWellAt("10m", alert == Alert.FLAPPING ? "90m" : "65m")
        .check();
  }

  /** A switch expression does not compile without a case for each alert. */
  private static AlertScenario scenarioOf(Alert alert, String name) {
    AlertScenario scenario = healthy();
    return switch (alert) {
      case METRIC_MISSING -> {
        for (String pod : new String[] {ONE, TWO}) {
          scenario.with("ovms_streams", pod, model(), thenBack("2", "0"));
        }
        yield scenario.silent(name, "29m").fires(name, "33m", POD_ONE, POD_TWO).silent(name, "53m");
      }
      case TARGET_ABSENT ->
          scenario
              .pod(ONE, minutes(20, "1") + " " + noneFor(20) + " " + minutes(60, "1"))
              .pod(TWO, minutes(20, "1") + " " + noneFor(20) + " " + minutes(60, "1"))
              .silent(name, "24m")
              .fires(name, "26m", "")
              .silent(name, "41m");
      case TARGET_DOWN ->
          scenario
              .with("up", ONE, "", thenBack("1", "0"))
              .silent(name, "29m")
              .fires(name, "31m", POD_ONE)
              .silent(name, "51m");
      case MODEL_NOT_LOADED ->
          scenario
              .with("ovms_streams", ONE, model(), thenBack("2", "0"))
              .silent(name, "29m")
              .fires(name, "31m", POD_ONE + "," + MODEL)
              .silent(name, "51m");
      case STORE_FAILED ->
          healthy("alerts-store-operator")
              .with(
                  "kube_job_failed{job=\"kube-state-metrics\",namespace=\"serving\","
                      + "job_name=\"models-1a2b3c4d\",condition=\"true\"}",
                  thenBack("0", "1"))
              .silent(name, "29m")
              .fires(name, "31m", "store=\"models\",fetch=\"models-1a2b3c4d\"")
              .silent(name, "51m");
      case POD_STUCK ->
          scenario
              .with("ovms_requests_success", ONE, method("ModelInfer"), STOPS_AND_GOES_ON)
              .with("ovms_requests_fail", ONE, method("ModelInfer"), "0x480")
              .silent(name, "25m")
              .fires(name, "27m", POD_ONE + "," + MODEL)
              .silent(name, "51m");
      case LOAD_ABOVE_TARGET ->
          overloaded(scenario)
              .silent(name, "29m")
              .fires(name, "33m", "")
              .silent(name, "52m")
              .silent(Alert.AT_MAX_REPLICAS.alertName(), "40m");
      case AT_MAX_REPLICAS ->
          overloaded(scenario.pod(THREE, "1x480"))
              .with("ovms_current_requests", THREE, model(), thenBack("1", "4"))
              .silent(name, "29m")
              .fires(name, "33m", "")
              .silent(name, "52m")
              .silent(Alert.LOAD_ABOVE_TARGET.alertName(), "40m");
      case FLAPPING -> {
        String upAndDown = minutes(6, "1") + " " + noneFor(2) + " ";
        yield scenario
            .pod(THREE, notFor(2) + " " + upAndDown.repeat(4))
            .silent(name, "20m")
            .fires(name, "29m", "replicaset=\"resnet-7d4f8b9c65\"")
            .silent(name, "80m");
      }
      case ERROR_RATIO ->
          scenario
              .with("ovms_requests_fail", ONE, method("ModelInfer"), "0+1x79 80+40x120 4880+1x240")
              .silent(name, "24m")
              .fires(name, "30m", POD_ONE + "," + MODEL)
              .silent(name, "56m");
      case LATENCY_OBJECTIVE ->
          scenario
              .bucket(ONE, "708235.000000", counter(150))
              .bucket(TWO, "708235.000000", counter(150))
              .bucket(ONE, "121439.000000", "0+150x79 12000+75x120 21075+150x240")
              .silent(name, "24m")
              .fires(name, "30m", MODEL)
              .silent(name, "56m");
      case CANARY_WORSE ->
          canary()
              .with(
                  "ovms_requests_fail",
                  CANDIDATE,
                  method("ModelInfer"),
                  "0+1x79 80+7x120 920+1x240")
              .silent(name, "24m")
              .fires(name, "30m", MODEL + ",canary=\"resnet-v2\",comparison=\"errors\"")
              .silent(Alert.ERROR_RATIO.alertName(), "30m")
              .silent(name, "56m");
      case SCALING_INACTIVE ->
          scenario
              .with(inactive(), thenBack("0", "1"))
              .silent(name, "29m")
              .fires(
                  name,
                  "31m",
                  "condition=\"ScalingActive\",horizontalpodautoscaler=\"autoscaler\","
                      + "status=\"false\"")
              .silent(name, "51m");
      case ADAPTER_DOWN ->
          scenario
              .requests("/api/v1/series", "0+1x79 80x120 81+1x240")
              .silent(name, "24m")
              .fires(name, "26m", "")
              .silent(name, "52m");
      case METRIC_NOT_QUERIED ->
          scenario
              .requests("/api/v1/query", "0+1x79 80x120 81+1x240")
              .silent(name, "26m")
              .fires(name, "28m", "")
              .silent(name, "52m");
      case METRICS_API_UNAVAILABLE ->
          scenario
              .with(apiService("v1beta2"), thenBack("0", "1"))
              .silent(name, "22m")
              .fires(name, "24m", "name=\"v1beta2.custom.metrics.k8s.io\"")
              .silent(name, "51m");
      case RULE_FAILURES ->
          scenario
              .ofPrometheus(
                  "prometheus_rule_evaluation_failures_total", group(), "0x79 1+1x120 121x240")
              .silent(name, "24m")
              .fires(name, "26m", group())
              .silent(name, "57m");
      case VOLUME_FILLING ->
          scenario
              .ofPrometheus(
                  "prometheus_tsdb_wal_storage_size_bytes", "", thenBack("500000000", "1600000000"))
              .silent(name, "34m")
              .fires(name, "36m", "")
              .silent(name, "51m");
    };
  }

  /** Two pods of the stable server and one of the candidate, which fails as few requests. */
  private static AlertScenario canary() {
    return healthy("canary").pod(CANDIDATE, "1x480");
  }

  @Test
  void aCandidateThatIsTwiceAsSlowIsFound() {
    canary()
        .bucket(CANDIDATE, "708235.000000", counter(150))
        .bucket(CANDIDATE, "121439.000000", "0+150x79 12000+75x120 21075+150x240")
        .silent(Alert.CANARY_WORSE.alertName(), "24m")
        .fires(
            Alert.CANARY_WORSE.alertName(),
            "30m",
            MODEL + ",canary=\"resnet-v2\",comparison=\"latency\"")
        .silent(Alert.CANARY_WORSE.alertName(), "56m")
        .check();
  }

  @Test
  void aCandidateIsNotComparedByAFewRequestsNorWithoutThoseOfTheStableServer() {
    String inference = method("ModelInfer");
    canary()
        .with("ovms_requests_success", CANDIDATE, inference, "0x480")
        .with("ovms_requests_fail", CANDIDATE, inference, "0+1x8 8x20 8+1x8 16x480")
        .silent(Alert.CANARY_WORSE.alertName(), "8m")
        .silent(Alert.CANARY_WORSE.alertName(), "12m")
        .check();
    AlertScenario promoted = canary().with("ovms_requests_fail", CANDIDATE, inference, counter(9));
    for (String pod : new String[] {ONE, TWO}) {
      promoted
          .with("ovms_requests_success", pod, inference, "5x480")
          .with("ovms_requests_fail", pod, inference, "0x480")
          .bucket(pod, "121439.000000", "5x480")
          .bucket(pod, "+Inf", "5x480");
    }
    promoted.silent(Alert.CANARY_WORSE.alertName(), "40m").check();
  }

  /** Four requests for two streams are twice the target of 1. */
  private static AlertScenario overloaded(AlertScenario scenario) {
    return scenario
        .with("ovms_current_requests", ONE, model(), thenBack("1", "4"))
        .with("ovms_current_requests", TWO, model(), thenBack("1", "4"));
  }

  @Test
  void anAlertSaysWhatWasSeenAndTheLimit() {
    String name = Alert.ERROR_RATIO.alertName();
    healthy()
        .with("ovms_requests_fail", ONE, method("ModelInfer"), counter(99))
        .says(
            name,
            "30m",
            Map.of(
                "severity",
                "critical",
                "namespace",
                "serving",
                "autoscaler",
                "autoscaler",
                "pod",
                ONE,
                "name",
                "resnet50"),
            Map.of(
                "summary",
                "39.76% of the requests for resnet50 fail in " + ONE,
                "description",
                "More than 5 % of the requests for resnet50 of serving/resnet have failed in "
                    + ONE
                    + " for 5m.",
                "runbook_url",
                "https://github.com/cdk8s-ovms/cdk8s-ovms/blob/main/docs/runbooks/"
                    + name
                    + ".md"));
  }

  @Test
  void sizesAreReadByPeople() {
    String name = Alert.VOLUME_FILLING.alertName();
    healthy()
        .ofPrometheus("prometheus_tsdb_storage_blocks_bytes", "", "10137418240x480")
        .says(
            name,
            "30m",
            Map.of(
                "severity", "warning", "namespace", "monitoring", "job", "monitoring/prometheus"),
            Map.of(
                "summary",
                "The volume of Prometheus is nearly full",
                "description",
                "Samples take 10GiB of 10Gi. When it is full, Prometheus stops, and with it all"
                    + " autoscaling.",
                "runbook_url",
                "https://github.com/cdk8s-ovms/cdk8s-ovms/blob/main/docs/runbooks/"
                    + name
                    + ".md"));
  }

  @Test
  void callsAboutAModelDoNotHideThatRequestsFail() {
    String name = Alert.ERROR_RATIO.alertName();
    healthy()
        .with("ovms_requests_success", ONE, method("ModelReady"), counter(100000))
        .with("ovms_requests_fail", ONE, method("ModelInfer"), counter(40))
        .fires(name, "30m", POD_ONE + "," + MODEL)
        .check();
  }

  @Test
  void graphsThatFailAreErrorsTooAndHaveNoStreams() {
    String graph = "name=\"llm\",api=\"V3\",interface=\"REST\",method=\"Unary\"";
    String pod = "job=\"ovms\",namespace=\"language\",pod=\"llm-7d4f8b9c65-aaaaa\"";
    AlertScenario scenario = healthy("alerts-two-autoscalers");
    scenario
        .with("up{" + pod + "}", "1x480")
        .with("ovms_current_graphs{" + pod + ",name=\"llm\"}", "3x480")
        .with("ovms_requests_accepted{" + pod + "," + graph + "}", counter(100))
        .with("ovms_requests_rejected{" + pod + "," + graph + "}", counter(0))
        .with("ovms_graph_error{" + pod + "," + graph + "}", "0x79 0+10x120 1200x240")
        .silent(Alert.ERROR_RATIO.alertName(), "24m")
        .fires(Alert.ERROR_RATIO.alertName(), "40m", "name=\"llm\",pod=\"llm-7d4f8b9c65-aaaaa\"")
        .silent(Alert.ERROR_RATIO.alertName(), "60m")
        .silent(Alert.MODEL_NOT_LOADED.alertName(), "60m")
        .silent(Alert.METRIC_MISSING.alertName(), "60m")
        .silent(Alert.LOAD_ABOVE_TARGET.alertName(), "60m")
        .check();
  }

  /** A model whose directory could not be listed has no series at all. */
  @Test
  void aPodWithoutAnySeriesOfItsModelIsFoundAmongOthers() {
    AlertScenario scenario = healthy().with("up", THREE, "", "1x480");
    String pod = "pod=\"" + THREE + "\"";
    scenario
        .silent(Alert.MODEL_NOT_LOADED.alertName(), "9m")
        .fires(Alert.MODEL_NOT_LOADED.alertName(), "11m", pod + "," + MODEL)
        .fires(Alert.METRIC_MISSING.alertName(), "11m", pod)
        .silent(Alert.TARGET_DOWN.alertName(), "1h")
        .silent(Alert.ERROR_RATIO.alertName(), "1h")
        .check();
  }

  /** Ten minutes of a start, then up to five until the next one: neither lasts ten minutes. */
  @Test
  void aPodWhoseStartFailsAgainAndAgainIsFound() {
    AlertScenario scenario =
        healthy().with("up", THREE, "", (minutes(9, "1") + " " + minutes(5, "0") + " ").repeat(8));
    for (String time : new String[] {"13m", "22m", "27m", "40m", "70m"}) {
      scenario.fires(Alert.MODEL_NOT_LOADED.alertName(), time, "pod=\"" + THREE + "\"," + MODEL);
    }
    scenario.silent(Alert.TARGET_DOWN.alertName(), "70m").check();
  }

  @Test
  void aPodThatDoesNotAnswerIsDownAndNothingElse() {
    AlertScenario scenario =
        healthy().with("up", ONE, "", minutes(20, "1") + " " + minutes(90, "0"));
    for (String series : new String[] {"ovms_streams", "ovms_current_requests"}) {
      scenario.with(series, ONE, model(), minutes(20, "1") + " " + noneFor(90));
    }
    scenario
        .fires(Alert.TARGET_DOWN.alertName(), "31m", POD_ONE)
        .silent(Alert.MODEL_NOT_LOADED.alertName(), "27m")
        .silent(Alert.MODEL_NOT_LOADED.alertName(), "40m")
        .silent(Alert.METRIC_MISSING.alertName(), "40m")
        .silent(Alert.POD_STUCK.alertName(), "40m")
        .check();
  }

  /** Of all requests it fails less than one in twenty. */
  @Test
  void onePodOfTwentyThatFailsAllItsRequestsIsNamed() {
    twenty()
        .with("ovms_requests_success", ONE, method("ModelInfer"), "0x480")
        .with("ovms_requests_fail", ONE, method("ModelInfer"), counter(100))
        .fires(Alert.ERROR_RATIO.alertName(), "15m", POD_ONE + "," + MODEL)
        .silent(Alert.POD_STUCK.alertName(), "1h")
        .check();
  }

  @Test
  void onePodOfTwentyThatAnswersNothingIsNamed() {
    twenty()
        .with("ovms_requests_success", ONE, method("ModelInfer"), "3000x480")
        .with("ovms_requests_success", ONE, method("ModelReady"), counter(1))
        .with("ovms_requests_fail", ONE, method("ModelInfer"), "0x480")
        .fires(Alert.POD_STUCK.alertName(), "15m", POD_ONE + "," + MODEL)
        .silent(Alert.ERROR_RATIO.alertName(), "1h")
        .check();
  }

  private static AlertScenario twenty() {
    AlertScenario scenario = healthy();
    for (int i = 0; i < 18; i++) {
      scenario.pod("resnet-7d4f8b9c65-%05d".formatted(i), "1x480");
    }
    return scenario;
  }

  @Test
  void aGraphThatAnswersNothingIsStuckAndOneWhoseResponsesAreNotCountedIsNot() {
    String stuck = "llm-7d4f8b9c65-aaaaa";
    String pooled = "llm-7d4f8b9c65-bbbbb";
    AlertScenario scenario = healthy("alerts-two-autoscalers");
    for (String pod : new String[] {stuck, pooled}) {
      String accepted = pod.equals(stuck) ? "90x480" : counter(2);
      graph(scenario, pod, "ovms_requests_accepted", accepted);
      graph(scenario, pod, "ovms_requests_rejected", "0x480");
      graph(scenario, pod, "ovms_graph_error", "0x480");
      graph(scenario, pod, "ovms_responses", "0x480");
      scenario
          .with("up{" + ofGraph(pod) + "}", "1x480")
          .with("ovms_current_graphs{" + ofGraph(pod) + ",name=\"llm\"}", "3x480");
    }
    scenario
        .fires(Alert.POD_STUCK.alertName(), "15m", "name=\"llm\",pod=\"" + stuck + "\"")
        .silent(Alert.MODEL_NOT_LOADED.alertName(), "1h")
        .check();
  }

  /** A Prometheus without kube-state-metrics knows the phases of the pods that fill a store. */
  @Test
  void aStoreWhoseJobHasFailedPodsOnlyIsFound() {
    String name = Alert.STORE_FAILED.alertName();
    String failed = "store=\"models\",fetch=\"models-1a2b3c4d\"";
    healthy("alerts-store")
        .with(store("models-1a2b3c4d", "Failed"), notFor(2) + " 1x480")
        .with(store("models-1a2b3c4d", "Running"), notFor(20) + " 1x39 " + noneFor(90))
        .with(store("models-99999999", "Failed"), "1x480")
        .with(store("models-99999999", "Succeeded"), "1x480")
        .silent(name, "11m")
        .fires(name, "19m", failed)
        .silent(name, "29m")
        .silent(name, "39m")
        .fires(name, "45m", failed)
        .check();
  }

  private static String store(String job, String phase) {
    return ("up{job=\"model-stores\",namespace=\"serving\",store=\"models\",fetch=\"%s\","
            + "phase=\"%s\"}")
        .formatted(job, phase);
  }

  @Test
  void aPodWithoutItsGraphIsFound() {
    String pod = "llm-7d4f8b9c65-aaaaa";
    healthy("alerts-two-autoscalers")
        .with("up{" + ofGraph(pod) + "}", "1x480")
        .silent(Alert.MODEL_NOT_LOADED.alertName(), "9m")
        .fires(Alert.MODEL_NOT_LOADED.alertName(), "11m", "name=\"llm\",pod=\"" + pod + "\"")
        .check();
  }

  private static String ofGraph(String pod) {
    return "job=\"ovms\",namespace=\"language\",pod=\"" + pod + "\"";
  }

  private static void graph(AlertScenario scenario, String pod, String counter, String values) {
    scenario.with(
        counter
            + "{"
            + ofGraph(pod)
            + ",name=\"llm\",api=\"V3\",interface=\"REST\",method=\"Unary\"}",
        values);
  }
}
