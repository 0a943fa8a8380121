package io.github.cdk8sovms.validation.internal;

import io.github.cdk8sovms.validation.FindingCode;
import java.util.List;

/**
 * A program that configures logging according to its argument, and then creates a construct with
 * warnings.
 */
final class ProgramThatWarns {

  private ProgramThatWarns() {}

  public static void main(String[] args) {
    List<?> kept = args.length == 0 ? List.of() : LoggingChange.make(args[0]);
    Findings findings = Findings.at(() -> "shop/resnet");
    findings.add(FindingCode.STREAMS_EXCEED_CPU, "streams", "\"8\" of {0} cores", "Set 4.");
    findings.add(FindingCode.CONNECTIONS_STAY, "maxConnectionAge", "\"0s\" is 'never'", "Set 60.");
    if (findings.orThrow().size() != 2 || kept.size() > 1) {
      throw new AssertionError();
    }
  }
}
