package io.github.cdk8sovms.autoscaling;

import static io.github.cdk8sovms.validation.Findings.quote;

import io.github.cdk8sovms.adapter.PrometheusAdapter;
import io.github.cdk8sovms.kubernetes.ComponentBuilder;
import io.github.cdk8sovms.kubernetes.Durations;
import io.github.cdk8sovms.kubernetes.Placement;
import io.github.cdk8sovms.kubernetes.Resources;
import io.github.cdk8sovms.serving.ModelServer;
import io.github.cdk8sovms.signal.LoadSignal;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.Findings;
import io.github.cdk8sovms.validation.Required;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.constructs.Construct;

/** Options of an autoscaler, with defaults and validation. */
abstract sealed class AutoscalerOptions extends ComponentBuilder<RatioAutoscaler.Builder>
    permits RatioAutoscaler.Builder {
  private static final Duration LONGEST_START = Duration.ofHours(2);

  private @Nullable ModelServer target;
  private @Nullable ScalingBackend backend;
  private Set<String> backends = new LinkedHashSet<>();
  private @Nullable ReplicaRange replicas;
  private @Nullable Duration startTime;
  private @Nullable Resources quota;
  private SignalTarget signal = SignalTarget.DEFAULT;
  private boolean signalGiven;
  private FurtherMetrics further = FurtherMetrics.NONE;
  private Behavior behavior = Behavior.responsive();

  AutoscalerOptions(Construct scope, String id) {
    super(scope, id);
  }

  /** Sets the server to scale. Required. */
  public RatioAutoscaler.Builder target(ModelServer server) {
    this.target = Required.nonNull(server);
    return self();
  }

  /** Uses a metrics adapter as the metric source. Either an adapter or KEDA is required. */
  public RatioAutoscaler.Builder metrics(PrometheusAdapter adapter) {
    this.backend = new CustomMetricsHpa(Required.nonNull(adapter));
    backends.add("metrics(adapter)");
    return self();
  }

  /** Uses KEDA as the metric source. Either an adapter or KEDA is required. */
  public RatioAutoscaler.Builder metrics(Keda keda) {
    this.backend = new KedaScaledObject(Required.nonNull(keda));
    backends.add("metrics(keda)");
    return self();
  }

  /**
   * Sets the load signal. Default: {@link LoadSignal#requestsPerStream()}; for a server of graphs
   * with one capacity, {@link LoadSignal#graphsInFlight} with this capacity.
   */
  public RatioAutoscaler.Builder signal(LoadSignal load) {
    this.signal = signal.signal(Required.nonNull(load));
    this.signalGiven = true;
    return self();
  }

  /**
   * Sets the target value of the signal per pod: by default, requests per execution stream.
   * Default: the usual target of the signal, 1 for requests per stream. A lower target reduces
   * latency and needs more pods; a higher one saves pods and lets requests queue. Kubernetes does
   * not scale while the load is within 10 % of the target.
   */
  public RatioAutoscaler.Builder ratio(double target) {
    this.signal = signal.ratio(target);
    return self();
  }

  /** Sets the target of a latency signal. Required for such signals. */
  public RatioAutoscaler.Builder latency(Duration target) {
    this.signal = signal.latency(Required.nonNull(target));
    return self();
  }

  /**
   * Adds a load signal. The autoscaler requests the highest number of pods of all its signals, and
   * removes none while one of them has no value. Alerts and the dashboard show the first signal.
   *
   * @param target the target per pod, as for {@link #ratio}
   */
  public RatioAutoscaler.Builder additionalSignal(LoadSignal load, double target) {
    this.further =
        further.with(SignalTarget.DEFAULT.signal(Required.nonNull(load, "load")).ratio(target));
    return self();
  }

  /**
   * Adds a latency signal, as {@link #additionalSignal(LoadSignal, double)}.
   *
   * @param target the target of the latency
   */
  public RatioAutoscaler.Builder additionalSignal(LoadSignal load, Duration target) {
    this.further =
        further.with(
            SignalTarget.DEFAULT
                .signal(Required.nonNull(load, "load"))
                .latency(Required.nonNull(target, "target")));
    return self();
  }

  /**
   * Adds a target for the CPU use of the server's container, in percent of its request: a safety
   * net for work that no signal counts. Needs metrics-server and CPU requests. A target that the
   * limit does not allow to be exceeded is rejected: with equal requests and limits, 90 is the
   * highest.
   */
  public RatioAutoscaler.Builder cpu(int percent) {
    this.further = further.with(new Utilization(Utilization.CPU, percent));
    return self();
  }

  /**
   * Adds a target for the memory use of the server's container, in percent of its request. It warns
   * always: most memory is that of the models, and stays when the load is spread over more pods.
   */
  public RatioAutoscaler.Builder memory(int percent) {
    this.further = further.with(new Utilization(Utilization.MEMORY, percent));
    return self();
  }

  /** Adds a period with a higher minimum of pods. Only with {@link Keda}. */
  public RatioAutoscaler.Builder schedule(Schedule period) {
    this.further = further.with(Required.nonNull(period));
    return self();
  }

  /**
   * Sets the time from the creation of a pod until it is ready, with its models loaded. Scale-up
   * then happens in steps that wait for the previous pods, and {@link RatioAutoscaler#lagBudget()}
   * includes this time.
   */
  public RatioAutoscaler.Builder startTime(Duration untilReady) {
    this.startTime = Required.nonNull(untilReady);
    return self();
  }

  /**
   * Sets the part of the namespace's ResourceQuota that is available to this server. A maxReplicas
   * that does not fit is rejected, because the quota would reject the pods.
   */
  public RatioAutoscaler.Builder quota(Resources left) {
    this.quota = Required.nonNull(left);
    return self();
  }

  /**
   * Sets minReplicas and maxReplicas. Required. {@code min} can be 0 only with {@link
   * Keda#scaleToZero}.
   */
  public RatioAutoscaler.Builder replicas(int min, int max) {
    this.replicas = new ReplicaRange(min, max);
    return self();
  }

  /** Sets how fast the autoscaler follows the load. Default: {@link Behavior#responsive()}. */
  public RatioAutoscaler.Builder behavior(Behavior stabilization) {
    this.behavior = Required.nonNull(stabilization);
    return self();
  }

  @Override
  protected void detach() {
    super.detach();
    backends = new LinkedHashSet<>(backends);
  }

  @Override
  protected void check(Findings findings) {
    super.check(findings);
    boolean hasUsableTarget = signal().check(findings);
    if (replicas == null) {
      findings.add(
          FindingCode.MISSING,
          "replicas",
          "no replica range is given; the maximum is a question of cost",
          "Add .replicas(1, 3).");
    } else {
      replicas.check(findings, backend != null && backend.startsFromNoPods());
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
    checkOneOf(findings, backends, "the metric source");
    checkMetrics(findings);
    further.check(findings, this, Optional.ofNullable(target), Optional.ofNullable(backend));
    if (target != null) {
      new SignalOnServer(signal().signal(), target)
          .check(findings, backend == null || backend.selectsModelsByLabel());
      if (hasUsableTarget) {
        new ReachableTarget(signal(), behavior.up().usableTolerance()).check(findings, target);
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

  final ModelServer target() {
    return checked(target);
  }

  final ScalingBackend backend() {
    return checked(backend);
  }

  final ReplicaRange replicas() {
    return checked(replicas);
  }

  /** Returns the range; empty if it is missing, which is reported elsewhere. */
  final Optional<ReplicaRange> configuredReplicas() {
    return Optional.ofNullable(replicas);
  }

  final Optional<Duration> configuredStartTime() {
    return Optional.ofNullable(startTime);
  }

  final SignalTarget signal() {
    return signalGiven || target == null ? signal : signal.withDefaultFor(target);
  }

  /** Returns all load signals, beginning with the main one. */
  final List<SignalTarget> signals() {
    List<SignalTarget> signals = new ArrayList<>(List.of(signal()));
    signals.addAll(further.signals());
    return signals;
  }

  final FurtherMetrics further() {
    return further;
  }

  final Behavior behavior() {
    return startTime == null ? behavior : behavior.forStartTime(startTime);
  }

  final AutoscalerSettings settings() {
    return new AutoscalerSettings(
        backend().autoscalerName(name()),
        target(),
        backend().prometheus(),
        backend().adapter(),
        signal().signal(),
        signal().value(),
        replicas().min(),
        replicas().max(),
        behavior(),
        Optional.ofNullable(startTime));
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
            + " has an autoscaler already; Kubernetes disables both if two target one server",
        "Remove one of them.");
    target
        .volumeOfOneNode()
        .ifPresent(
            claim ->
                findings.add(
                    FindingCode.NODE_LIMIT,
                    "target",
                    quote(claim)
                        + " can be mounted on one node at a time, so pods that the autoscaler"
                        + " adds on other nodes do not start",
                    "Use a volume with the access mode ReadOnlyMany or ReadWriteMany, and"
                        + " .manyNodes()."));
    findings.require(
        namespace().equals(target.namespace()),
        FindingCode.AUTOSCALER_NAMESPACE,
        "namespace",
        quote(namespace())
            + " is not the namespace of the server, "
            + quote(target.namespace())
            + ", and an autoscaler can only scale targets in its own namespace",
        "Leave .namespace(..) out.");
  }

  private void checkMetrics(Findings findings) {
    if (backend == null) {
      findings.add(
          FindingCode.MISSING,
          "metrics",
          "no source of metrics is given; the autoscaler would never scale",
          "Add .metrics(adapter), or .metrics(Keda.with(prometheus)).");
      return;
    }
    findings.require(
        target == null || backend.prometheus().scrapes(target),
        FindingCode.NOT_SCRAPED,
        "metrics",
        quote(target == null ? "" : target.scaleTarget().name())
            + " is not scraped by the Prometheus that is queried by "
            + backend.displayName()
            + ", so the autoscaler would never scale",
        "Add .scrape(server) to the Prometheus.");
    backend.check(findings, this);
    new SignalWindow(signal().signal(), backend.prometheus().scrapeInterval())
        .check(findings, behavior.down());
  }

  private static <T> T checked(@Nullable T value) {
    if (value == null) {
      throw new IllegalStateException("option of an autoscaler read before validation");
    }
    return value;
  }
}
