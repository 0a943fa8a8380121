package io.github.cdk8sovms.dashboard;

import static io.github.cdk8sovms.validation.Findings.quote;

import io.github.cdk8sovms.autoscaling.AutoscalerSettings;
import io.github.cdk8sovms.autoscaling.RatioAutoscaler;
import io.github.cdk8sovms.kubernetes.ComponentBuilder;
import io.github.cdk8sovms.kubernetes.ConfigText;
import io.github.cdk8sovms.kubernetes.Placement;
import io.github.cdk8sovms.kubernetes.Text;
import io.github.cdk8sovms.monitoring.PrometheusStack;
import io.github.cdk8sovms.serving.OvmsMetric;
import io.github.cdk8sovms.serving.OvmsModelServer;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.Findings;
import io.github.cdk8sovms.validation.Required;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.constructs.Construct;

/** The options of a dashboard, their defaults and their validation. */
abstract sealed class DashboardOptions extends ComponentBuilder<Dashboard.Builder>
    permits Dashboard.Builder {
  private static final Pattern UID = Pattern.compile("[A-Za-z0-9_-]{1,40}");

  /** A ConfigMap is limited to one mebibyte; names and labels need some of it. */
  private static final int MAX_BYTES = 1_000_000;

  private static final int MAX_TEXT_LENGTH = 189;

  private List<RatioAutoscaler> autoscalers = new ArrayList<>();
  private Set<String> sidecarOptions = new LinkedHashSet<>();
  private String title = "OpenVINO Model Server";
  private String folder = "";
  private @Nullable String uid;
  private Delivery.Sidecar sidecar = Delivery.Sidecar.DEFAULT;
  private Delivery.@Nullable Operator operator;
  private boolean graphs;
  private boolean containerMetrics;

  DashboardOptions(Construct scope, String id) {
    super(scope, id);
  }

  /**
   * Adds an autoscaler: a separate row with signal and target, replicas, and throughput. The rows
   * for all servers include its server. At least one is required; all must use one Prometheus.
   */
  public Dashboard.Builder autoscaler(RatioAutoscaler shown) {
    autoscalers.add(Required.nonNull(shown));
    return self();
  }

  /** Sets the title in Grafana. Default: {@code OpenVINO Model Server}. */
  public Dashboard.Builder title(String text) {
    this.title = Required.nonNull(text);
    return self();
  }

  /**
   * Sets the folder in Grafana. Default: none. A sidecar uses it only if it is installed with
   * {@code folderAnnotation}.
   */
  public Dashboard.Builder folder(String name) {
    this.folder = Required.nonNull(name);
    return self();
  }

  /**
   * Sets the UID, which is part of the URL and unique in Grafana. Default: derived from namespace
   * and name, so that it is stable.
   *
   * @param text up to 40 letters, digits, '-' and '_'
   */
  public Dashboard.Builder uid(String text) {
    this.uid = Required.nonNull(text);
    return self();
  }

  /**
   * Sets the label of the ConfigMap, which the sidecar selects. Default: {@code grafana_dashboard}
   * with {@code "1"}, which kube-prometheus-stack selects in every namespace; Grafana's own chart
   * searches only its namespace, unless configured with {@code searchNamespace: ALL}.
   */
  public Dashboard.Builder sidecar(String label, String value) {
    this.sidecar =
        new Delivery.Sidecar(
            Required.nonNull(label, "label"),
            Required.nonNull(value, "value"),
            sidecar.folderAnnotation());
    sidecarOptions.add("sidecar");
    return self();
  }

  /**
   * Sets the annotation from which the sidecar reads the folder. Default: {@code grafana_folder}.
   */
  public Dashboard.Builder folderAnnotation(String key) {
    this.sidecar = new Delivery.Sidecar(sidecar.label(), sidecar.value(), Required.nonNull(key));
    sidecarOptions.add("folderAnnotation");
    return self();
  }

  /**
   * Emits a GrafanaDashboard instead, for the Grafana Operator from 5.0 on, which must be
   * installed. It may be in another namespace than its Grafana.
   *
   * @param label a label of the Grafana objects to select, such as {@code dashboards}
   * @param value its value, such as {@code grafana}
   */
  public Dashboard.Builder grafanaOperator(String label, String value) {
    this.operator =
        new Delivery.Operator(Required.nonNull(label, "label"), Required.nonNull(value, "value"));
    return self();
  }

  /** Adds the row of graphs even if no autoscaler scales on them, for example next to models. */
  public Dashboard.Builder graphs() {
    this.graphs = true;
    return self();
  }

  /**
   * Declares that Prometheus also scrapes the kubelet's container metrics, and adds a row of CPU
   * and memory. Only for an existing Prometheus: one that this library creates scrapes model
   * servers.
   */
  public Dashboard.Builder containerMetrics() {
    this.containerMetrics = true;
    return self();
  }

  @Override
  protected void detach() {
    super.detach();
    autoscalers = new ArrayList<>(autoscalers);
    sidecarOptions = new LinkedHashSet<>(sidecarOptions);
  }

  @Override
  protected void check(Findings findings) {
    super.check(findings);
    findings.require(
        UID.matcher(uid()).matches(),
        FindingCode.DASHBOARD_UID,
        "uid",
        quote(uid()) + " is not a valid UID; it must be up to 40 letters, digits, '-' and '_'",
        "Set a UID such as \"ovms-shop\", or leave .uid(..) out.");
    checkText(findings, "title", title);
    if (!folder.isEmpty()) {
      checkText(findings, "folder", folder);
    }
    delivery().check(findings, folder);
    if (operator != null) {
      sidecarOptions.forEach(option -> addNoEffect(findings, option, "a ConfigMap"));
    }
    checkAutoscalers(findings);
  }

  @Override
  protected Optional<String> podless() {
    return Optional.of("a dashboard");
  }

  @Override
  protected String defaultNamespace() {
    if (autoscalers.isEmpty()) {
      return super.defaultNamespace();
    }
    PrometheusStack prometheus = autoscalers.get(0).settings().prometheus();
    return prometheus.isOfPlatform() ? super.defaultNamespace() : prometheus.namespace();
  }

  final Placement placement() {
    return placement("grafana-dashboard", "dashboard");
  }

  final Delivery delivery() {
    return operator == null ? sidecar : operator;
  }

  final List<AutoscalerSettings> settings() {
    return autoscalers.stream().map(RatioAutoscaler::settings).toList();
  }

  final String folder() {
    return folder;
  }

  final String uid() {
    return uid == null ? "ovms-" + ConfigText.hash(namespace() + "/" + name()) : uid;
  }

  /** Returns a unique file name: the sidecar writes all ConfigMaps to one directory. */
  final String file() {
    return namespace() + "-" + name() + ".json";
  }

  final String json() {
    return panels().dashboard(uid(), title).json();
  }

  private DashboardPanels panels() {
    return new DashboardPanels(settings(), graphs, containerMetrics);
  }

  private static void checkText(Findings findings, String option, String text) {
    findings.require(
        !text.isBlank()
            && text.length() <= MAX_TEXT_LENGTH
            && Text.isPlain(text)
            && text.chars().noneMatch(c -> c == '/' || c == '\n' || c == '\t'),
        FindingCode.DASHBOARD_TEXT,
        option,
        quote(text)
            + " is not a valid "
            + option
            + "; it must be one line of at most "
            + MAX_TEXT_LENGTH
            + " characters without '/'",
        "Write a " + option + " such as \"Model servers\".");
  }

  private void checkAutoscalers(Findings findings) {
    if (autoscalers.isEmpty()) {
      findings.add(
          FindingCode.MISSING,
          "autoscaler",
          "no autoscaler is given; a dashboard needs at least one",
          "Add .autoscaler(autoscaler).");
      return;
    }
    findings.require(
        Set.copyOf(autoscalers).size() == autoscalers.size(),
        FindingCode.SHOWN_TWICE,
        "autoscaler",
        quote(settings().stream().map(AutoscalerSettings::name).toList())
            + " contains an autoscaler twice",
        "Keep one .autoscaler(..) for each.");
    findings.require(
        settings().stream().map(AutoscalerSettings::prometheus).distinct().count() == 1,
        FindingCode.TWO_DATA_SOURCES,
        "autoscaler",
        quote(settings().stream().map(each -> each.prometheus().name()).distinct().toList())
            + " are several Prometheus servers, and a dashboard queries one at a time",
        "Create a dashboard for each.");
    findings.require(
        !containerMetrics || settings().get(0).prometheus().endpoint().isExternal(),
        FindingCode.CONTAINER_METRICS,
        "containerMetrics",
        quote(settings().get(0).prometheus().name())
            + " scrapes model servers only, so panels for CPU and memory would stay empty",
        "Leave .containerMetrics() out, or use a Prometheus with .existing(url) that scrapes the"
            + " kubelet.");
    checkContent(findings);
  }

  private void checkContent(Findings findings) {
    int bytes = json().getBytes(StandardCharsets.UTF_8).length;
    findings.require(
        bytes <= MAX_BYTES,
        FindingCode.DASHBOARD_SIZE,
        "autoscaler",
        quote(autoscalers.size())
            + " autoscalers result in a dashboard of "
            + bytes
            + " bytes, and the limit is "
            + MAX_BYTES,
        "Create several dashboards, such as one for each namespace.");
    Set<OvmsMetric> shown = panels().shown();
    for (OvmsModelServer server : panels().servers()) {
      Set<OvmsMetric> missing = new LinkedHashSet<>(shown);
      server.exportedMetrics().forEach(missing::remove);
      findings.require(
          missing.isEmpty(),
          FindingCode.EMPTY_PANEL,
          "autoscaler",
          quote(server.scaleTarget().name())
              + " does not export "
              + String.join(", ", missing.stream().map(OvmsMetric::series).toList())
              + ", so panels of these metrics show other servers only",
          "Export the same metrics on all servers with .metrics(..), or create a separate"
              + " dashboard.");
    }
  }
}
