package io.github.cdk8sovms.cli.doctor;

import java.util.List;

/** The result of checking a hop. */
sealed interface HopResult {

  /**
   * The hop works.
   *
   * @param evidence a short observation
   */
  record Passed(String evidence) implements HopResult {}

  /**
   * The hop is broken.
   *
   * @param evidence the message of the cluster, quoted
   * @param actions sentences and commands
   */
  record Broken(Diagnosis diagnosis, String evidence, List<String> actions) implements HopResult {
    public Broken {
      actions = List.copyOf(actions);
    }
  }

  /** The hop could not be checked, so the next hop is checked. */
  record NotSeen(String why) implements HopResult {}

  /** The hop was not checked, because an earlier one is broken. */
  record Skipped() implements HopResult {}

  static HopResult passed(String evidence) {
    return new Passed(evidence);
  }

  static HopResult broken(Diagnosis diagnosis, String evidence, String... actions) {
    return new Broken(diagnosis, evidence, List.of(actions));
  }
}
