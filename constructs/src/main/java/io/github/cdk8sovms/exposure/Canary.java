package io.github.cdk8sovms.exposure;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.serving.ModelServer;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import io.github.cdk8sovms.validation.internal.Required;
import java.util.List;
import java.util.OptionalInt;

/**
 * Two servers behind one route: a stable one, and a candidate that gets a share of the requests.
 *
 * <p>It emits nothing itself. {@link Exposure.Builder#canary} routes by it, and {@code
 * Alerts.Builder.canary} compares both sides and fires an alert if the candidate is worse. Each
 * side needs a separate autoscaler: the load moves from one to the other.
 *
 * <pre>{@code
 * Canary canary = Canary.of(stable, candidate).weight(10);
 * }</pre>
 *
 * <p>Replace {@code .weight(10)} by {@code .promote()} to send all requests to the candidate, or by
 * {@code .rollBack()} to send all to the stable server. Both change only weights of routes, so they
 * take effect without a restart of a pod.
 */
public final class Canary {
  /** One request in a hundred more than on the stable server. */
  private static final double ERROR_MARGIN = 0.01;

  /** Buckets of OVMS are wide: smaller differences of a quantile are often interpolation. */
  private static final double LATENCY_FACTOR = 1.5;

  private final ModelServer stable;
  private final ModelServer candidate;
  private final OptionalInt weight;
  private final boolean ended;
  private final double errorMargin;
  private final double latencyFactor;

  private Canary(
      ModelServer stable,
      ModelServer candidate,
      OptionalInt weight,
      boolean ended,
      double errorMargin,
      double latencyFactor) {
    this.stable = stable;
    this.candidate = candidate;
    this.weight = weight;
    this.ended = ended;
    this.errorMargin = errorMargin;
    this.latencyFactor = latencyFactor;
  }

  /** Returns a canary of two servers, which needs a weight. */
  public static Canary of(ModelServer stable, ModelServer candidate) {
    Required.nonNull(stable, "stable");
    Required.nonNull(candidate, "candidate");
    return new Canary(stable, candidate, OptionalInt.empty(), false, ERROR_MARGIN, LATENCY_FACTOR);
  }

  /** Sends a share of the requests to the candidate, 1 to 99 percent. */
  public Canary weight(int percent) {
    return new Canary(
        stable, candidate, OptionalInt.of(percent), false, errorMargin, latencyFactor);
  }

  /** Sends all requests to the candidate. The stable server stays, at its minReplicas. */
  public Canary promote() {
    return new Canary(stable, candidate, OptionalInt.of(100), true, errorMargin, latencyFactor);
  }

  /** Sends all requests to the stable server. The candidate stays, at its minReplicas. */
  public Canary rollBack() {
    return new Canary(stable, candidate, OptionalInt.of(0), true, errorMargin, latencyFactor);
  }

  /**
   * Sets by how much the error ratio of the candidate may exceed that of the stable server, as a
   * fraction of the requests. Default: 0.01.
   */
  public Canary errorMargin(double share) {
    return new Canary(stable, candidate, weight, ended, share, latencyFactor);
  }

  /**
   * Sets how many times as long the 95th percentile of the candidate's latency may be as that of
   * the stable server, 1 to 100. Default: 1.5; buckets of OVMS are 1.8 times as wide as the one
   * before, and Prometheus interpolates within them.
   */
  public Canary latencyFactor(double times) {
    return new Canary(stable, candidate, weight, ended, errorMargin, times);
  }

  /** Returns the stable server. */
  public ModelServer stable() {
    return stable;
  }

  /** Returns the candidate. */
  public ModelServer candidate() {
    return candidate;
  }

  /** Returns by how much the error ratio may be higher. */
  public double errorMargin() {
    return errorMargin;
  }

  /** Returns how many times as long the latency may be. */
  public double latencyFactor() {
    return latencyFactor;
  }

  /** Checks what a route needs of the servers and their shares. */
  void checkRoute(Findings findings) {
    boolean given = weight.isPresent();
    int percent = weight.orElse(0);
    findings.require(
        ended || (percent >= 1 && percent <= 99),
        FindingCode.CANARY_WEIGHT,
        "canary.weight",
        given
            ? quote(percent) + " is not a share of both servers; it must be 1 to 99 percent"
            : "no weight is given; the share of the candidate is a question of risk",
        given && percent >= 100
            ? "Write .promote() to send all requests to the candidate."
            : given && percent == 0
                ? "Write .rollBack() to send all requests to the stable server."
                : "Write Canary.of(stable, candidate).weight(10).");
    for (ModelServer side : servers()) {
      findings.require(
          side.getHasAutoscaler(),
          FindingCode.CANARY_NOT_SCALED,
          "canary",
          quote(side.serviceName())
              + " has no autoscaler, and its share of the load changes with the weight",
          "Build a RatioAutoscaler with .target(..) of this server before the Exposure.");
    }
  }

  /** Returns the servers with their share, in percent. */
  List<Backend> backends() {
    int percent = weight.orElse(0);
    return List.of(
        new Backend(stable.endpoint(), OptionalInt.of(100 - percent)),
        new Backend(candidate.endpoint(), OptionalInt.of(percent)));
  }

  /** Returns the stable server and the candidate. */
  List<ModelServer> servers() {
    return List.of(stable, candidate);
  }
}
