package io.github.cdk8sovms.autoscaling;

import static io.github.cdk8sovms.validation.Findings.quote;

import io.github.cdk8sovms.adapter.MetricsAdapter;
import io.github.cdk8sovms.kubernetes.ComponentBuilder;
import io.github.cdk8sovms.kubernetes.Placement;
import io.github.cdk8sovms.kubernetes.Quantity;
import io.github.cdk8sovms.serving.OvmsModelServer;
import io.github.cdk8sovms.signal.LoadSignal;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.Findings;
import java.math.BigDecimal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.constructs.Construct;

/** What can be said about an autoscaler, its defaults, and the rules for it. */
abstract sealed class AutoscalerOptions extends ComponentBuilder<RatioAutoscaler.Builder>
    permits RatioAutoscaler.Builder {
  /** What is measured. */
  static final LoadSignal SIGNAL = LoadSignal.requestsPerStream();

  /** As many requests as streams: every stream is busy and nothing waits, on average. */
  private static final double DEFAULT_RATIO = 1.0;

  /** The metrics API has a resolution of one thousandth. */
  private static final double LOWEST_RATIO = 0.001;

  private static final double HIGHEST_RATIO = 1_000;

  private @Nullable OvmsModelServer target;
  private @Nullable MetricsAdapter adapter;
  private @Nullable ReplicaRange replicas;
  private double ratio = DEFAULT_RATIO;
  private Behavior behavior = Behavior.responsive();

  AutoscalerOptions(Construct scope, String id) {
    super(scope, id);
  }

  /** Sets the server whose pods are added and removed. Required. */
  public RatioAutoscaler.Builder target(OvmsModelServer server) {
    this.target = Objects.requireNonNull(server, "target");
    return self();
  }

  /** Sets where the load is asked for. Required. */
  public RatioAutoscaler.Builder metrics(MetricsAdapter metrics) {
    this.adapter = Objects.requireNonNull(metrics, "metrics");
    return self();
  }

  /**
   * Sets how many requests each execution stream of a pod should have. Default: 1. Lower keeps
   * latency down and costs pods, higher saves pods and lets requests wait. Kubernetes does nothing
   * while the load is within 10 % of it.
   */
  public RatioAutoscaler.Builder ratio(double requestsPerStream) {
    this.ratio = requestsPerStream;
    return self();
  }

  /** Sets the fewest and the most pods. Required. */
  public RatioAutoscaler.Builder replicas(int min, int max) {
    this.replicas = new ReplicaRange(min, max);
    return self();
  }

  /** Sets how fast the load is followed. Default: {@link Behavior#responsive()}. */
  public RatioAutoscaler.Builder behavior(Behavior stabilization) {
    this.behavior = Objects.requireNonNull(stabilization, "behavior");
    return self();
  }

  @Override
  protected void check(Findings findings) {
    super.check(findings);
    findings.require(
        ratio >= LOWEST_RATIO && ratio <= HIGHEST_RATIO,
        FindingCode.TARGET_RATIO,
        "ratio",
        quote(ratio) + " is not a number of requests for each stream; it must be 0.001 to 1000",
        "Write .ratio(1.0).");
    if (replicas == null) {
      findings.add(
          FindingCode.MISSING,
          "replicas",
          "no replica range is given; the most pods that may run is a question of cost",
          "Add .replicas(1, 3).");
    } else {
      replicas.check(findings);
    }
    behavior.check(findings);
    checkTarget(findings);
    checkMetrics(findings);
  }

  @Override
  protected String defaultNamespace() {
    return target == null ? super.defaultNamespace() : target.namespace();
  }

  final Placement placement() {
    return placement("ratio-autoscaler", "autoscaler");
  }

  final OvmsModelServer target() {
    return checked(target);
  }

  final MetricsAdapter adapter() {
    return checked(adapter);
  }

  final ReplicaRange replicas() {
    return checked(replicas);
  }

  final Quantity ratio() {
    return Quantity.of(BigDecimal.valueOf(ratio));
  }

  final Behavior behavior() {
    return behavior;
  }

  private void checkTarget(Findings findings) {
    if (target == null) {
      findings.add(
          FindingCode.MISSING,
          "target",
          "no server is given; there is nothing to scale",
          "Add .target(server).");
      return;
    }
    findings.require(
        !target.getHasAutoscaler(),
        FindingCode.ALREADY_AUTOSCALED,
        "target",
        quote(target.scaleTarget().name())
            + " has an autoscaler already; of two for one server, Kubernetes lets neither act",
        "Remove one of them.");
    findings.require(
        namespace().equals(target.namespace()),
        FindingCode.AUTOSCALER_NAMESPACE,
        "namespace",
        quote(namespace())
            + " is not the namespace of the server, "
            + quote(target.namespace())
            + ", and an autoscaler sees only its own",
        "Leave .namespace(..) out.");
  }

  private void checkMetrics(Findings findings) {
    if (adapter == null) {
      findings.add(
          FindingCode.MISSING,
          "metrics",
          "no source of metrics is given; the autoscaler would never scale",
          "Add .metrics(adapter).");
      return;
    }
    findings.require(
        target == null || adapter.prometheus().scrapes(target),
        FindingCode.NOT_SCRAPED,
        "metrics",
        quote(target == null ? "" : target.scaleTarget().name())
            + " is not scraped by the Prometheus that the adapter asks, so the autoscaler would"
            + " never scale",
        "Add .scrape(server) to the PrometheusStack.");
    adapter.checkCanServe(SIGNAL, findings, "metrics");
  }

  private static <T> T checked(@Nullable T value) {
    if (value == null) {
      throw new IllegalStateException("asked for an option of an autoscaler that was not checked");
    }
    return value;
  }
}
