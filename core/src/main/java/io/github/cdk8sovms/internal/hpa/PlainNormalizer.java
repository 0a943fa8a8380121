package io.github.cdk8sovms.internal.hpa;

/**
 * Without {@code behavior}: pods may double or become four at each decision, and are removed after
 * five minutes.
 *
 * <p>Source: normalizeDesiredReplicas in pkg/controller/podautoscaler/horizontal.go of Kubernetes
 * 1.37.
 */
final class PlainNormalizer implements Normalizer {
  private static final int UP_FACTOR = 2;
  private static final int UP_MINIMUM = 4;

  private final HpaSpec spec;
  private final Recommendations recommendations = new Recommendations();

  PlainNormalizer(HpaSpec spec) {
    this.spec = spec;
  }

  @Override
  public void start(long time, int current) {
    if (recommendations.isEmpty()) {
      recommendations.add(time, current, Long.MIN_VALUE);
    }
  }

  @Override
  public Normalized normalize(long time, int current, int desired) {
    long cutoff = time - ScalingRules.DOWNSCALE_STABILIZATION.toMillis();
    // Unlike with behavior, a recommendation of exactly this age still counts.
    int stabilized = recommendations.highestAfter(cutoff - 1, desired);
    recommendations.add(time, desired, cutoff);
    int limit = Math.max(UP_FACTOR * current, UP_MINIMUM);
    boolean byLimit = spec.maxReplicas() > limit;
    int most = byLimit ? limit : spec.maxReplicas();
    if (stabilized < spec.minReplicas()) {
      return new Normalized(spec.minReplicas(), Decision.TOO_FEW);
    }
    if (stabilized > most) {
      return new Normalized(most, byLimit ? Decision.UP_LIMIT : Decision.TOO_MANY);
    }
    return new Normalized(
        stabilized, stabilized == desired ? Decision.WITHIN_RANGE : Decision.DOWN_STABILIZED);
  }

  @Override
  public void changed(long time, int from, int to) {
    // Nothing depends on earlier changes.
  }
}
