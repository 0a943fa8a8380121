package io.github.cdk8sovms.signal.internal;

import io.github.cdk8sovms.validation.internal.Required;
import java.util.function.DoubleFunction;

/** The upper bound of a signal on a given server, and its reason. */
public sealed interface UpperBound {
  /** Returns the reason, as a clause that follows "because". */
  String reason();

  /** The value grows with the load, far beyond any target. */
  record Unlimited(String reason) implements UpperBound {
    /** Takes no null. */
    public Unlimited {
      Required.nonNull(reason, "reason");
    }
  }

  /**
   * The value has a maximum, independent of the load.
   *
   * @param value the maximum
   * @param fix how to raise the maximum above a value
   */
  record Limited(double value, String reason, DoubleFunction<String> fix) implements UpperBound {
    /** Takes no null. */
    public Limited {
      Required.nonNull(reason, "reason");
      Required.nonNull(fix, "fix");
    }
  }

  /**
   * The bound is unknown before the server runs.
   *
   * @param fix how to make it known
   */
  record Unknown(String reason, String fix) implements UpperBound {
    /** Takes no null. */
    public Unknown {
      Required.nonNull(reason, "reason");
      Required.nonNull(fix, "fix");
    }
  }
}
