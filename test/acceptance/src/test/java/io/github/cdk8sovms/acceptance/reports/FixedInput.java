package io.github.cdk8sovms.acceptance.reports;

import io.github.cdk8sovms.validation.FindingCode;
import java.util.function.Consumer;
import org.cdk8s.Chart;

/**
 * A program with something wrong, and the same with the fix that its report proposes.
 *
 * @param proposal the part of the report that was followed
 */
record FixedInput(FindingCode code, String proposal, Consumer<Chart> wrong, Consumer<Chart> fixed) {

  @Override
  public String toString() {
    return code.code() + " " + proposal;
  }
}
