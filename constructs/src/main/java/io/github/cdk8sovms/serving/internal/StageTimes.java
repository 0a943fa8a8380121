package io.github.cdk8sovms.serving.internal;

import io.github.cdk8sovms.internal.ovms.StartStage;
import io.github.cdk8sovms.serving.StartBudget;
import io.github.cdk8sovms.validation.internal.Link;
import java.time.Duration;

/** The stages of a {@link StartBudget}. */
public interface StageTimes {
  /** The budget provides it. */
  Link<StartBudget, StageTimes> LINK = new Link<>();

  /** Returns the stages of a budget. */
  static StageTimes of(StartBudget budget) {
    return LINK.of(budget);
  }

  /** Returns the usual duration of a stage; zero if it is not stated. */
  Duration typical(StartStage stage);
}
