package io.github.cdk8sovms.autoscaling;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.serving.ModelServer;
import io.github.cdk8sovms.serving.internal.ServerLink;
import io.github.cdk8sovms.signal.LoadSignal;
import io.github.cdk8sovms.signal.internal.SignalLink;
import io.github.cdk8sovms.signal.internal.UpperBound;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;

/**
 * Guards against an autoscaler that can never scale up: the signal must be able to exceed the
 * target on the server by more than the tolerance.
 *
 * @param tolerance how far the value must exceed the target before a pod is added, as a fraction
 */
record ReachableTarget(SignalTarget target, double tolerance) {

  void check(Findings findings, ModelServer server) {
    UpperBound bound = SignalLink.of(target.signal()).reach(ServerLink.of(server).serving());
    if (bound instanceof UpperBound.Limited limited && !isExceededBy(limited)) {
      findings.add(
          FindingCode.UNREACHABLE_TARGET,
          target.option(),
          quote(target.text())
              + " can never be exceeded by the tolerance of "
              + percent()
              + ": "
              + limited.reason(),
          limited.fix().apply(needed()) + alternative(server) + orLower(limited));
      return;
    }
    if (bound instanceof UpperBound.Unknown unknown) {
      findings.add(
          FindingCode.REACH_UNKNOWN,
          target.option(),
          quote(target.text())
              + " may never be exceeded: "
              + unknown.reason()
              + ", so the upper bound of the value is unknown",
          unknown.fix() + ".");
    }
    checkOverHttp(findings, server);
  }

  /** Suggests another signal, if it can reach its usual target over both HTTP and gRPC. */
  private static String alternative(ModelServer server) {
    LoadSignal other = LoadSignal.queueToCompute();
    SignalTarget usual = SignalTarget.DEFAULT.signal(other);
    boolean exists =
        ServerLink.of(server).exportedMetrics().containsAll(other.needs())
            && ServerLink.of(server).serving().capacity().servables().stream()
                .anyMatch(SignalLink.of(other)::measures);
    return exists
            && !(SignalLink.of(other).reachOverHttp(ServerLink.of(server).serving())
                    instanceof UpperBound.Limited limited
                && limited.value() <= usual.value() * (1 + ScalingRules.STANDARD_TOLERANCE))
        ? ", or use .signal(LoadSignal.queueToCompute())"
        : "";
  }

  private void checkOverHttp(Findings findings, ModelServer server) {
    if (SignalLink.of(target.signal()).reachOverHttp(ServerLink.of(server).serving())
            instanceof UpperBound.Limited limited
        && !isExceededBy(limited)) {
      findings.add(
          FindingCode.UNREACHABLE_OVER_HTTP,
          target.option(),
          quote(target.text()) + " is exceeded by gRPC only: " + limited.reason(),
          limited.fix().apply(needed()) + orLower(limited));
    }
  }

  private boolean isExceededBy(UpperBound.Limited limited) {
    return limited.value() > needed();
  }

  private double needed() {
    return target.value() * (1 + tolerance);
  }

  private String percent() {
    return Math.round(tolerance * 100) + " %";
  }

  /** Suggests a lower target, rounded down to two decimal places, if there is one. */
  private String orLower(UpperBound.Limited limited) {
    double highest = Math.floor(limited.value() / (1 + tolerance) * 100) / 100;
    return highest > 0 ? ", or a target below " + highest + "." : ".";
  }
}
