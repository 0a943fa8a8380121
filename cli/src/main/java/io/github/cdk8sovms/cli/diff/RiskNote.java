package io.github.cdk8sovms.cli.diff;

import io.github.cdk8sovms.cli.manifest.ObjectId;
import java.util.Comparator;

/**
 * The effect of a change, and the recommended action.
 *
 * @param rule the stable name of the kind of note, such as {@code selector}
 * @param meaning the effect, without a full stop
 * @param action the recommended action, a sentence
 */
record RiskNote(Risk risk, String rule, ObjectId object, String meaning, String action)
    implements Comparable<RiskNote> {
  private static final Comparator<RiskNote> ORDER =
      Comparator.comparing(RiskNote::risk)
          .thenComparing(RiskNote::object)
          .thenComparing(RiskNote::rule)
          .thenComparing(RiskNote::meaning);

  @Override
  public int compareTo(RiskNote other) {
    return ORDER.compare(this, other);
  }
}
