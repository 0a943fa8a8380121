package io.github.cdk8sovms.exposure.internal;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.exposure.Canary;
import io.github.cdk8sovms.internal.values.Shares;
import io.github.cdk8sovms.serving.ModelServer;
import io.github.cdk8sovms.serving.Servable;
import io.github.cdk8sovms.serving.internal.ServerLink;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import io.github.cdk8sovms.validation.internal.Required;
import java.util.ArrayList;
import java.util.List;

/** Both servers of a canary, as a route and alerts need them. */
public record CanarySides(Canary canary) {
  private static final double HIGHEST_FACTOR = 100;

  /** Takes no null. */
  public CanarySides {
    Required.nonNull(canary, "canary");
  }

  /** Checks the servers and the limits of the comparison. */
  public void check(Findings findings, String option) {
    if (isOneServer()) {
      findings.add(
          FindingCode.CANARY_SIDES,
          option,
          quote(canary.candidate().serviceName()) + " is both the stable server and the candidate",
          "Create a second OvmsModelServer with another name, and write Canary.of(stable,"
              + " candidate).");
    } else {
      checkSides(findings, option);
    }
    Shares.check(
        findings,
        FindingCode.CANARY_LIMIT,
        option + ".errorMargin",
        canary.errorMargin(),
        "Write .errorMargin(0.01).");
    findings.require(
        canary.latencyFactor() >= 1 && canary.latencyFactor() <= HIGHEST_FACTOR,
        FindingCode.CANARY_LIMIT,
        option + ".latencyFactor",
        quote(canary.latencyFactor()) + " is not a factor; it must be 1 to 100",
        "Write .latencyFactor(1.5).");
  }

  /** Two servers of one name in one namespace are one set of pods and one Service. */
  private boolean isOneServer() {
    return canary.stable().namespace().equals(canary.candidate().namespace())
        && (canary.stable().serviceName().equals(canary.candidate().serviceName())
            || ServerLink.of(canary.stable())
                .metrics()
                .podLabels()
                .equals(ServerLink.of(canary.candidate()).metrics().podLabels()));
  }

  private void checkSides(Findings findings, String option) {
    findings.require(
        canary.stable().namespace().equals(canary.candidate().namespace()),
        FindingCode.CANARY_SIDES,
        option,
        quote(canary.candidate().namespace())
            + " is the namespace of the candidate, and the stable server is in "
            + quote(canary.stable().namespace())
            + "; a route refers to Services of its own namespace only",
        "Put both servers into one namespace.");
    List<String> missing = new ArrayList<>(names(canary.stable()));
    missing.removeAll(names(canary.candidate()));
    findings.require(
        missing.isEmpty(),
        FindingCode.CANARY_SIDES,
        option,
        quote(missing)
            + " is not served by the candidate, so its share of the requests for it would fail",
        "Serve the same model names on both sides; the sources may differ.");
  }

  private static List<String> names(ModelServer server) {
    return server.servables().stream().map(Servable::name).toList();
  }
}
