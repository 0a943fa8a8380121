package io.github.cdk8sovms.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8sovms.Programs;
import io.github.cdk8sovms.Synthesized;
import io.github.cdk8sovms.autoscaling.RatioAutoscaler;
import io.github.cdk8sovms.autoscaling.ScalingPolicy;
import io.github.cdk8sovms.internal.ovms.StartStage;
import io.github.cdk8sovms.monitoring.PrometheusStack;
import io.github.cdk8sovms.validation.Reported;
import java.time.Duration;
import org.cdk8s.Chart;
import org.junit.jupiter.api.Test;

/** The time from the creation of a pod until it takes requests. */
class StartBudgetTest {
  private static final StartTimes TIMES =
      StartTimes.measured()
          .image(seconds(14), seconds(40))
          .load(seconds(4))
          .and(StartTimes.declared().node(seconds(0), seconds(120)));

  private final Chart chart = Programs.chart();

  @Test
  void withoutStatedTimesItHasOnlyAssumptions() {
    StartBudget budget = Programs.server(chart, "resnet").build().startBudget();

    assertThat(budget)
        .hasToString(
            "2s typical, 7s worst: schedule 0s/1s assumed, node 1s/4s assumed,"
                + " probe 1s/2s assumed; not stated: image, fetch, load");
    assertThat(budget.isStated()).isFalse();
  }

  @Test
  void modelsOnAVolumeAreNotFetched() {
    OvmsModelServer server =
        OvmsModelServer.Builder.create(chart, "resnet")
            .image(OvmsImage.of("2026.2.1"))
            .model(Model.of("m", ModelSource.volumeClaim("models", "m").manyNodes()).streams(2))
            .build();

    assertThat(server.startBudget().notStated()).containsExactly(StartStage.IMAGE, StartStage.LOAD);
  }

  @Test
  void theOperatorHasItsOwnProbes() {
    assertThat(Programs.operatorServer(chart, "resnet").build().startBudget().notStated())
        .containsExactly(StartStage.IMAGE, StartStage.FETCH, StartStage.LOAD, StartStage.PROBE);
  }

  @Test
  void everyTermHasItsBasisAndTheOrderIsThatOfTheStart() {
    StartBudget budget = Programs.server(chart, "resnet").startTimes(TIMES).build().startBudget();

    assertThat(budget)
        .hasToString(
            "19s typical, 2m47s worst: schedule 0s/1s assumed, node 0s/2m declared,"
                + " image 14s/40s measured, load 4s/4s measured, probe 1s/2s assumed;"
                + " not stated: fetch");
    assertThat(budget.typical()).isEqualTo(seconds(19));
    assertThat(budget.worst()).isEqualTo(seconds(167));
    assertThat(budget.isStated()).isTrue();
  }

  @Test
  void theAutoscalerWaitsForATypicalStartAndTheAlertsForTheWorst() {
    RatioAutoscaler autoscaler = autoscaler(TIMES).build();

    assertThat(autoscaler.lagBudget().toString()).endsWith(", start of a pod 19s/2m47s");
    assertThat(autoscaler.settings().behavior().up().policies())
        .containsExactly(
            ScalingPolicy.percent(100, seconds(19)), ScalingPolicy.pods(4, seconds(19)));
    assertThat(autoscaler.settings().longestStart()).isEqualTo(seconds(167));
  }

  @Test
  void withoutStatedTimesTheAutoscalerIsAsBefore() {
    RatioAutoscaler autoscaler = autoscaler(StartTimes.declared()).build();

    assertThat(autoscaler.lagBudget().toString()).doesNotContain("start of a pod");
    assertThat(autoscaler.settings().longestStart()).isEqualTo(Duration.ofMinutes(10));
    assertThat(Synthesized.of(chart).all("HorizontalPodAutoscaler").toString())
        .doesNotContain("policies");
  }

  @Test
  void aStartTimeBesideTheBudgetIsRefused() {
    RatioAutoscaler.Builder autoscaler = autoscaler(TIMES).startTime(seconds(30));

    assertThat(Reported.building(autoscaler::build).toString())
        .contains(
            "OVMS119 shop/autoscaler.startTime: \"30s\" is stated beside the start budget of the"
                + " server, \"19s typical, 2m47s worst: ")
        .contains("Leave .startTime(..) out; the budget of the server is used.");
  }

  @Test
  void mistakesAreReportedTogether() {
    OvmsModelServer.Builder server =
        OvmsModelServer.Builder.create(chart, "resnet")
            .image(OvmsImage.of("2026.2.1"))
            .model(Model.of("m", ModelSource.volumeClaim("models", "m").manyNodes()).streams(2))
            .startup(Duration.ofMinutes(1))
            .startTimes(
                StartTimes.declared()
                    .fetch(seconds(3))
                    .image(seconds(9), seconds(3))
                    .schedule(Duration.ofMillis(200))
                    .load(seconds(61))
                    .load(seconds(2)));

    assertThat(Reported.building(server::build).toString())
        .contains(
            "OVMS115 shop/resnet.startTimes.fetch: \"fetch\" is no stage of this server's start")
        .contains(
            "OVMS419 shop/resnet.startTimes.image: \"PT9S\" is longer than \"PT3S\", the worst")
        .contains(
            "OVMS419 shop/resnet.startTimes.schedule: \"PT0.2S\" is not within 0s to 2h in whole"
                + " seconds")
        .contains("OVMS119 shop/resnet.startTimes.load: \"load\" is given twice")
        .contains(
            "OVMS119 shop/resnet.startup: \"1m\" is less than the \"1m3s\" that load may take;"
                + " slow starts would be restarted");
  }

  @Test
  void theTimeoutCoversWhatTheServerFetchesItself() {
    OvmsModelServer.Builder server =
        Programs.server(chart, "resnet")
            .startup(Duration.ofMinutes(1))
            .startTimes(
                StartTimes.measured().image(seconds(300)).fetch(seconds(59)).load(seconds(2)));

    assertThat(Reported.building(server::build).toString())
        .contains("\"1m\" is less than the \"1m1s\" that fetch, load may take");
  }

  private RatioAutoscaler.Builder autoscaler(StartTimes times) {
    OvmsModelServer server = Programs.server(chart, "resnet").startTimes(times).build();
    PrometheusStack prometheus = Programs.prometheus(chart, server).build();
    return Programs.autoscaler(chart, server, Programs.adapter(chart, prometheus).build());
  }

  private static Duration seconds(long count) {
    return Duration.ofSeconds(count);
  }
}
