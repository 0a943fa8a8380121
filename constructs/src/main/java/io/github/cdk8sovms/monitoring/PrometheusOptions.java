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

/** The options of a Prometheus, their defaults and their validation. */
abstract sealed class PrometheusOptions extends ComponentBuilder<PrometheusStack.Builder>
    permits PrometheusStack.Builder {
  private ScrapedServers servers = new ScrapedServers();
  private Set<String> ignoredIfExisting = new LinkedHashSet<>();
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

  /** Adds a server to scrape. */
  public PrometheusStack.Builder scrape(OvmsModelServer server) {
    Required.nonNull(server);
    servers.add(server);
    return self();
  }

  /**
   * Runs Prometheus with the Prometheus Operator. The operator must be installed; it is not
   * emitted.
   */
  public PrometheusStack.Builder operator() {
    this.mode = PrometheusMode.OPERATOR;
    modes.add("operator");
    return self();
  }

  /**
   * Uses an existing Prometheus. The scraped servers must still be set with {@code
   * .scrape(server)}: their NetworkPolicies admit no other client.
   *
   * @param url its address inside the cluster, such as {@code
   *     "http://prometheus.monitoring.svc:9090"}
   */
  public PrometheusStack.Builder existing(String url) {
    Required.nonNull(url);
    return existing(ExistingPrometheus.at(url));
  }

  /**
   * Uses an existing Prometheus with more settings than its address: the scraper, the common labels
   * of its series, and the evaluation of rules.
   */
  public PrometheusStack.Builder existing(ExistingPrometheus prometheus) {
    this.existing = Required.nonNull(prometheus);
    this.mode = PrometheusMode.EXISTING;
    modes.add("existing");
    return self();
  }

  /**
   * Sets how clients verify an existing Prometheus and authenticate. Default: {@link
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
   * Labels the monitors with the Helm release of kube-prometheus-stack, which by default selects
   * only monitors with this label.
   */
  public PrometheusStack.Builder release(String helmRelease) {
    Required.nonNull(helmRelease);
    this.monitors = monitors.labelled(helmRelease);
    return self();
  }

  /** Sets which monitors are selected. Default: {@link MonitorScope#ALL_NAMESPACES}. */
  public PrometheusStack.Builder monitorScope(MonitorScope scope) {
    Required.nonNull(scope);
    this.monitors = monitors.within(scope);
    return notForExisting("monitorScope");
  }

  /**
   * Sets the scrape interval; for an existing Prometheus without monitors, declares it. Default: 15
   * seconds. Timeouts and windows are derived from it.
   */
  public PrometheusStack.Builder scrapeInterval(Duration interval) {
    Required.nonNull(interval);
    this.scrapeInterval = new ScrapeInterval(interval);
    intervals.add("scrapeInterval");
    return self();
  }

  /**
   * Follows the load as fast as possible: a scrape interval of 5 seconds, an averaging window of
   * 20, and a relist interval of the adapter of 10. For loads that rise within seconds. It triples
   * the number of samples, and reacts to bursts of half a minute: scaling is more frequent.
   */
  public PrometheusStack.Builder fast() {
    this.scrapeInterval = ScrapeInterval.FAST;
    intervals.add("fast");
    return self();
  }

  /** Sets the image; Prometheus 3.12 or newer. */
  public PrometheusStack.Builder image(String prometheus) {
    Required.nonNull(prometheus);
    this.pod = pod.withImage(new PrometheusImage(ImageReference.of(prometheus)));
    return notForExisting("image");
  }

  /** Sets the size of the volume. Default: 10Gi, of which samples may take 80 %. */
  public PrometheusStack.Builder storage(String size) {
    Required.nonNull(size);
    this.pod = pod.withStorage(pod.storage().withSize(Quantity.of(size)));
    return notForExisting("storage");
  }

  /**
   * Sets the StorageClass of the volume. Default: the default class of the cluster.
   *
   * @param existing a StorageClass of the cluster
   */
  public PrometheusStack.Builder storageClass(String existing) {
    Required.nonNull(existing);
    this.pod = pod.withStorage(pod.storage().withStorageClass(existing));
    return notForExisting("storageClass");
  }

  /** Sets the retention time of samples, if the volume is large enough. Default: 15 days. */
  public PrometheusStack.Builder retention(Duration time) {
    Required.nonNull(time);
    this.pod = pod.withStorage(pod.storage().withRetention(time));
    return notForExisting("retention");
  }

  /**
   * Stores samples on the node, in a volume with the lifetime of the pod, instead of a persistent
   * one: for clusters without persistent volumes. A new pod starts without samples, so autoscaling
   * pauses until half an averaging window is filled again.
   */
  public PrometheusStack.Builder ephemeral() {
    this.pod = pod.withStorage(pod.storage().asEphemeral());
    return notForExisting("ephemeral");
  }

  /** Sets CPU and memory. Default: 500m and 1Gi. */
  public PrometheusStack.Builder resources(Resources perPod) {
    Required.nonNull(perPod);
    this.pod = pod.withResources(perPod);
    return notForExisting("resources");
  }

  /**
   * Sets the allowed clients besides the adapter, such as a Grafana; a NetworkPolicy blocks all
   * others. Default: none.
   */
  public PrometheusStack.Builder clients(NetworkPeer... callers) {
    this.pod = pod.withClients(Required.elements(callers));
    return notForExisting("clients");
  }

  /**
   * Sends alerts to an existing Alertmanager. Default: alerts are shown in Prometheus' web UI and
   * not sent.
   *
   * @param url its address; with the operator that of a Service, such as {@code
   *     "http://alertmanager.monitoring.svc:9093"}
   */
  public PrometheusStack.Builder alertmanager(String url) {
    Required.nonNull(url);
    this.alertmanager = new AlertmanagerAddress(url);
    return notForExisting("alertmanager");
  }

  @Override
  protected void detach() {
    super.detach();
    servers = servers.copy();
    ignoredIfExisting = new LinkedHashSet<>(ignoredIfExisting);
    modes = new LinkedHashSet<>(modes);
    intervals = new LinkedHashSet<>(intervals);
  }

  @Override
  protected void check(Findings findings) {
    super.check(findings);
    mode.checkName(findings, name());
    checkOneOf(findings, modes, "how Prometheus is run");
    checkOneOf(findings, intervals, "the scrape interval");
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
          "a Prometheus that this library creates has no authentication; a NetworkPolicy restricts"
              + " its clients",
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
      existing.checkScraper(findings, servers, monitors());
    }
    access().check(findings, existing.url());
    ignoredIfExisting.forEach(option -> addNoEffect(findings, option, "an existing Prometheus"));
  }

  @Override
  protected Optional<String> podless() {
    return isExisting() ? Optional.of("an existing Prometheus") : Optional.empty();
  }

  /** Returns the namespace of the Service, for an existing Prometheus. */
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

  /** Records an option that has no effect on an existing Prometheus. */
  private PrometheusStack.Builder notForExisting(String option) {
    ignoredIfExisting.add(option);
    return self();
  }
}
