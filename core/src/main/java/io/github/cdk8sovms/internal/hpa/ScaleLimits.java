package io.github.cdk8sovms.internal.hpa;

import io.github.cdk8sovms.internal.hpa.ScalingRules.Kind;
import io.github.cdk8sovms.internal.hpa.ScalingRules.Policy;
import io.github.cdk8sovms.internal.hpa.ScalingRules.Select;

/** How many pods the policies allow at a time, after what changed before it. */
final class ScaleLimits {
  private final ScalingRules up;
  private final ScalingRules down;
  private final ScaleEvents added = new ScaleEvents();
  private final ScaleEvents removed = new ScaleEvents();

  ScaleLimits(ScalingRules up, ScalingRules down) {
    this.up = up;
    this.down = down;
  }

  void changed(long time, int from, int to) {
    if (to > from) {
      added.add(time, to - from, time - up.longestPeriodMillis());
    } else {
      removed.add(time, from - to, time - down.longestPeriodMillis());
    }
  }

  /** The highest number of pods, never fewer than there are. */
  int most(long time, int current) {
    if (up.select() == Select.DISABLED) {
      return current;
    }
    boolean least = up.select() == Select.MIN;
    int result = least ? Integer.MAX_VALUE : Integer.MIN_VALUE;
    for (Policy policy : up.policies()) {
      int start = atStartOfPeriod(time, current, policy);
      int proposed =
          policy.kind() == Kind.PODS
              ? start + policy.value()
              : (int) Math.ceil(start * (1 + (double) policy.value() / 100));
      result = least ? Math.min(result, proposed) : Math.max(result, proposed);
    }
    return Math.max(result, current);
  }

  /** The lowest number of pods, never more than there are. */
  int fewest(long time, int current) {
    if (down.select() == Select.DISABLED) {
      return current;
    }
    boolean least = down.select() == Select.MIN;
    int result = least ? Integer.MIN_VALUE : Integer.MAX_VALUE;
    for (Policy policy : down.policies()) {
      int start = atStartOfPeriod(time, current, policy);
      int proposed =
          policy.kind() == Kind.PODS
              ? start - policy.value()
              : (int) (start * (1 - (double) policy.value() / 100));
      result = least ? Math.max(result, proposed) : Math.min(result, proposed);
    }
    return Math.min(result, current);
  }

  private int atStartOfPeriod(long time, int current, Policy policy) {
    long cutoff = time - policy.period().toMillis();
    return current - added.changeAfter(cutoff) + removed.changeAfter(cutoff);
  }
}
