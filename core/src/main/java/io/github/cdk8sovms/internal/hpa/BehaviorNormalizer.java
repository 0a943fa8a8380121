package io.github.cdk8sovms.internal.hpa;

/**
 * With {@code behavior}, which the API server has filled in.
 *
 * <p>Source: normalizeDesiredReplicasWithBehaviors in pkg/controller/podautoscaler/horizontal.go of
 * Kubernetes 1.37.
 */
final class BehaviorNormalizer implements Normalizer {
  private final HpaSpec spec;
  private final long upWindow;
  private final long downWindow;
  private final ScaleLimits limits;
  private final Recommendations recommendations = new Recommendations();

  BehaviorNormalizer(HpaSpec spec) {
    this.spec = spec;
    ScalingRules up = spec.scaleUp().or(ScalingRules.defaultUp());
    ScalingRules down = spec.scaleDown().or(ScalingRules.defaultDown());
    this.upWindow = up.stabilizationMillis();
    this.downWindow = down.stabilizationMillis();
    this.limits = new ScaleLimits(up, down);
  }

  @Override
  public void start(long time, int current) {
    if (recommendations.isEmpty()) {
      recommendations.add(time, current, Long.MIN_VALUE);
    }
  }

  @Override
  public Normalized normalize(long time, int current, int desired) {
    int stabilized = stabilize(time, current, desired);
    Normalized limited = limit(time, current, stabilized);
    if (limited.replicas() != stabilized || stabilized == desired) {
      return limited;
    }
    return new Normalized(
        stabilized, desired >= current ? Decision.UP_STABILIZED : Decision.DOWN_STABILIZED);
  }

  private int stabilize(long time, int current, int desired) {
    int lowest = recommendations.lowestAfter(time - upWindow, desired);
    int highest = recommendations.highestAfter(time - downWindow, desired);
    recommendations.add(time, desired, time - Math.max(upWindow, downWindow));
    return Math.min(Math.max(current, lowest), highest);
  }

  private Normalized limit(long time, int current, int desired) {
    if (desired > current) {
      int allowed = limits.most(time, current);
      boolean byPolicy = spec.maxReplicas() > allowed;
      int most = byPolicy ? allowed : spec.maxReplicas();
      if (desired > most) {
        return new Normalized(most, byPolicy ? Decision.UP_LIMIT : Decision.TOO_MANY);
      }
    } else if (desired < current) {
      int allowed = limits.fewest(time, current);
      boolean byPolicy = spec.minReplicas() < allowed;
      int fewest = byPolicy ? allowed : spec.minReplicas();
      if (desired < fewest) {
        return new Normalized(fewest, byPolicy ? Decision.DOWN_LIMIT : Decision.TOO_FEW);
      }
    }
    return new Normalized(desired, Decision.WITHIN_RANGE);
  }

  @Override
  public void changed(long time, int from, int to) {
    limits.changed(time, from, to);
  }
}
