package io.github.cdk8sovms.monitoring;

import static io.github.cdk8sovms.validation.Findings.quote;

import io.github.cdk8sovms.kubernetes.ComponentBuilder;
import io.github.cdk8sovms.kubernetes.ImageReference;
import io.github.cdk8sovms.kubernetes.Labels;
import io.github.cdk8sovms.kubernetes.Names;
import io.github.cdk8sovms.kubernetes.NetworkPeer;
import io.github.cdk8sovms.kubernetes.Placement;
import io.github.cdk8sovms.kubernetes.Quantity;
import io.github.cdk8sovms.kubernetes.Resources;
import io.github.cdk8sovms.serving.OvmsModelServer;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.Findings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
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
  private static final Resources DEFAULT_RESOURCES = Resources.cpu("500m").memory("1Gi");

  /** What follows the name of a StatefulSet in the label controller-revision-hash of its pods. */
  private static final String REVISION = "-7d4f8b9c65";

  private enum Mode {
    STANDALONE,
    OPERATOR,
    EXISTING
  }

  private final List<OvmsModelServer> servers = new ArrayList<>();
  private final Set<OvmsModelServer> scraped = new HashSet<>();
  private final Set<String> ofOurPrometheus = new LinkedHashSet<>();
  private List<NetworkPeer> clients = List.of();
  private @Nullable PrometheusAccess access;
  private Mode mode = Mode.STANDALONE;
  private PrometheusAddress existing = PrometheusAddress.NONE;
  private @Nullable Monitors monitors;
  private @Nullable String release;
  private MonitorScope monitorScope = MonitorScope.ALL_NAMESPACES;
  private ScrapeInterval scrapeInterval = ScrapeInterval.DEFAULT;
  private PrometheusImage image = PrometheusImage.DEFAULT;
  private Storage storage = Storage.DEFAULT;
  private Resources resources = DEFAULT_RESOURCES;

  PrometheusOptions(Construct scope, String id) {
    super(scope, id);
  }

  /** Adds a server whose metrics are read. */
  public PrometheusStack.Builder scrape(OvmsModelServer server) {
    servers.add(server);
    scraped.add(server);
    return self();
  }

  /**
   * Has the Prometheus Operator run it. The operator must be installed; it is not part of what is
   * emitted.
   */
  public PrometheusStack.Builder operator() {
    this.mode = Mode.OPERATOR;
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
    this.mode = Mode.EXISTING;
    this.existing = new PrometheusAddress(url);
    return self();
  }

  /**
   * Says how an existing Prometheus is verified and told who asks. Default: {@link
   * PrometheusAccess#open()}.
   */
  public PrometheusStack.Builder access(PrometheusAccess secrets) {
    this.access = secrets;
    return self();
  }

  /**
   * Sets the kind of monitors. Default with the operator: {@link Monitors#POD_MONITOR}; with an
   * existing Prometheus: {@link Monitors#NONE}.
   */
  public PrometheusStack.Builder monitors(Monitors kind) {
    this.monitors = kind;
    return self();
  }

  /**
   * Labels the monitors with the Helm release of kube-prometheus-stack, which by default takes up
   * only monitors labelled so.
   */
  public PrometheusStack.Builder release(String helmRelease) {
    this.release = helmRelease;
    return self();
  }

  /** Sets whose monitors are taken up. Default: {@link MonitorScope#ALL_NAMESPACES}. */
  public PrometheusStack.Builder monitorScope(MonitorScope scope) {
    this.monitorScope = scope;
    ofOurPrometheus.add("monitorScope");
    return self();
  }

  /**
   * Sets how often metrics are read; for an existing Prometheus without monitors, how often it does
   * so. Default: 15 seconds. Timeouts and windows follow from it.
   */
  public PrometheusStack.Builder scrapeInterval(Duration interval) {
    this.scrapeInterval = new ScrapeInterval(interval);
    return self();
  }

  /**
   * Follows the load as fast as can be: a scrape every 5 seconds, averages over 20, and an adapter
   * that looks for metrics every 10. For loads that rise within seconds. It costs three times the
   * samples, and takes bursts of half a minute for a trend: pods come and go more often.
   */
  public PrometheusStack.Builder fast() {
    this.scrapeInterval = ScrapeInterval.FAST;
    return self();
  }

  /** Sets the image; Prometheus 3.12 or newer. */
  public PrometheusStack.Builder image(String prometheus) {
    this.image = new PrometheusImage(ImageReference.of(prometheus));
    ofOurPrometheus.add("image");
    return self();
  }

  /** Sets the size of the volume. Default: 10Gi, of which samples may take 80 %. */
  public PrometheusStack.Builder storage(String size) {
    this.storage = storage.of(Quantity.of(size));
    ofOurPrometheus.add("storage");
    return self();
  }

  /** Sets how long samples are kept, if the volume lasts. Default: 15 days. */
  public PrometheusStack.Builder retention(Duration time) {
    this.storage = storage.kept(time);
    ofOurPrometheus.add("retention");
    return self();
  }

  /**
   * Keeps samples on the node, in a volume that ends with the pod, instead of one that outlasts it:
   * for clusters without volumes. A new pod starts without any samples, so that nothing is scaled
   * until half an averaging window is filled again.
   */
  public PrometheusStack.Builder ephemeral() {
    this.storage = storage.endingWithPod();
    ofOurPrometheus.add("ephemeral");
    return self();
  }

  /** Sets CPU and memory. Default: 500m and 1Gi. */
  public PrometheusStack.Builder resources(Resources perPod) {
    this.resources = perPod;
    ofOurPrometheus.add("resources");
    return self();
  }

  /**
   * Sets who may query it besides the adapter, such as a Grafana; a NetworkPolicy keeps everyone
   * else out. Default: nobody.
   */
  public PrometheusStack.Builder clients(NetworkPeer... callers) {
    this.clients = List.of(callers);
    ofOurPrometheus.add("clients");
    return self();
  }

  @Override
  protected void check(Findings findings) {
    super.check(findings);
    checkNameOfStatefulSet(findings);
    scrapeInterval.check(findings);
    image.check(findings);
    storage.check(findings);
    resources.check(findings, "resources");
    clients.forEach(peer -> peer.check(findings, "clients"));
    checkServers(findings);
    checkMonitors(findings);
    if (mode == Mode.EXISTING) {
      existing.check(findings);
      checkReader(findings);
      access().check(findings, existing.url());
      ofOurPrometheus.forEach(
          option -> addNoEffect(findings, option, "a Prometheus that exists already"));
    } else if (access != null) {
      findings.add(
          FindingCode.ACCESS,
          "access",
          "a Prometheus of our own asks nobody who he is; its network is closed instead",
          "Leave .access(..) out.");
    }
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
      case EXISTING -> new ExistingPrometheus(this, existing.url());
    };
  }

  final List<OvmsModelServer> servers() {
    return List.copyOf(servers);
  }

  /** Asked by each autoscaler of a fleet, so it must not depend on the number of servers. */
  final boolean scrapes(OvmsModelServer server) {
    return scraped.contains(server);
  }

  /** What we configure ourselves reads servers only. */
  final boolean scrapesOthers() {
    return mode != Mode.STANDALONE;
  }

  final List<NetworkPeer> clients() {
    return clients;
  }

  final PrometheusAccess access() {
    return access == null ? PrometheusAccess.open() : access;
  }

  final Monitors monitors() {
    if (monitors != null) {
      return monitors;
    }
    return mode == Mode.OPERATOR ? Monitors.POD_MONITOR : Monitors.NONE;
  }

  final List<Map<String, String>> imagePullSecrets() {
    return pullSecrets();
  }

  final Optional<String> release() {
    return Optional.ofNullable(release);
  }

  final MonitorScope monitorScope() {
    return monitorScope;
  }

  final ScrapeInterval scrapeInterval() {
    return scrapeInterval;
  }

  final PrometheusImage image() {
    return image;
  }

  final Storage storage() {
    return storage;
  }

  final Resources resources() {
    return resources;
  }

  /** Kubernetes labels the pods of a StatefulSet with its revision, which begins with its name. */
  private void checkNameOfStatefulSet(Findings findings) {
    switch (mode) {
      case STANDALONE ->
          Names.checkRoom(
              findings,
              "name",
              name(),
              REVISION.length(),
              "Kubernetes labels the pods of a StatefulSet with its name and a revision");
      case OPERATOR ->
          Names.checkRoom(
              findings,
              "name",
              name(),
              OperatorPrometheus.OPERATOR_PREFIX.length() + REVISION.length(),
              "the operator puts \"prometheus-\" before it, and Kubernetes labels pods with that"
                  + " and a revision");
      case EXISTING -> {}
    }
  }

  private void checkServers(Findings findings) {
    boolean mayScrapeOthers = mode == Mode.EXISTING && monitors() == Monitors.NONE;
    findings.require(
        mayScrapeOthers || !servers.isEmpty(),
        FindingCode.NOTHING_SCRAPED,
        "scrape",
        "no server is given, so there would be nothing to scale on",
        "Add .scrape(server) for each OvmsModelServer.");
    findings.require(
        scraped.size() == servers.size(),
        FindingCode.SCRAPED_TWICE,
        "scrape",
        quote(servers.stream().map(OvmsModelServer::serviceName).toList())
            + " holds a server twice; sums over its pods would count everything twice",
        "Keep one .scrape(..) for each server.");
  }

  /** The servers let in the namespace of whatever reads their metrics, so it must be known. */
  private void checkReader(Findings findings) {
    findings.require(
        isNamespaceGiven()
            || !existing.isOutside()
            || servers.stream().noneMatch(server -> server.metrics().isolated()),
        FindingCode.MISSING,
        "namespace",
        quote(existing.url())
            + " is outside the cluster, and the network of the servers is closed to whatever reads"
            + " their metrics for it",
        "Add .namespace(\"monitoring\"), the namespace of what scrapes the pods.");
  }

  private void checkMonitors(Findings findings) {
    findings.require(
        mode != Mode.STANDALONE || monitors() == Monitors.NONE,
        FindingCode.MONITORS,
        "monitors",
        quote(monitors()) + " has no effect: without an operator nobody reads monitors",
        "Add .operator() or .existing(url), or leave .monitors(..) out.");
    findings.require(
        mode != Mode.OPERATOR || monitors() != Monitors.NONE,
        FindingCode.MONITORS,
        "monitors",
        quote(monitors()) + " leaves a Prometheus of the operator without anything to scrape",
        "Use Monitors.POD_MONITOR or Monitors.SERVICE_MONITOR.");
    if (release != null) {
      Labels.checkValue(findings, "release", release);
      findings.require(
          monitors() != Monitors.NONE,
          FindingCode.MONITORS,
          "release",
          quote(release) + " labels monitors, and there are none",
          "Add .monitors(Monitors.POD_MONITOR), or leave .release(..) out.");
    }
    findings.require(
        mode != Mode.OPERATOR
            || monitorScope == MonitorScope.ALL_NAMESPACES
            || servers.stream().allMatch(server -> server.namespace().equals(namespace())),
        FindingCode.MONITORS,
        "monitorScope",
        quote(monitorScope)
            + " takes up monitors of "
            + quote(namespace())
            + " only, but servers are in other namespaces",
        "Use MonitorScope.ALL_NAMESPACES.");
  }
}
