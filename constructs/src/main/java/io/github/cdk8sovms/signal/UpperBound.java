package io.github.cdk8sovms.signal;

import io.github.cdk8sovms.validation.Required;
import java.util.function.DoubleFunction;

/** How high the value of a signal can get on a given server, and why. */
public sealed interface UpperBound {
  /** Why it is so, as half a sentence that follows "because". */
  String reason();

  /** It grows with the load, to heights that no target comes near. */
  record Unlimited(String reason) implements UpperBound {
    /** Takes no null. */
    public Unlimited {
      Required.nonNull(reason, "reason");
    }
  }

  /**
   * It ends somewhere, whatever the load.
   *
   * @param value the highest value
   * @param fix what to write so that it gets above a value
   */
  record Limited(double value, String reason, DoubleFunction<String> fix) implements UpperBound {
    /** Takes no null. */
    public Limited {
      Required.nonNull(reason, "reason");
      Required.nonNull(fix, "fix");
    }
  }

  /**
   * It cannot be known before the server runs.
   *
   * @param fix what to write so that it is known
   */
  record Unknown(String reason, String fix) implements UpperBound {
    /** Takes no null. */
    public Unknown {
      Required.nonNull(reason, "reason");
      Required.nonNull(fix, "fix");
    }
  }
}
