package io.github.cdk8sovms.planning.manifest;

import io.github.cdk8sovms.internal.promql.PromQlException;
import io.github.cdk8sovms.internal.promql.Query;
import io.github.cdk8sovms.planning.input.InvalidInputException;

/** Checks queries before a plan starts. */
final class Queries {
  private Queries() {}

  static void check(ObjectRef autoscaler, String metric, String query) {
    try {
      Query.parse(query);
    } catch (PromQlException e) {
      String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      throw new InvalidInputException(
          "The query of \"%s\" of %s cannot be planned: %s. Change it, or leave it out of the plan with %s %s."
              .formatted(metric, autoscaler, reason, Ignored.OPTION, metric));
    }
  }
}
