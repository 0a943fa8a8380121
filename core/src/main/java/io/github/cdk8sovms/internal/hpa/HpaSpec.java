package io.github.cdk8sovms.internal.hpa;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;

/**
 * The fields of a HorizontalPodAutoscaler, and the configuration of its controller.
 *
 * @param minReplicas the lowest number of pods; 0 only with a total of an external metric
 * @param maxReplicas the highest number of pods
 * @param metrics what it scales on; the highest proposal wins
 * @param scaleUp how it adds pods; {@link ScalingRules#unset()} if the manifest has none
 * @param scaleDown how it removes pods; {@link ScalingRules#unset()} if the manifest has none. If
 *     both are unset, the controller applies its rules of before {@code behavior} existed
 * @param toleranceUp how far above 1 the ratio of value and target may be without a change, 0.1 in
 *     a cluster that is not configured otherwise
 * @param toleranceDown the same below 1
 * @param syncPeriod the time between two decisions, 15 seconds in a cluster that is not configured
 *     otherwise. {@link Hpa} decides when it is called; the period is for its caller
 */
public record HpaSpec(
    int minReplicas,
    int maxReplicas,
    List<Metric> metrics,
    ScalingRules scaleUp,
    ScalingRules scaleDown,
    double toleranceUp,
    double toleranceDown,
    Duration syncPeriod) {

  /** Between two decisions, by default of kube-controller-manager. */
  public static final Duration DEFAULT_SYNC_PERIOD = Duration.ofSeconds(15);

  /** By default of kube-controller-manager. */
  public static final double DEFAULT_TOLERANCE = 0.1;

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if the API server would reject them
   */
  public HpaSpec {
    require(minReplicas >= 0, "minReplicas must not be negative: " + minReplicas);
    require(maxReplicas >= 1, "maxReplicas must be at least 1: " + maxReplicas);
    require(
        minReplicas <= maxReplicas,
        "minReplicas %d must not be above maxReplicas %d".formatted(minReplicas, maxReplicas));
    require(!metrics.isEmpty(), "an autoscaler needs a metric");
    require(toleranceUp >= 0 && toleranceDown >= 0, "a tolerance must not be negative");
    require(syncPeriod.toMillis() > 0, "the sync period must be positive: " + syncPeriod);
    metrics = List.copyOf(metrics);
  }

  /**
   * An autoscaler in a cluster that is not configured otherwise.
   *
   * @param minReplicas the lowest number of pods
   * @param maxReplicas the highest number of pods
   * @param metrics what it scales on
   * @param scaleUp how it adds pods
   * @param scaleDown how it removes pods
   */
  public HpaSpec(
      int minReplicas,
      int maxReplicas,
      List<Metric> metrics,
      ScalingRules scaleUp,
      ScalingRules scaleDown) {
    this(
        minReplicas,
        maxReplicas,
        metrics,
        scaleUp,
        scaleDown,
        DEFAULT_TOLERANCE,
        DEFAULT_TOLERANCE,
        DEFAULT_SYNC_PERIOD);
  }

  /** What an autoscaler compares with a target. */
  public sealed interface Metric permits PodsMetric, ExternalMetric {

    /** The name, by which {@link Fleet#readings()} has its value. */
    String name();

    /** The value that each pod should have. */
    double averageValue();

    /** The target in thousandths, in which a controller calculates. */
    long milliTarget();
  }

  /**
   * A value of each pod, from the custom metrics API.
   *
   * @param name of the metric
   * @param averageValue the value that each pod should have
   */
  public record PodsMetric(String name, double averageValue) implements Metric {
    /** Checks the target. */
    public PodsMetric {
      requireTarget(averageValue);
    }

    /** The target in thousandths, rounded up as Kubernetes rounds a quantity. */
    @Override
    public long milliTarget() {
      return BigDecimal.valueOf(averageValue)
          .movePointRight(3)
          .setScale(0, RoundingMode.CEILING)
          .longValue();
    }
  }

  /**
   * A total of all pods, from the external metrics API, which KEDA serves.
   *
   * @param name of the metric
   * @param averageValue the share of the total that each pod should have
   */
  public record ExternalMetric(String name, double averageValue) implements Metric {
    /** Checks the target. */
    public ExternalMetric {
      requireTarget(averageValue);
    }

    /** The target in thousandths, rounded as KEDA rounds a threshold. */
    @Override
    public long milliTarget() {
      return ReplicaCalculator.roundedThousandths(averageValue);
    }
  }

  /** Whether the API server fills in {@code behavior}: only if one of both directions is set. */
  boolean hasBehavior() {
    return !scaleUp.isUnset() || !scaleDown.isUnset();
  }

  boolean hasExternalMetric() {
    return metrics.stream().anyMatch(ExternalMetric.class::isInstance);
  }

  private static void requireTarget(double averageValue) {
    require(
        averageValue > 0 && averageValue <= Long.MAX_VALUE / 1000,
        "a target must be positive: " + averageValue);
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
