package io.github.cdk8sovms.acceptance.replicas;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8sovms.acceptance.cases.Cases;
import io.github.cdk8sovms.acceptance.cases.KedaCases;
import io.github.cdk8sovms.acceptance.replicas.ControllerSequence.Outcome;
import io.github.cdk8sovms.autoscaling.Keda;
import io.github.cdk8sovms.autoscaling.RatioAutoscaler;
import io.github.cdk8sovms.autoscaling.Schedule;
import io.github.cdk8sovms.kit.Command;
import io.github.cdk8sovms.kit.GoTool;
import io.github.cdk8sovms.kit.Manifest;
import io.github.cdk8sovms.kit.Repository;
import io.github.cdk8sovms.kubernetes.Resources;
import io.github.cdk8sovms.serving.OvmsModelServer;
import io.github.cdk8sovms.signal.LoadSignal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.cdk8s.Chart;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An autoscaler with two signals, CPU, memory and two schedules asks for the same pods from an
 * adapter and from KEDA, and for the highest number of its metrics. The emitted objects decide, in
 * the HPA controller's own code.
 */
@Tag("extended")
class AdapterAndKedaTest {
  private static final List<Integer> AT_LEAST = List.of(4, 11);

  private static final EmittedMetrics ADAPTER =
      EmittedMetrics.ofHpa(
          Manifest.of(
              chart -> {
                OvmsModelServer server = server(chart);
                several(
                    Cases.autoscaler(
                        chart,
                        server,
                        Cases.existingAdapter(chart, Cases.prometheus(chart, server).build())
                            .build()));
              }));
  private static final EmittedMetrics KEDA =
      EmittedMetrics.ofScaledObject(
          Manifest.of(
              chart -> {
                OvmsModelServer server = server(chart);
                several(
                    KedaCases.autoscaler(
                        chart, server, Keda.with(Cases.prometheus(chart, server).build())));
              }));

  @TempDir Path folder;

  /** Values, pods without one, unavailable metrics, and what the windows remember. */
  @Test
  void askForTheSamePodsOverTime() {
    List<List<BackendSituation>> runs =
        IntStream.range(0, 200)
            .mapToObj(seed -> new Random(seed))
            .map(random -> Stream.generate(() -> random(random, false)).limit(40).toList())
            .toList();

    List<List<Outcome>> adapter = outcomes(runs.stream().map(ADAPTER::sequence).toList());
    List<List<Outcome>> keda = outcomes(runs.stream().map(KEDA::sequence).toList());

    for (int run = 0; run < runs.size(); run++) {
      for (int step = 0; step < runs.get(run).size(); step++) {
        assertThat(keda.get(run).get(step).replicas())
            .as("%s%n%s", runs.get(run).get(step), adapter.get(run).get(step))
            .isEqualTo(adapter.get(run).get(step).replicas());
      }
    }
    assertThat(adapter.stream().flatMap(List::stream).map(Outcome::active))
        .as("situations of every kind")
        .contains("True/ValidMetricFound", "False/FailedGetPodsMetric");
  }

  @Test
  void theHighestOfTheMetricsWins() {
    Random random = new Random(7);
    List<BackendSituation> situations =
        Stream.generate(() -> random(random, true)).limit(800).toList();
    for (EmittedMetrics backend : List.of(ADAPTER, KEDA)) {
      List<Integer> all = decided(backend, situations);
      List<List<Integer>> single =
          IntStream.range(0, backend.metrics().size())
              .mapToObj(metric -> decided(backend.only(metric), situations))
              .toList();
      Map<Integer, Integer> decisive = new TreeMap<>();
      for (int i = 0; i < situations.size(); i++) {
        int index = i;
        List<Integer> proposals = single.stream().map(metric -> metric.get(index)).toList();
        int highest = proposals.stream().max(Integer::compare).orElseThrow();
        assertThat(all.get(i)).as("%s%n%s", situations.get(i), proposals).isEqualTo(highest);
        if (proposals.stream().filter(each -> each == highest).count() == 1) {
          decisive.merge(proposals.indexOf(highest), 1, Integer::sum);
        }
      }
      assertThat(decisive).as("each metric decides alone").hasSize(6);
    }
  }

  /** The tolerance applies to schedules too: from ten pods on it can be a whole pod. */
  @Test
  void aScheduleIsMetUpToTheTolerance() {
    BackendSituation ten = idle(10, List.of(0, 11));
    BackendSituation nine = idle(9, List.of(0, 11));

    for (EmittedMetrics backend : List.of(ADAPTER, KEDA)) {
      assertThat(decided(backend, List.of(ten, nine))).containsExactly(10, 11);
    }
  }

  private static BackendSituation random(Random random, boolean complete) {
    return BackendSituation.random(random, AT_LEAST, complete);
  }

  private static BackendSituation idle(int replicas, List<Integer> schedules) {
    Map<String, Double> values = new TreeMap<>();
    Map<String, Long> usage = new TreeMap<>();
    for (int pod = 0; pod < replicas; pod++) {
      values.put("pod-" + pod, 0.0);
      usage.put("pod-" + pod, 0L);
    }
    return new BackendSituation(
        replicas, List.of(values, values), Map.of("cpu", usage, "memory", usage), schedules);
  }

  /** Decisions of separate controllers. */
  private List<Integer> decided(EmittedMetrics backend, List<BackendSituation> situations) {
    return outcomes(situations.stream().map(it -> backend.sequence(List.of(it))).toList()).stream()
        .map(steps -> steps.get(0).replicas())
        .toList();
  }

  private List<List<Outcome>> outcomes(List<String> sequences) {
    Path input = folder.resolve("sequences.json");
    Repository.write(input, String.join("\n", sequences));
    Command run = GoTool.REPLICAS.runOn(input, List.of("sequences"));
    List<List<Outcome>> outcomes =
        new ArrayList<>(
            run.output().lines().filter(line -> line.contains(";")).map(Outcome::parse).toList());
    assertThat(outcomes).as(run.output()).hasSameSizeAs(sequences);
    return outcomes;
  }

  private static OvmsModelServer server(Chart chart) {
    return Cases.server(chart, "resnet").resources(Resources.cpu("4").memory("4Gi")).build();
  }

  private static void several(RatioAutoscaler.Builder autoscaler) {
    LocalTime seven = LocalTime.of(7, 0);
    ZoneId zone = ZoneId.of("UTC");
    autoscaler
        .replicas(1, 12)
        .additionalSignal(LoadSignal.latency(0.95), Duration.ofMillis(300))
        .cpu(80)
        .memory(90);
    AT_LEAST.forEach(
        pods ->
            autoscaler.schedule(
                Schedule.between(seven.plusHours(pods), seven, zone).atLeast(pods)));
    autoscaler.build();
  }
}
