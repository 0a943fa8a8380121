package io.github.cdk8sovms.acceptance.promql;

import static io.github.cdk8sovms.acceptance.promql.AlertScenario.ONE;
import static io.github.cdk8sovms.acceptance.promql.AlertScenario.THREE;
import static io.github.cdk8sovms.acceptance.promql.AlertScenario.TWO;
import static io.github.cdk8sovms.acceptance.promql.AlertScenario.healthy;
import static io.github.cdk8sovms.acceptance.promql.AlertScenario.method;
import static io.github.cdk8sovms.acceptance.promql.AlertScenario.minutes;
import static io.github.cdk8sovms.acceptance.promql.AlertScenario.model;
import static io.github.cdk8sovms.acceptance.promql.AlertScenario.noneFor;
import static io.github.cdk8sovms.acceptance.promql.AlertScenario.notFor;
import static io.github.cdk8sovms.acceptance.promql.AlertScenario.thenBack;

import io.github.cdk8sovms.alerting.Alert;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What happens every day on a healthy cluster fires no alert. */
@Tag("alert-series")
class QuietAlertsTest {
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
      scenario.with("ovms_current_requests", pod, model(), minutes(180, "0"));
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
  void aPodThatIsTakenAwayIsQuiet() {
    healthy()
        .pod(THREE, minutes(20, "1") + " " + noneFor(100))
        .allIsWellAt("21m", "25m", "31m", "40m")
        .check();
  }

  @Test
  void aPodWhoseRequestsTakeAsLongAsTheyMayIsQuiet() {
    healthy()
        .with("ovms_requests_success", ONE, method("ModelInfer"), every(2))
        .with("ovms_requests_fail", ONE, method("ModelInfer"), "0x480")
        .silent(Alert.POD_STUCK.alertName(), "10m")
        .silent(Alert.POD_STUCK.alertName(), "1h")
        .check();
  }

  /** One more after this number of scrapes. */
  private static String every(int scrapes) {
    StringBuilder values = new StringBuilder();
    for (int value = 2; value < 200; value++) {
      values.append(value).append('x').append(scrapes - 1).append(' ');
    }
    return values.toString();
  }
}
