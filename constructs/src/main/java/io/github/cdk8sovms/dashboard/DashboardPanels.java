package io.github.cdk8sovms.dashboard;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.autoscaling.AutoscalerSettings;
import io.github.cdk8sovms.internal.values.Durations;
import io.github.cdk8sovms.monitoring.internal.PrometheusLink;
import io.github.cdk8sovms.monitoring.internal.ScrapeInterval;
import io.github.cdk8sovms.monitoring.internal.SeriesMatchers;
import io.github.cdk8sovms.serving.ModelServer;
import io.github.cdk8sovms.serving.internal.ServerLink;
import io.github.cdk8sovms.signal.LoadSignal;
import io.github.cdk8sovms.signal.OvmsMetric;
import io.github.cdk8sovms.signal.SeriesLabels;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The panels of a dashboard: a row for each autoscaler, then rows for all their servers. Panels
 * that would always be empty are omitted.
 *
 * @param settings the autoscalers' settings; at least one, all with one Prometheus
 * @param graphs whether graphs have a row even if no autoscaler scales on them
 * @param containers whether the kubelet's container metrics are available
 */
record DashboardPanels(List<AutoscalerSettings> settings, boolean graphs, boolean containers) {
  /** A ConfigMap is limited to one mebibyte; names and labels need some of it. */
  private static final int MAX_BYTES = 1_000_000;

  /** With more autoscalers, their rows are collapsed: the overview shows each as a number. */
  private static final int MOST_OPEN = 3;

  DashboardPanels {
    settings = List.copyOf(settings);
  }

  DashboardJson dashboard(String uid, String title, String runbookBase) {
    return new DashboardJson(
        uid,
        title,
        new PanelContext(Durations.text(scrape().interval()), matchers(), runbookBase),
        new Annotations(ServerPods.of(servers(), labels()), labels().pod()),
        variables(),
        rows());
  }

  /** Returns the matchers that select the series of this cluster. */
  private SeriesMatchers matchers() {
    return PrometheusLink.of(settings.get(0).prometheus()).endpoint().matchers();
  }

  private SeriesLabels labels() {
    return PrometheusLink.of(settings.get(0).prometheus()).endpoint().labels();
  }

  /** Returns the metrics in the panels for all servers. */
  Set<OvmsMetric> shown() {
    return sharedRows().stream()
        .flatMap(row -> row.panels().stream())
        .flatMap(panel -> panel.info().needs().stream())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  Collection<ModelServer> servers() {
    return settings.stream().map(AutoscalerSettings::server).toList();
  }

  private List<Variable> variables() {
    return List.of(
        Variable.dataSource(),
        Variable.label(
            SeriesSelector.NAMESPACE_VARIABLE,
            "Namespace",
            matchers().in(ofModels("")),
            labels().namespace(),
            servers().stream().map(ModelServer::namespace).distinct().toList()),
        Variable.label(
            SeriesSelector.MODEL_VARIABLE,
            "Model",
            matchers().in(ofModels(SeriesSelector.ofNamespaces(labels()).matchers())),
            LoadSignal.MODEL_LABEL,
            List.of()));
  }

  /** Returns series that exist for each model or graph, even without requests. */
  private String ofModels(String matchers) {
    String models = OvmsMetric.STREAMS.series();
    String ofGraphs = OvmsMetric.CURRENT_GRAPHS.series();
    if (hasModels() && hasGraphs()) {
      String either = "__name__=~\"" + models + "|" + ofGraphs + "\"";
      return "{" + (matchers.isEmpty() ? either : either + "," + matchers) + "}";
    }
    boolean isBare = matchers.isEmpty() && matchers().isEmpty();
    return (hasModels() ? models : ofGraphs) + (isBare ? "" : "{" + matchers + "}");
  }

  private List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    rows.add(
        new OverviewRow(settings, labels(), hasModels(), hasGraphs()).row().showing(exported()));
    settings.stream()
        .map(each -> new AutoscalerRow(each).row())
        .map(row -> settings.size() > MOST_OPEN ? row.collapse() : row)
        .forEach(rows::add);
    rows.addAll(sharedRows());
    return rows;
  }

