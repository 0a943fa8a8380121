package io.github.cdk8sovms.monitoring;

import static io.github.cdk8sovms.validation.Findings.quote;

import io.github.cdk8sovms.kubernetes.ComponentBuilder;
import io.github.cdk8sovms.kubernetes.ImageReference;
import io.github.cdk8sovms.kubernetes.NetworkPeer;
import io.github.cdk8sovms.kubernetes.Placement;
import io.github.cdk8sovms.kubernetes.Quantity;
import io.github.cdk8sovms.kubernetes.Resources;
import io.github.cdk8sovms.serving.OvmsModelServer;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.Findings;
import io.github.cdk8sovms.validation.Required;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.constructs.Construct;

/** What can be said about a Prometheus, its defaults, and the rules for it. */
abstract sealed class PrometheusOptions extends ComponentBuilder<PrometheusStack.Builder>
    permits PrometheusStack.Builder {
  private ScrapedServers servers = new ScrapedServers();
  private Set<String> ofOurPrometheus = new LinkedHashSet<>();
  private Set<String> modes = new LinkedHashSet<>();
  private Set<String> intervals = new LinkedHashSet<>();
  private PrometheusMode mode = PrometheusMode.STANDALONE;
  private ExistingPrometheus existing = ExistingPrometheus.NONE;
  private @Nullable PrometheusAccess access;
  private MonitorChoice monitors = MonitorChoice.DEFAULT;
  private ScrapeInterval scrapeInterval = ScrapeInterval.DEFAULT;
  private PrometheusPod pod = PrometheusPod.DEFAULT;
  private @Nullable AlertmanagerAddress alertmanager;

  PrometheusOptions(Construct scope, String id) {
    super(scope, id);
  }

  /** Adds a server whose metrics are read. */
  public PrometheusStack.Builder scrape(OvmsModelServer server) {
    Required.nonNull(server);
    servers.add(server);
    return self();
  }

  /**
   * Has the Prometheus Operator run it. The operator must be installed; it is not part of what is
   * emitted.
   */
  public PrometheusStack.Builder operator() {
    this.mode = PrometheusMode.OPERATOR;
    modes.add("operator");
    return self();
  }

  /**
   * Uses a Prometheus that is there already. What it reads is still to be said by {@code
   * .scrape(server)}: the servers let in nobody else.
   *
   * @param url its address inside the cluster, such as {@code
   *     "http://prometheus.monitoring.svc:9090"}
   */
  public PrometheusStack.Builder existing(String url) {
    Required.nonNull(url);
    return existing(ExistingPrometheus.at(url));
  }

  /**
   * Uses a Prometheus that is there already, of which more is to be said than its address: who
   * scrapes, what its series have in common, who evaluates rules.
   */
  public PrometheusStack.Builder existing(ExistingPrometheus prometheus) {
    this.existing = Required.nonNull(prometheus);
    this.mode = PrometheusMode.EXISTING;
    modes.add("existing");
    return self();
  }

  /**
   * Says how an existing Prometheus is verified and told who asks. Default: {@link
   * PrometheusAccess#open()}.
   */
  public PrometheusStack.Builder access(PrometheusAccess secrets) {
    Required.nonNull(secrets);
    this.access = secrets;
    return self();
  }

  /**
   * Sets the kind of monitors. Default with the operator: {@link Monitors#POD_MONITOR}; with an
   * existing Prometheus: {@link Monitors#NONE}, on OpenShift {@link Monitors#POD_MONITOR}.
   */
  public PrometheusStack.Builder monitors(Monitors kind) {
    Required.nonNull(kind);
    this.monitors = monitors.of(kind);
    return self();
  }

  /**
   * Labels the monitors with the Helm release of kube-prometheus-stack, which by default takes up
   * only monitors labelled so.
   */
  public PrometheusStack.Builder release(String helmRelease) {
    Required.nonNull(helmRelease);
    this.monitors = monitors.labelled(helmRelease);
    return self();
  }

  /** Sets whose monitors are taken up. Default: {@link MonitorScope#ALL_NAMESPACES}. */
  public PrometheusStack.Builder monitorScope(MonitorScope scope) {
    Required.nonNull(scope);
    this.monitors = monitors.within(scope);
    return onOurPrometheus("monitorScope");
  }

  /**
   * Sets how often metrics are read; for an existing Prometheus without monitors, how often it does
   * so. Default: 15 seconds. Timeouts and windows follow from it.
   */
  public PrometheusStack.Builder scrapeInterval(Duration interval) {
    Required.nonNull(interval);
    this.scrapeInterval = new ScrapeInterval(interval);
    intervals.add("scrapeInterval");
    return self();
  }

  /**
   * Follows the load as fast as can be: a scrape every 5 seconds, averages over 20, and an adapter
   * that looks for metrics every 10. For loads that rise within seconds. It costs three times the
   * samples, and takes bursts of half a minute for a trend: pods come and go more often.
   */
  public PrometheusStack.Builder fast() {
    this.scrapeInterval = ScrapeInterval.FAST;
    intervals.add("fast");
    return self();
  }

  /** Sets the image; Prometheus 3.12 or newer. */
  public PrometheusStack.Builder image(String prometheus) {
    Required.nonNull(prometheus);
    this.pod = pod.running(new PrometheusImage(ImageReference.of(prometheus)));
    return onOurPrometheus("image");
  }

  /** Sets the size of the volume. Default: 10Gi, of which samples may take 80 %. */
  public PrometheusStack.Builder storage(String size) {
    Required.nonNull(size);
    this.pod = pod.storing(pod.storage().of(Quantity.of(size)));
    return onOurPrometheus("storage");
  }

  /**
   * Sets the StorageClass of the volume. Default: the default class of the cluster.
   *
   * @param existing a StorageClass of the cluster
   */
  public PrometheusStack.Builder storageClass(String existing) {
    Required.nonNull(existing);
    this.pod = pod.storing(pod.storage().ofClass(existing));
    return onOurPrometheus("storageClass");
  }

  /** Sets how long samples are kept, if the volume lasts. Default: 15 days. */
  public PrometheusStack.Builder retention(Duration time) {
    Required.nonNull(time);
    this.pod = pod.storing(pod.storage().kept(time));
    return onOurPrometheus("retention");
  }

  /**
   * Keeps samples on the node, in a volume that ends with the pod, instead of one that outlasts it:
   * for clusters without volumes. A new pod starts without any samples, so that nothing is scaled
   * until half an averaging window is filled again.
   */
  public PrometheusStack.Builder ephemeral() {
    this.pod = pod.storing(pod.storage().endingWithPod());
    return onOurPrometheus("ephemeral");
  }

  /** Sets CPU and memory. Default: 500m and 1Gi. */
  public PrometheusStack.Builder resources(Resources perPod) {
    Required.nonNull(perPod);
    this.pod = pod.with(perPod);
    return onOurPrometheus("resources");
  }

  /**
   * Sets who may query it besides the adapter, such as a Grafana; a NetworkPolicy keeps everyone
   * else out. Default: nobody.
   */
  public PrometheusStack.Builder clients(NetworkPeer... callers) {
    this.pod = pod.answering(Required.elements(callers));
    return onOurPrometheus("clients");
  }

  /**
   * Sends alerts to an Alertmanager that is there already. Default: alerts are shown by Prometheus
   * and sent to nobody.
   *
   * @param url its address; with the operator that of a Service, such as {@code
   *     "http://alertmanager.monitoring.svc:9093"}
   */
  public PrometheusStack.Builder alertmanager(String url) {
    Required.nonNull(url);
    this.alertmanager = new AlertmanagerAddress(url);
    return onOurPrometheus("alertmanager");
  }

  @Override
  protected void detach() {
    super.detach();
    servers = servers.copy();
    ofOurPrometheus = new LinkedHashSet<>(ofOurPrometheus);
    modes = new LinkedHashSet<>(modes);
    intervals = new LinkedHashSet<>(intervals);
  }

  @Override
  protected void check(Findings findings) {
    super.check(findings);
    mode.checkName(findings, name());
    checkOneOf(findings, modes, "who runs the Prometheus");
    checkOneOf(findings, intervals, "how often metrics are read");
    if (!pod.clients().isEmpty() && !isExisting()) {
      checkIsolated(findings, "clients");
    }
    scrapeInterval.check(findings);
    pod.check(findings);
    servers.check(findings, isExisting() && monitors() == Monitors.NONE);
    monitors.check(findings, mode, namespace(), servers);
    alertmanager().ifPresent(address -> address.check(findings, isByOperator()));
    if (isExisting()) {
      checkExisting(findings);
    } else {
      findings.require(
          access == null,
          FindingCode.ACCESS,
          "access",
          "a Prometheus of our own asks nobody who he is; its network is closed instead",
          "Leave .access(..) out.");
    }
    if (isByOperator()) {
      runtimeClass()
          .ifPresent(
              runtime ->
                  findings.add(
                      FindingCode.NO_EFFECT,
                      "scheduling.runtimeClass",
                      quote(runtime) + " has no field in a Prometheus of the Prometheus Operator",
                      "Leave .runtimeClass(..) out here."));
    }
  }

  private void checkExisting(Findings findings) {
    existing.check(findings, access());
    existing.checkMonitors(findings, monitors());
    if (!isNamespaceGiven()) {
      existing.checkReader(findings, servers, monitors());
    }
    access().check(findings, existing.url());
    ofOurPrometheus.forEach(
        option -> addNoEffect(findings, option, "a Prometheus that exists already"));
  }

  @Override
  protected Optional<String> podless() {
    return isExisting() ? Optional.of("a Prometheus that exists already") : Optional.empty();
  }

  /** A Service's own namespace, for a Prometheus that is there already. */
  @Override
  protected String defaultNamespace() {
    return existing.namespace().orElseGet(super::defaultNamespace);
  }

  final Placement placement() {
    return placement(PrometheusObjects.SOFTWARE, "monitoring");
  }

  final PrometheusObjects objects() {
    return switch (mode) {
      case STANDALONE -> new StandalonePrometheus(this);
      case OPERATOR -> new OperatorPrometheus(this);
      case EXISTING -> new ExistingMonitoring(this, existing);
    };
  }

  final boolean isByOperator() {
    return mode == PrometheusMode.OPERATOR;
  }

  final boolean isExisting() {
    return mode == PrometheusMode.EXISTING;
  }

  final Optional<AlertmanagerAddress> alertmanager() {
    return Optional.ofNullable(alertmanager);
  }

  final SelfMonitoring ownSeries(String job) {
    boolean isolated = placement().pods().isolated();
    return new SelfMonitoring(job, pod.storage().size(), isolated && pod.clients().isEmpty());
  }

  final List<OvmsModelServer> servers() {
    return servers.inOrder();
  }

  final boolean scrapes(OvmsModelServer server) {
    return servers.contains(server);
  }

  final PrometheusAccess access() {
    return access == null ? PrometheusAccess.open() : access;
  }

  final Monitors monitors() {
    return existing.isOfUserWorkloads()
        ? monitors.kindOr(Monitors.POD_MONITOR)
        : monitors.kind(mode);
  }

  final List<Map<String, String>> imagePullSecrets() {
    return pullSecrets();
  }

  final Optional<String> release() {
    return Optional.ofNullable(monitors.release());
  }

  final MonitorScope monitorScope() {
    return monitors.scope();
  }

  final ScrapeInterval scrapeInterval() {
    return scrapeInterval;
  }

  final PrometheusPod pod() {
    return pod;
  }

  /** Notes an option that has no effect on a Prometheus that is there already. */
  private PrometheusStack.Builder onOurPrometheus(String option) {
    ofOurPrometheus.add(option);
    return self();
  }
}
