package io.github.cdk8sovms.acceptance.replicas;

import io.github.cdk8sovms.internal.hpa.Decision;
import io.github.cdk8sovms.internal.hpa.Fleet;
import io.github.cdk8sovms.internal.hpa.Fleet.Phase;
import io.github.cdk8sovms.internal.hpa.Fleet.Pod;
import io.github.cdk8sovms.internal.hpa.Fleet.Reading;
import io.github.cdk8sovms.internal.hpa.Hpa;
import io.github.cdk8sovms.internal.hpa.HpaSpec;
import io.github.cdk8sovms.internal.hpa.HpaSpec.Metric;
import io.github.cdk8sovms.internal.hpa.ScalingRules;
import io.github.cdk8sovms.internal.hpa.ScalingRules.Kind;
import io.github.cdk8sovms.internal.hpa.ScalingRules.Policy;
import io.github.cdk8sovms.internal.hpa.ScalingRules.Select;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * An autoscaler with any settings, which finds any situations; and the decisions of the library in
 * them. The fleet follows its decisions, roughly.
 */
final class RandomAutoscaler {
  private static final List<Double> TARGETS = List.of(0.5, 1.0, 2.5, 0.001, 75.0);
  private static final int[] PERIODS = {15, 30, 60, 300};

  private final Random random;
  private final HpaSpec spec;
  private final List<Turn> turns = new ArrayList<>();

  /**
   * One decision.
   *
   * @param milliseconds since the one before
   * @param isOverridden whether the number of pods was set by hand before this sync
   */
  record Turn(int milliseconds, boolean isOverridden, Fleet fleet, Decision decision) {}

  RandomAutoscaler(Random random, int length) {
    this.random = random;
    this.spec = randomSpec();
    Hpa hpa = new Hpa(spec);
    boolean isRegular = random.nextBoolean();
    long now = 0;
    int replicas = random.nextInt(spec.maxReplicas() + 3);
    for (int i = 0; i < length; i++) {
      int wait = i == 0 ? 0 : isRegular ? 15_000 : 1000 + 500 * random.nextInt(120);
      boolean isOverridden = i == 0 || random.nextInt(40) == 0;
      if (isOverridden && i > 0) {
        replicas = random.nextInt(spec.maxReplicas() + 3);
      }
      now += wait;
      Fleet fleet = randomFleet(replicas);
      Decision decision = hpa.sync(now / 1000.0, fleet);
      turns.add(new Turn(wait, isOverridden, fleet, decision));
      replicas = decision.replicas();
    }
  }

  HpaSpec spec() {
    return spec;
  }

  List<Turn> turns() {
    return turns;
  }

  private HpaSpec randomSpec() {
    List<Metric> metrics = new ArrayList<>();
    int count = 1 + random.nextInt(3);
    for (int i = 0; i < count; i++) {
      double target = pick(TARGETS);
      metrics.add(
          random.nextBoolean()
              ? new HpaSpec.PodsMetric("pods-" + i, target)
              : new HpaSpec.ExternalMetric("total-" + i, target));
    }
    boolean canBeZero = metrics.stream().anyMatch(HpaSpec.ExternalMetric.class::isInstance);
    int min = canBeZero ? random.nextInt(3) : 1 + random.nextInt(3);
    boolean hasBehavior = random.nextInt(4) > 0;
    double tolerance = pick(List.of(0.1, 0.1, 0.0, 0.05, 0.3));
    ScalingRules up = hasBehavior ? randomRules(0) : ScalingRules.unset();
    return new HpaSpec(
        min,
        Math.max(1, min) + random.nextInt(30),
        metrics,
        up,
        hasBehavior ? randomRules(300) : ScalingRules.unset(),
        tolerance,
        // A tolerance of one direction is a part of the rules of this direction.
        up.isUnset() ? tolerance : pick(List.of(tolerance, 0.2)),
        HpaSpec.DEFAULT_SYNC_PERIOD);
  }

  private ScalingRules randomRules(int defaultWindow) {
    if (random.nextInt(4) == 0) {
      return ScalingRules.unset();
    }
    List<Policy> policies = new ArrayList<>();
    int count = 1 + random.nextInt(2);
    for (int i = 0; i < count; i++) {
      boolean isPods = random.nextBoolean();
      policies.add(
          new Policy(
              isPods ? Kind.PODS : Kind.PERCENT,
              isPods ? 1 + random.nextInt(5) : pick(List.of(10, 33, 50, 100, 900)),
              Duration.ofSeconds(PERIODS[random.nextInt(PERIODS.length)])));
    }
    Select select =
        random.nextInt(8) == 0 ? Select.DISABLED : pick(List.of(Select.MAX, Select.MIN));
    int window = pick(List.of(defaultWindow, 0, 15, 45, 120, 600));
    return new ScalingRules(Duration.ofSeconds(window), select, policies);
  }

  private Fleet randomFleet(int replicas) {
    List<Pod> pods = new ArrayList<>();
    int count = Math.max(0, replicas + random.nextInt(5) - 2);
    for (int i = 0; i < count; i++) {
      boolean isPending = random.nextInt(8) == 0;
      pods.add(
          new Pod(
              "pod-" + i,
              isPending ? Phase.PENDING : Phase.RUNNING,
              !isPending && random.nextInt(5) > 0,
              random.nextInt(10) == 0));
    }
    double load = random.nextInt(8) == 0 ? 0 : Math.exp(random.nextGaussian());
    Map<String, Reading> readings = new LinkedHashMap<>();
    for (Metric metric : spec.metrics()) {
      if (random.nextInt(12) > 0) {
        readings.put(metric.name(), reading(metric, load, pods, replicas));
      } else if (random.nextBoolean()) {
        readings.put(metric.name(), new Fleet.Unavailable());
      }
    }
    return new Fleet(replicas, pods, readings);
  }

  private Reading reading(Metric metric, double load, List<Pod> pods, int replicas) {
    double mean = metric.averageValue() * load;
    if (metric instanceof HpaSpec.ExternalMetric) {
      long thousandths = Math.round(1000 * mean * Math.max(1, replicas));
      return new Fleet.Total((random.nextInt(200) == 0 ? 1_000_000_000L : thousandths) / 1000.0);
    }
    Map<String, Double> values = new LinkedHashMap<>();
    boolean isSame = random.nextBoolean();
    int missing = random.nextInt(6);
    for (Pod pod : pods) {
      if (random.nextInt(6) >= missing - 1) {
        double value = isSame ? mean : mean * 2 * random.nextDouble();
        // The adapter cuts off what is below a thousandth.
        values.put(pod.name(), (Math.floor(1000 * value) + 0.5) / 1000);
      }
    }
    if (random.nextInt(30) == 0) {
      values.put("gone", mean);
    }
    return new Fleet.PodValues(values);
  }

  private <T> T pick(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }
}