  private Set<OvmsMetric> exported() {
    return servers().stream()
        .flatMap(server -> ServerLink.of(server).exportedMetrics().stream())
        .collect(Collectors.toSet());
  }

  private List<Row> sharedRows() {
    List<Row> rows = new ArrayList<>();
    SharedRows shared = new SharedRows(labels());
    if (hasModels()) {
      rows.add(shared.latency());
      rows.add(shared.requests());
      rows.add(shared.streams());
    }
    if (hasGraphs()) {
      rows.add(shared.graphs());
    }
    rows.add(shared.scraping(servers(), scrape()));
    if (containers) {
      rows.add(
          SharedRows.containers(
              servers(),
              PrometheusLink.of(settings.get(0).prometheus()).endpoint().exporterLabels()));
    }
    Set<OvmsMetric> exported = exported();
    return rows.stream()
        .map(row -> row.showing(exported))
        .filter(row -> !row.panels().isEmpty())
        .toList();
  }

  private boolean hasModels() {
    return settings.stream().anyMatch(each -> !followsGraphs(each));
  }

  private boolean hasGraphs() {
    return graphs || settings.stream().anyMatch(DashboardPanels::followsGraphs);
  }

  private static boolean followsGraphs(AutoscalerSettings each) {
    return each.signal().isOfGraphs();
  }

  private ScrapeInterval scrape() {
    return PrometheusLink.of(settings.get(0).prometheus()).scrapeInterval();
  }

  /**
   * Checks the autoscalers, and the size of the dashboard.
   *
   * @param json the dashboard
   */
  void check(Findings findings, String json) {
    findings.require(
        Set.copyOf(settings).size() == settings.size(),
        FindingCode.SHOWN_TWICE,
        "autoscaler",
        quote(settings.stream().map(AutoscalerSettings::name).toList())
            + " contains an autoscaler twice",
        "Keep one .autoscaler(..) for each.");
    findings.require(
        settings.stream().map(AutoscalerSettings::prometheus).distinct().count() == 1,
        FindingCode.TWO_DATA_SOURCES,
        "autoscaler",
        quote(settings.stream().map(each -> each.prometheus().name()).distinct().toList())
            + " are several Prometheus servers, and a dashboard queries one at a time",
        "Create a dashboard for each.");
    findings.require(
        !containers || PrometheusLink.of(settings.get(0).prometheus()).endpoint().isExternal(),
        FindingCode.CONTAINER_METRICS,
        "containerMetrics",
        quote(settings.get(0).prometheus().name())
            + " scrapes model servers only, so panels for CPU and memory would stay empty",
        "Leave .containerMetrics() out, or use an ExistingPrometheus that scrapes the"
            + " kubelet.");
    checkContent(findings, json);
  }

  private void checkContent(Findings findings, String json) {
    int bytes = json.getBytes(StandardCharsets.UTF_8).length;
    findings.require(
        bytes <= MAX_BYTES,
        FindingCode.DASHBOARD_SIZE,
        "autoscaler",
        quote(settings.size())
            + " autoscalers result in a dashboard of "
            + bytes
            + " bytes, and the limit is "
            + MAX_BYTES,
        "Create several dashboards, such as one for each namespace.");
    Set<OvmsMetric> shown = shown();
    for (ModelServer server : servers()) {
      Set<OvmsMetric> missing = new LinkedHashSet<>(shown);
      ServerLink.of(server).exportedMetrics().forEach(missing::remove);
      findings.require(
          missing.isEmpty(),
          FindingCode.EMPTY_PANEL,
          "autoscaler",
          quote(ServerLink.of(server).scaleTarget().name())
              + " does not export "
              + String.join(", ", missing.stream().map(OvmsMetric::series).toList())
              + ", so panels of these metrics show other servers only",
          "Export the same metrics on all servers with .metrics(..), or create a separate"
              + " dashboard.");
    }
  }
}
