package io.github.cdk8sovms.acceptance.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.github.cdk8sovms.emulator.Clients;
import io.github.cdk8sovms.emulator.Load;
import io.github.cdk8sovms.emulator.LoadSample;
import io.github.cdk8sovms.emulator.OvmsPod;
import io.github.cdk8sovms.emulator.PodSpecView;
import io.github.cdk8sovms.emulator.PodTimes;
import io.github.cdk8sovms.emulator.Timeline;
import io.github.cdk8sovms.internal.hpa.HpaSpec;
import io.github.cdk8sovms.internal.hpa.ScalingRules;
import io.github.cdk8sovms.planning.Plan;
import io.github.cdk8sovms.planning.PlanResult;
import io.github.cdk8sovms.planning.PlanSpec;
import io.github.cdk8sovms.planning.Promise;
import io.github.cdk8sovms.planning.ScrapeSpec;
import io.github.cdk8sovms.planning.ServableSpec.ModelSpec;
import io.github.cdk8sovms.planning.ServerSpec;
import io.github.cdk8sovms.planning.ServiceTime;
import io.github.cdk8sovms.planning.StartDurations;
import io.github.cdk8sovms.planning.Traffic;
import io.github.cdk8sovms.planning.Traffic.Spacing;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The same load on fixed pods, once planned and once through the emulator, which is another reading
 * of OVMS: they agree on latency.
 */
class StandInTest {
  private static final String MODEL = "resnet50";
  private static final Promise PROMISE = new Promise(Duration.ofSeconds(1), 0.95);

  /**
   * Pods, their clients, and what they get.
   *
   * @param spread of the service times, of which 200 ms are the mean
   */
  private record Setting(
      String release,
      int pods,
      int streams,
      int inferRequests,
      int httpWorkers,
      Clients clients,
      io.github.cdk8sovms.planning.Clients planned,
      double spread) {

    /** Four streams and sixteen infer requests, with as many workers as connections. */
    static Setting ofHttp(int pods, int connections) {
      return new Setting(
          "2026.2.1",
          pods,
          4,
          16,
          connections,
          Clients.http(MODEL).connections(connections),
          io.github.cdk8sovms.planning.Clients.http(connections),
          0);
    }

    static Setting ofGrpc(int pods, int connections) {
      return new Setting(
          "2026.2.1",
          pods,
          4,
          16,
          16,
          Clients.grpc(MODEL, connections),
          new io.github.cdk8sovms.planning.Clients.Grpc(connections, 4, Duration.ZERO, false),
          0);
    }

    Setting spread(double value) {
      return new Setting(
          release, pods, streams, inferRequests, httpWorkers, clients, planned, value);
    }

    Setting evenly() {
      return new Setting(
          release, pods, streams, inferRequests, httpWorkers, clients.evenly(), planned, spread);
    }

    Setting with(int ofStreams, int ofInferRequests, int ofWorkers) {
      return new Setting(
          release, pods, ofStreams, ofInferRequests, ofWorkers, clients, planned, spread);
    }

    LoadSample standIn(List<Traffic.Step> steps) {
      Timeline timeline = Timeline.simulated(20_24_05);
      PodTimes times =
          PodTimes.of(
              spread == 0
                  ? io.github.cdk8sovms.emulator.ServiceTime.constant(Duration.ofMillis(200))
                  : io.github.cdk8sovms.emulator.ServiceTime.lognormal(
                      Duration.ofMillis(200), spread));
      Load load = Load.of(clients.late(PROMISE.limit()), timeline);
      load.endpoints(
          IntStream.range(0, pods)
              .mapToObj(i -> OvmsPod.start("pod-" + i, container(), times, timeline))
              .toList());
      for (Traffic.Step step : steps) {
        load.perSecond(step.perSecond());
        timeline.advance(step.length());
      }
      load.close();
      timeline.advance(Duration.ofHours(1));
      return load.sample();
    }

    PlanResult plan(List<Traffic.Step> steps) {
      ServerSpec server =
          new ServerSpec(
              List.of(ModelSpec.of(MODEL, streams, inferRequests)),
              httpWorkers,
              1000,
              false,
              StartDurations.ofTotal(Duration.ZERO),
              Duration.ZERO,
              "serving",
              "resnet");
      HpaSpec fixed =
          new HpaSpec(
              pods,
              pods,
              List.of(new HpaSpec.ExternalMetric("pods", 1)),
              ScalingRules.unset(),
              ScalingRules.unset());
      return Plan.run(
          new PlanSpec(
              "fixed",
              server,
              planned,
              ScrapeSpec.every(Duration.ofSeconds(15)),
              fixed,
              Map.of("pods", "vector(1)")),
          Traffic.steps(
              steps, clients.arrivals() == Clients.Arrivals.EVEN ? Spacing.EVEN : Spacing.POISSON),
          ServiceTime.lognormal(Duration.ofMillis(200), spread),
          PROMISE,
          2);
    }

    private PodSpecView container() {
      String config =
          """
          {"model_config_list": [{"config": {"name": "resnet50", "base_path": "/models/resnet50",
           "nireq": %d, "plugin_config": {"NUM_STREAMS": "%d"}}}],
           "monitoring": {"metrics": {"enable": true}}}
          """
              .formatted(inferRequests, streams);
      return new PodSpecView(
          "openvino/model_server:" + release,
          List.of(
              "--config_path=/config/config.json",
              "--port=8080",
              "--rest_port=8081",
              "--rest_workers=" + httpWorkers,
              "--grpc_max_threads=1000",
              "--grpc_channel_arguments=grpc.max_concurrent_streams=4"),
          Map.of(),
          Map.of("/config/config.json", config),
          OptionalDouble.empty());
    }
  }

