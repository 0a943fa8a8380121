package io.github.cdk8sovms.cli.doctor;

import java.util.List;

/** What a look at a hop has shown. */
sealed interface HopResult {

  /**
   * It stands.
   *
   * @param evidence what was seen, in a few words
   */
  record Passed(String evidence) implements HopResult {}

  /**
   * It does not.
   *
   * @param evidence what the cluster says, quoted
   * @param actions sentences and commands
   */
  record Broken(Diagnosis diagnosis, String evidence, List<String> actions) implements HopResult {
    public Broken {
      actions = List.copyOf(actions);
    }
  }

  /** Nobody can say, so the next hop is looked at. */
  record NotSeen(String why) implements HopResult {}

  /** A hop before it is broken. */
  record NotLookedAt() implements HopResult {}

  static HopResult passed(String evidence) {
    return new Passed(evidence);
  }

  static HopResult broken(Diagnosis diagnosis, String evidence, String... actions) {
    return new Broken(diagnosis, evidence, List.of(actions));
  }
}
