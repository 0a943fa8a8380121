package io.github.cdk8sovms.controlplane.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdk8sovms.cluster.PrometheusApi;
import io.github.cdk8sovms.kit.Dashboards;
import io.github.cdk8sovms.timeline.DashboardSeries;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks a running Prometheus all queries of a dashboard, as Grafana does, for a span of time. */
final class DashboardRecorder {
  private static final int STEP_SECONDS = 5;
  private static final Pattern LABEL = Pattern.compile("\\{\\{(\\w+)}}");

  private final PrometheusApi prometheus;
  private final String namespace;
  private final Instant from;
  private final Instant to;

  DashboardRecorder(PrometheusApi prometheus, String namespace, Instant from, Instant to) {
    this.prometheus = prometheus;
    this.namespace = namespace;
    this.from = from;
    this.to = to;
  }

  DashboardSeries record(JsonNode dashboard) {
    Map<String, Map<String, double[]>> panels = new LinkedHashMap<>();
    for (JsonNode mark : dashboard.at("/annotations/list")) {
      Map<String, double[]> lines = new LinkedHashMap<>();
      add(lines, mark.get("expr").asText(), mark.get("name").asText());
      panels.put(DashboardSeries.annotation(mark.get("name").asText()), lines);
    }
    Dashboards.rows(dashboard)
        .forEach(
            (row, drawn) ->
                drawn.forEach(
                    panel ->
                        panels.put(
                            DashboardSeries.panel(row, panel.get("title").asText()),
                            lines(panel))));
    return new DashboardSeries(STEP_SECONDS, panels);
  }

  private Map<String, double[]> lines(JsonNode panel) {
    Map<String, double[]> lines = new LinkedHashMap<>();
    for (JsonNode target : panel.get("targets")) {
      add(lines, target.get("expr").asText(), target.get("legendFormat").asText());
    }
    return lines;
  }

  private void add(Map<String, double[]> lines, String expression, String legend) {
    String query = Dashboards.fill(expression, namespace, ".+");
    for (JsonNode series : prometheus.queryRange(query, from, to, STEP_SECONDS)) {
      lines.put(filled(legend, series.get("metric")), values(series.get("values")));
    }
  }

  private double[] values(JsonNode samples) {
    double[] values =
        new double[(int) ((to.getEpochSecond() - from.getEpochSecond()) / STEP_SECONDS) + 1];
    Arrays.fill(values, Double.NaN);
    for (JsonNode sample : samples) {
      long since = Math.round(sample.get(0).asDouble()) - from.getEpochSecond();
      values[(int) (since / STEP_SECONDS)] = Double.parseDouble(sample.get(1).asText());
    }
    return values;
  }

  private static String filled(String legend, JsonNode labels) {
    return LABEL
        .matcher(legend)
        .replaceAll(label -> Matcher.quoteReplacement(labels.path(label.group(1)).asText()));
  }
}