  @Test
  void waitsForStreamsAgree() {
    assertAgree("service that varies", Setting.ofHttp(1, 1000).spread(0.6), 16);
  }

  @Test
  @Tag("extended")
  void waitsForStreamsOfOtherPodsAgree() {
    assertAgree("constant service", Setting.ofHttp(1, 1000), 16);
    assertAgree("three pods", Setting.ofHttp(3, 1000).spread(0.3), 48);
  }

  @Test
  void waitsForInferRequestsAgree() {
    assertAgree("as many as streams", Setting.ofHttp(2, 1000).with(8, 8, 1000), 64);
  }

  @Test
  void waitsForWorkersAgree() {
    assertAgree("fewer than streams", Setting.ofHttp(2, 1000).with(8, 8, 5).spread(0.2), 42);
  }

  @Test
  void waitsInClientsAgree() {
    assertAgree("as many connections as streams", Setting.ofHttp(2, 4).spread(0.5), 35);
    assertAgree("calls on connections", Setting.ofGrpc(1, 2).spread(0.3), 16);
  }

  /**
   * Five minutes of 50 a second on two pods that do 40. Evenly, because by chance a queue of five
   * minutes differs by a tenth from one run to the next.
   */
  @Test
  void aQueueThatGrowsAndShrinksAgrees() {
    List<Traffic.Step> steps =
        List.of(
            new Traffic.Step(Duration.ofSeconds(90), 8),
            new Traffic.Step(Duration.ofMinutes(5), 50),
            new Traffic.Step(Duration.ofMinutes(10), 8));
    Setting even = Setting.ofHttp(2, 16).evenly();
    LoadSample standIn = even.standIn(steps);
    PlanResult plan = even.plan(steps);

    report("burst", standIn, plan);
    double lateShare = standIn.late() / standIn.answered();
    assertThat(plan.lateShare()).isCloseTo(lateShare, within(0.03));
    assertThat(plan.p50()).isCloseTo(standIn.p50Millis() / 1000, withinPercentage(5));
    assertThat(plan.p95()).isCloseTo(standIn.p95Millis() / 1000, withinPercentage(5));
  }

  private static void assertAgree(String what, Setting setting, double perSecond) {
    List<Traffic.Step> steps =
        List.of(new Traffic.Step(Duration.ofSeconds(Math.round(200_000 / perSecond)), perSecond));
    LoadSample standIn = setting.standIn(steps);
    PlanResult plan = setting.plan(steps);

    report(what, standIn, plan);
    assertThat(plan.p50()).as(what).isCloseTo(standIn.p50Millis() / 1000, withinPercentage(5));
    assertThat(plan.p95()).as(what).isCloseTo(standIn.p95Millis() / 1000, withinPercentage(5));
    assertThat(plan.lateShare())
        .as(what)
        .isCloseTo(standIn.late() / standIn.answered(), within(0.01));
  }

  private static void report(String what, LoadSample standIn, PlanResult plan) {
    System.out.printf(
        Locale.ROOT,
        "%s: stand-in P50 %.0f ms, P95 %.0f ms, late %.2f %%; plan P50 %.0f ms, P95 %.0f ms,"
            + " late %.2f %%%n",
        what,
        standIn.p50Millis(),
        standIn.p95Millis(),
        100 * standIn.late() / standIn.answered(),
        1000 * plan.p50(),
        1000 * plan.p95(),
        100 * plan.lateShare());
  }
}
