package io.github.cdk8sovms.autoscaling;

import static io.github.cdk8sovms.validation.Findings.quote;

import io.github.cdk8sovms.adapter.MetricsAdapter;
import io.github.cdk8sovms.kubernetes.ComponentBuilder;
import io.github.cdk8sovms.kubernetes.Durations;
import io.github.cdk8sovms.kubernetes.Placement;
import io.github.cdk8sovms.kubernetes.Resources;
import io.github.cdk8sovms.monitoring.ScrapeInterval;
import io.github.cdk8sovms.serving.OvmsModelServer;
import io.github.cdk8sovms.signal.LoadSignal;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.Findings;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.constructs.Construct;

/** What can be said about an autoscaler, its defaults, and the rules for it. */
abstract sealed class AutoscalerOptions extends ComponentBuilder<RatioAutoscaler.Builder>
    permits RatioAutoscaler.Builder {
  private static final Duration LONGEST_START = Duration.ofHours(2);

  private @Nullable OvmsModelServer target;
  private @Nullable MetricsAdapter adapter;
  private @Nullable ReplicaRange replicas;
  private @Nullable Duration startTime;
  private @Nullable Resources quota;
  private SignalTarget signal = SignalTarget.DEFAULT;
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

  /** Sets what is measured. Default: {@link LoadSignal#requestsPerStream()}. */
  public RatioAutoscaler.Builder signal(LoadSignal load) {
    this.signal = signal.signal(Objects.requireNonNull(load, "signal"));
    return self();
  }

  /**
   * Sets the value of the signal that each pod should have: by default, how many requests for each
   * execution stream. Default: what is usual for the signal, 1 for requests per stream. Lower keeps
   * latency down and costs pods, higher saves pods and lets requests wait. Kubernetes does nothing
   * while the load is within 10 % of it.
   */
  public RatioAutoscaler.Builder ratio(double target) {
    this.signal = signal.ratio(target);
    return self();
  }

  /** Sets the target of a signal that is a time. Required for such signals. */
  public RatioAutoscaler.Builder latency(Duration target) {
    this.signal = signal.latency(Objects.requireNonNull(target, "latency"));
    return self();
  }

  /**
   * Says how long a pod takes from its creation until it is ready, models loaded. Pods are then
   * added in steps that wait for their effect, and {@link RatioAutoscaler#lagBudget()} tells the
   * whole delay.
   */
  public RatioAutoscaler.Builder startTime(Duration untilReady) {
    this.startTime = Objects.requireNonNull(untilReady, "startTime");
    return self();
  }

  /**
   * Says what the namespace's ResourceQuota leaves for this server. A maximum of pods that does not
   * fit is refused: the autoscaler would ask for pods that nobody gets.
   */
  public RatioAutoscaler.Builder quota(Resources left) {
    this.quota = Objects.requireNonNull(left, "quota");
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
    boolean hasUsableTarget = signal.check(findings);
    if (replicas == null) {
      findings.add(
          FindingCode.MISSING,
          "replicas",
          "no replica range is given; the most pods that may run is a question of cost",
          "Add .replicas(1, 3).");
    } else {
      replicas.check(findings);
    }
    behavior.check(findings, kubernetes());
    if (startTime != null) {
      Durations.check(
          findings,
          FindingCode.START_TIME,
          "startTime",
          startTime,
          Duration.ofSeconds(1),
          LONGEST_START);
    }
    checkTarget(findings);
    checkMetrics(findings);
    if (target != null) {
      new SignalOnServer(signal.signal(), target).check(findings);
      if (hasUsableTarget) {
        new ReachableTarget(signal, behavior.up().usableTolerance()).check(findings, target);
      }
      if (quota != null && replicas != null) {
        new Quota(quota).check(findings, replicas.max(), target);
      }
    }
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

  final SignalTarget signal() {
    return signal;
  }

  final Behavior behavior() {
    return startTime == null ? behavior : behavior.forStartTime(startTime);
  }

  final AutoscalerSettings settings() {
    return new AutoscalerSettings(
        name(),
        target(),
        adapter(),
        signal.signal(),
        signal.value(),
        replicas().min(),
        replicas().max(),
        behavior(),
        Optional.ofNullable(startTime));
  }

  private Duration window(ScrapeInterval scrape) {
    return signal.signal().windowOr(scrape.averagingWindow());
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
    adapter.checkCanServe(signal.signal(), findings, "metrics");
    checkWindow(findings, adapter.prometheus().scrapeInterval());
    checkMemory(findings, adapter.prometheus().scrapeInterval());
  }

  private void checkWindow(Findings findings, ScrapeInterval scrape) {
    Duration shortest = scrape.interval().multipliedBy(signal.signal().fewestScrapes());
    findings.require(
        window(scrape).compareTo(shortest) >= 0 || !signal.signal().hasUsableWindow(),
        FindingCode.SIGNAL_WINDOW,
        "signal",
        quote(Durations.text(window(scrape)))
            + " holds fewer than the "
            + signal.signal().fewestScrapes()
            + " scrapes that "
            + signal.signal().description()
            + " is worked out from, at one scrape in "
            + Durations.text(scrape.interval()),
        "Leave .over(..) out, or write "
            + Durations.text(shortest)
            + " or more, or scrape more often.");
  }

  /**
   * When pods are removed, the averages of those that stay are still of the time before, and if
   * these fall silent then, that is the last that is known of them for a whole window more.
   */
  private void checkMemory(Findings findings, ScrapeInterval scrape) {
    if (!signal.signal().hasUsableWindow()) {
      return;
    }
    Duration memory = behavior.down().window();
    Duration shortest = Durations.shorter(window(scrape).multipliedBy(2), ScalingRules.LONGEST);
    findings.require(
        memory.isNegative() || memory.compareTo(shortest) >= 0,
        FindingCode.SHORT_MEMORY,
        "behavior.down",
        quote(Durations.text(memory))
            + " is less than twice the averaging window of "
            + Durations.text(window(scrape))
            + "; if all pods fall silent just after some were removed, what was measured before can"
            + " remove more than the load allows",
        "Write a window for removing of " + Durations.text(shortest) + " or more.");
  }

  private static <T> T checked(@Nullable T value) {
    if (value == null) {
      throw new IllegalStateException("asked for an option of an autoscaler that was not checked");
    }
    return value;
  }
}
