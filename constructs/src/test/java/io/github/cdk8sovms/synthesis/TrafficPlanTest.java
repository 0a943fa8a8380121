package io.github.cdk8sovms.synthesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cdk8sovms.Programs;
import io.github.cdk8sovms.adapter.AdapterTls;
import io.github.cdk8sovms.adapter.MetricsAdapter;
import io.github.cdk8sovms.autoscaling.RatioAutoscaler;
import io.github.cdk8sovms.monitoring.PrometheusStack;
import io.github.cdk8sovms.planning.StartDurations;
import io.github.cdk8sovms.planning.input.InvalidInputException;
import io.github.cdk8sovms.planning.manifest.Assumption;
import io.github.cdk8sovms.planning.report.PlanReport;
import io.github.cdk8sovms.serving.OvmsModelServer;
import io.github.cdk8sovms.serving.StartBudget;
import io.github.cdk8sovms.serving.StartTimes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.cdk8s.Chart;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A plan of what a chart emits. */
class TrafficPlanTest {
  @TempDir private Path directory;

  @Test
  void theEmittedObjectsArePlanned() {
    Chart chart = chart();

    PlanReport report =
        TrafficPlan.of(chart)
            .traffic("constant:2/5m")
            .serviceTime("200ms")
            .promise("99%<2s")
            .start(Duration.ofSeconds(25))
            .seed(3)
            .run();

    assertThat(report.manifest().spec().hpa().maxReplicas()).isEqualTo(3);
    assertThat(report.manifest().spec().server().workload()).isEqualTo("resnet");
    assertThat(report.manifest().assumptions())
        .extracting(Assumption::option)
        .containsExactly("--clients");
    assertThat(report.result().requests()).isBetween(500L, 700L);
    assertThat(report.result().lateShare()).isLessThan(0.01);
    assertThat(report.text()).contains("  promise        kept       99 % within 2s");
  }

  @Test
  void trafficMayBeInAFile() throws IOException {
    Path file = Files.writeString(directory.resolve("counts.csv"), "time,count\n0,60\n60,120\n");

    PlanReport report = TrafficPlan.of(chart()).traffic(file).serviceTime("100ms±20%").run();

    assertThat(report.result().requests()).isEqualTo(180);
    assertThat(report.traffic()).isEqualTo(file.toString());
  }

  @Test
  void aStartBudgetHasStages() {
    StartBudget budget =
        Programs.server(Programs.chart(), "resnet")
            .startTimes(
                StartTimes.measured()
                    .node(Duration.ofSeconds(2))
                    .image(Duration.ofSeconds(14), Duration.ofSeconds(28))
                    .load(Duration.ofSeconds(4))
                    .probe(Duration.ofSeconds(1)))
            .build()
            .startBudget();

    PlanReport report =
        TrafficPlan.of(chart()).traffic("constant:1/1m").serviceTime("100ms").start(budget).run();

    assertThat(report.manifest().spec().server().start())
        .isEqualTo(
            new StartDurations(
                Duration.ofSeconds(2),
                Duration.ofSeconds(14),
                Duration.ZERO,
                Duration.ofSeconds(4),
                Duration.ZERO,
                Duration.ofSeconds(1)));
  }

  @Test
  void whatIsMissingIsSaid() {
    refused(
        TrafficPlan.of(chart()).traffic("constant:1/1m"),
        "A plan needs the time of an inference. Add .serviceTime(\"200ms\") or .profile(..).");
    refused(
        TrafficPlan.of(chart()).serviceTime("200ms"),
        "A plan needs one traffic. Add .traffic(\"step:8..50@60s/300s\") or a file.");
    refused(
        TrafficPlan.of(Programs.chart()).traffic("constant:1/1m").serviceTime("200ms"),
        "The manifest has neither a HorizontalPodAutoscaler nor a ScaledObject. Give the files of an"
            + " autoscaler, its server and its Prometheus.");
    refused(
        TrafficPlan.of(chart())
            .traffic("constant:1/1m")
            .serviceTime("200ms")
            .start(Duration.ofSeconds(-1)),
        "\"-1s\" is not a start time; it must not be negative. Correct --start.");
    refused(
        TrafficPlan.of(chart())
            .traffic("constant:1/1m")
            .serviceTime("200ms")
            .scrapeInterval(Duration.ZERO),
        "\"0s\" is not a scrape interval; it must be above 0. Correct --scrape-interval.");
  }

  private static void refused(TrafficPlan plan, String message) {
    assertThatThrownBy(plan::run).isInstanceOf(InvalidInputException.class).hasMessage(message);
  }

  private static Chart chart() {
    Chart chart = Programs.chart();
    OvmsModelServer server = Programs.server(chart, "resnet").build();
    PrometheusStack prometheus = Programs.prometheus(chart, server).build();
    MetricsAdapter adapter =
        MetricsAdapter.Builder.create(chart, "adapter")
            .namespace("monitoring")
            .prometheus(prometheus)
            .tls(AdapterTls.certManager())
            .build();
    RatioAutoscaler.Builder.create(chart, "autoscaler")
        .target(server)
        .metrics(adapter)
        .replicas(1, 3)
        .build();
    return chart;
  }
}
