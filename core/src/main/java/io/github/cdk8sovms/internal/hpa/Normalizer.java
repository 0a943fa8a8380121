package io.github.cdk8sovms.internal.hpa;

/** Limits the proposals of the metrics by windows, policies, minimum and maximum. */
sealed interface Normalizer permits BehaviorNormalizer, PlainNormalizer {

  /**
   * A number of pods.
   *
   * @param reason why it is this one
   */
  record Normalized(int replicas, String reason) {}

  /** Remembers the number of pods at the first decision, once. */
  void start(long time, int current);

  /** What the target gets at a time. */
  Normalized normalize(long time, int current, int desired);

  /** Remembers a change. */
  void changed(long time, int from, int to);
}
