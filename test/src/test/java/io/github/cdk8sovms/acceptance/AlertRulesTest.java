package io.github.cdk8sovms.acceptance;

import static io.github.cdk8sovms.acceptance.AlertScenario.ONE;
import static io.github.cdk8sovms.acceptance.AlertScenario.TWO;
import static io.github.cdk8sovms.acceptance.AlertScenario.apiService;
import static io.github.cdk8sovms.acceptance.AlertScenario.counter;
import static io.github.cdk8sovms.acceptance.AlertScenario.group;
import static io.github.cdk8sovms.acceptance.AlertScenario.healthy;
import static io.github.cdk8sovms.acceptance.AlertScenario.inactive;
import static io.github.cdk8sovms.acceptance.AlertScenario.method;
import static io.github.cdk8sovms.acceptance.AlertScenario.minutes;
import static io.github.cdk8sovms.acceptance.AlertScenario.model;
import static io.github.cdk8sovms.acceptance.AlertScenario.noneFor;
import static io.github.cdk8sovms.acceptance.AlertScenario.notFor;

import io.github.cdk8sovms.alerting.Alert;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The rules that are emitted, worked out by Prometheus: each alert fires when it should and ends
 * with its cause, and what happens every day wakes nobody.
 */
class AlertRulesTest {
  private static final String THREE = "resnet-7d4f8b9c65-ccccc";
  private static final String POD_ONE = "pod=\"" + ONE + "\"";
  private static final String MODEL = "name=\"resnet50\"";

  /** From the 20th minute to the 50th. */
  private static String thenBack(String well, String wrong) {
    return minutes(20, well) + " " + minutes(30, wrong) + " " + minutes(60, well);
  }

