package io.github.cdk8sovms.acceptance.replicas;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.TreeMap;

/**
 * What an autoscaler with two signals, CPU, memory and two schedules finds. All pods run; {@link
 * SameReplicasTest} says what differs while some start or end.
 *
 * @param replicas how many pods there are
 * @param signals the values of each signal by pod, in multiples of its target; a pod may have none
 * @param usage thousandths of what a pod requests, by resource and pod
 * @param schedules how many pods each schedule asks for now; 0 outside of its period
 */
record BackendSituation(
    int replicas,
    List<Map<String, Double>> signals,
    Map<String, Map<String, Long>> usage,
    List<Integer> schedules) {
  /** Multiples of a target whose sums are exact in thousandths. */
  private static final double[] LOADS = {0, 0.25, 0.5, 0.75, 1, 1.05, 1.25, 1.5, 2, 4};

  private static final long[] USAGE = {100, 500, 780, 850, 1200, 2000};

  /** The thousandths of a core, and the thousandths of a byte, that a pod requests. */
  static final Map<String, Long> REQUESTS =
      Map.of("cpu", 4000L, "memory", 4L * 1024 * 1024 * 1024 * 1000);

  /**
   * Any situation.
   *
   * @param atLeast how many pods each schedule asks for in its period
   * @param complete whether each pod has a value of each metric
   */
  static BackendSituation random(Random random, List<Integer> atLeast, boolean complete) {
    int replicas = 1 + random.nextInt(9);
    List<Map<String, Double>> signals = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      signals.add(signal(random, replicas, complete));
    }
    Map<String, Map<String, Long>> usage = new TreeMap<>();
    for (String resource : List.of("cpu", "memory")) {
      if (complete || random.nextInt(10) > 0) {
        usage.put(resource, usage(random, resource, replicas));
      }
    }
    List<Integer> schedules =
        atLeast.stream().map(pods -> random.nextInt(3) == 0 ? pods : 0).toList();
    return new BackendSituation(replicas, signals, usage, schedules);
  }

  private static Map<String, Double> signal(Random random, int replicas, boolean complete) {
    Map<String, Double> values = new TreeMap<>();
    if (!complete && random.nextInt(10) == 0) {
      return values;
    }
    int bound = 2 + random.nextInt(LOADS.length - 1);
    for (int pod = 0; pod < replicas; pod++) {
      if (complete || random.nextInt(6) > 0) {
        values.put("pod-" + pod, LOADS[random.nextInt(bound)]);
      }
    }
    return values;
  }

  private static Map<String, Long> usage(Random random, String resource, int replicas) {
    int bound = 1 + random.nextInt(USAGE.length);
    Map<String, Long> values = new TreeMap<>();
    for (int pod = 0; pod < replicas; pod++) {
      values.put("pod-" + pod, USAGE[random.nextInt(bound)] * REQUESTS.get(resource) / 1000);
    }
    return values;
  }

  /** The step for {@code tools/replicas}, with the metrics of one of the backends. */
  Map<String, Object> toStep(EmittedMetrics metrics) {
    Map<String, Object> values = new LinkedHashMap<>();
    Map<String, Object> totals = new LinkedHashMap<>();
    Map<String, Object> objects = new LinkedHashMap<>();
    for (int i = 0; i < signals.size(); i++) {
      EmittedMetrics.Signal signal = metrics.signals().get(i);
      if (signal.isTotal()) {
        total(i, signal.target()).ifPresent(it -> totals.put(signal.name(), Math.round(it * 1000)));
      } else {
        values.put(signal.name(), ofPods(i, signal.target()));
      }
    }
    for (int i = 0; i < schedules.size(); i++) {
      (metrics.schedulesAreTotals() ? totals : objects)
          .put(metrics.schedules().get(i), 1000L * schedules.get(i));
    }
    List<Map<String, Object>> pods = new ArrayList<>();
    for (int pod = 0; pod < replicas; pod++) {
      pods.add(Map.of("name", "pod-" + pod, "phase", "Running", "ready", true));
    }
    Map<String, Object> step = new LinkedHashMap<>();
    step.put("milliseconds", 15_000);
    step.put("replicas", replicas);
    step.put("pods", pods);
    step.put("values", values);
    step.put("totals", totals);
    step.put("objects", objects);
    step.put("usage", Map.of("ovms", usage));
    return step;
  }

  private Map<String, Long> ofPods(int signal, double target) {
    Map<String, Long> values = new TreeMap<>();
    signals.get(signal).forEach((pod, load) -> values.put(pod, Math.round(load * target * 1000)));
    return values;
  }

  private OptionalDouble total(int signal, double target) {
    List<Double> values = signals.get(signal).values().stream().map(load -> load * target).toList();
    return FleetSituation.running(values, replicas - values.size(), target).load();
  }
}