  @ParameterizedTest
  @EnumSource
  void anAlertFiresAfterItsCauseAndEndsWithIt(Alert alert) {
    String name = alert.alertName();
    AlertScenario scenario = healthy();
    switch (alert) {
      case METRIC_MISSING -> {
        for (String pod : new String[] {ONE, TWO}) {
          scenario.with("ovms_streams", pod, model(), thenBack("2", "0"));
        }
        scenario.silent(name, "29m").fires(name, "33m", "").silent(name, "53m");
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
        scenario
            .pod(THREE, notFor(2) + " " + upAndDown.repeat(4))
            .silent(name, "20m")
            .fires(name, "29m", "replicaset=\"resnet-7d4f8b9c65\"")
            .silent(name, "80m");
      }
      case ERROR_RATIO ->
          scenario
              .with("ovms_requests_fail", ONE, method("ModelInfer"), "0+1x79 80+40x120 4880+1x240")
              .silent(name, "24m")
              .fires(name, "30m", MODEL)
              .silent(name, "56m");
      case LATENCY_OBJECTIVE ->
          scenario
              .bucket(ONE, "708235.000000", counter(150))
              .bucket(TWO, "708235.000000", counter(150))
              .bucket(ONE, "121439.000000", "0+150x79 12000+75x120 21075+150x240")
              .silent(name, "24m")
              .fires(name, "30m", MODEL)
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
      case METRIC_NOT_ASKED ->
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
    }
    scenario.allIsWellAt("10m", "100m").check();
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
                "name",
                "resnet50"),
            Map.of(
                "summary",
                "25% of the requests for resnet50 fail",
                "description",
                "More than 5 % of the requests for resnet50 of serving/resnet have failed for 5m.",
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
                "Samples take 10GiB of 10Gi. A full volume stops Prometheus, and with it all scaling.",
                "runbook_url",
                "https://github.com/cdk8s-ovms/cdk8s-ovms/blob/main/docs/runbooks/"
                    + name
                    + ".md"));
  }

  @Test
  void aHealthyServerIsQuietForHours() {
    healthy().allIsWellAt("0m", "1m", "5m", "10m", "15m", "30m", "1h", "2h", "3h").check();
  }

  @Test
  void anIdleServerIsQuiet() {
    AlertScenario scenario = healthy();
    for (String pod : new String[] {ONE, TWO}) {
      scenario
          .with("ovms_current_requests", pod, model(), minutes(180, "0"))
          .with("ovms_requests_success", pod, method("ModelInfer"), minutes(180, "0"))
          .with("ovms_requests_fail", pod, method("ModelInfer"), minutes(180, "0"))
          .bucket(pod, "121439.000000", minutes(180, "0"))
          .bucket(pod, "+Inf", minutes(180, "0"));
    }
    scenario.allIsWellAt("10m", "30m", "1h", "2h").check();
  }

  @Test
  void anIdleServerOfWhichOneRequestFailsIsQuietAgainSoon() {
    AlertScenario scenario = healthy();
    for (String pod : new String[] {ONE, TWO}) {
      scenario.with("ovms_requests_success", pod, method("ModelInfer"), minutes(180, "0"));
      scenario.with("ovms_requests_fail", pod, method("ModelInfer"), minutes(180, "0"));
    }
    scenario
        .with("ovms_requests_fail", ONE, method("ModelInfer"), "0x79 1x500")
        .allIsWellAt("21m", "24m", "26m", "1h")
        .check();
  }

  @Test
  void aPodThatIsAddedAndLoadsItsModelForMinutesIsQuiet() {
    healthy()
        .pod(THREE, notFor(20) + " " + minutes(60, "1") + " " + noneFor(60))
        .with(
            "up", THREE, "", notFor(20) + " " + minutes(3, "0") + " " + minutes(57, "1") + " stale")
        .with(
            "ovms_streams",
            THREE,
            model(),
            notFor(23) + " " + minutes(5, "0") + " " + minutes(52, "2") + " stale")
        .allIsWellAt("21m", "25m", "28m", "35m", "1h", "81m", "90m", "2h")
        .check();
  }

  @Test
  void aPodThatRestartsWithItsCountersAtZeroIsQuiet() {
    healthy()
        .with("up", ONE, "", minutes(20, "1") + " " + minutes(2, "0") + " " + minutes(120, "1"))
        .with(
            "ovms_streams",
            ONE,
            model(),
            minutes(20, "2") + " " + noneFor(2) + " " + minutes(3, "0") + " " + minutes(110, "2"))
        .with("ovms_requests_success", ONE, method("ModelInfer"), "0+150x79 _x8 0+150x480")
        .with("ovms_requests_fail", ONE, method("ModelInfer"), "0+1x79 _x8 0+1x480")
        .bucket(ONE, "121439.000000", "0+150x79 _x8 0+150x480")
        .bucket(ONE, "+Inf", "0+150x79 _x8 0+150x480")
        .allIsWellAt("21m", "22m", "24m", "28m", "31m", "1h")
        .check();
  }

  @Test
  void aRolloutOfManyPodsIsNoFlapping() {
    AlertScenario scenario = healthy().pod(ONE, "1x480").pod(TWO, "1x480");
    for (int i = 0; i < 5; i++) {
      String old = minutes(20 + 3 * i, "1") + " " + noneFor(100);
      String young = notFor(18 + 3 * i) + " " + minutes(120, "1");
      scenario.pod("resnet-7d4f8b9c65-old2" + i, old).pod("resnet-5c8d7f6b44-new2" + i, young);
    }
    scenario
        .with("ovms_current_requests", ONE, model(), minutes(120, "0"))
        .silent(Alert.FLAPPING.alertName(), "30m")
        .silent(Alert.FLAPPING.alertName(), "36m")
        .silent(Alert.FLAPPING.alertName(), "1h")
        .check();
  }

  @Test
  void aBurstThatIsFollowedInTimeIsQuiet() {
    healthy()
        .with(
            "ovms_current_requests",
            ONE,
            model(),
            minutes(20, "1") + " " + minutes(8, "8") + " " + minutes(60, "1"))
        .allIsWellAt("24m", "28m", "30m", "1h")
        .check();
  }

  @Test
  void aVersionThatWasRetiredIsNoModelThatIsNotLoaded() {
    String second = "name=\"resnet50\",version=\"2\"";
    healthy()
        .with("ovms_streams", ONE, model(), thenBack("2", "0"))
        .with("ovms_streams", ONE, second, notFor(19) + " " + minutes(100, "2"))
        .with("ovms_current_requests", ONE, second, notFor(19) + " " + minutes(100, "1"))
        .allIsWellAt("25m", "35m", "45m", "1h")
        .check();
  }

  @Test
  void callsAboutAModelDoNotHideThatRequestsFail() {
    String name = Alert.ERROR_RATIO.alertName();
    healthy()
        .with("ovms_requests_success", ONE, method("ModelReady"), counter(100000))
        .with("ovms_requests_fail", ONE, method("ModelInfer"), counter(40))
        .fires(name, "30m", MODEL)
        .check();
  }

  @Test
  void aPrometheusThatRestartsIsQuiet() {
    healthy()
        .requests("/api/v1/series", "0+1x79 _x8 0+1x480")
        .requests("/api/v1/query", "0+2x79 _x8 0+2x480")
        .allIsWellAt("20m", "22m", "24m", "30m", "1h")
        .check();
  }

  @Test
  void podsOfOthersDoNotCount() {
    healthy()
        .with("up", "resnet-large-7d4f8b9c65-aaaaa", "", "0x480")
        .with("ovms_streams", "resnet-large-7d4f8b9c65-aaaaa", model(), "0x480")
        .with("ovms_current_requests", "resnet-0", model(), "900x480")
        .with("ovms_streams", "resnet-0", model(), "1x480")
        .allIsWellAt("15m", "30m", "1h")
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
        .fires(Alert.ERROR_RATIO.alertName(), "40m", "name=\"llm\"")
        .silent(Alert.ERROR_RATIO.alertName(), "60m")
        .silent(Alert.MODEL_NOT_LOADED.alertName(), "60m")
        .silent(Alert.METRIC_MISSING.alertName(), "60m")
        .silent(Alert.LOAD_ABOVE_TARGET.alertName(), "60m")
        .check();
  }
}
