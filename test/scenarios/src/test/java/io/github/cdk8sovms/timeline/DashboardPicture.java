package io.github.cdk8sovms.timeline;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdk8sovms.kit.Manifest;
import io.github.cdk8sovms.kit.Repository;
import java.nio.file.Path;
import java.util.Map;

/**
 * A preview of the dashboard of the quickstart: its panels at their places, with the values that a
 * Prometheus on the control plane returned for their queries. It is not a rendering by Grafana.
 */
public final class DashboardPicture {
  public static final Path DASHBOARD = Repository.ROOT.resolve("dist/grafana/quickstart.json");
  public static final Path SERIES = ControlExperiment.TIMELINES.resolve("dashboard.json");
  public static final Path PICTURE = Repository.ROOT.resolve("docs/dashboard.svg");

  /** Pixels of one of Grafana's 24 columns, and of its unit of height. */
  private static final int COLUMN = 50;

  private static final int UNIT = 30;
  private static final int TOP = 58;
  private static final int GAP = 8;

  private static final String STYLE =
      """
      <style>
        text { font: 12px sans-serif; fill: #24292f; }
        .headline { font-weight: bold; font-size: 16px; }
        .row { font-weight: bold; font-size: 14px; }
        .title { font-weight: bold; }
        .small { font-size: 11px; fill: #57606a; }
        .panel { fill: #ffffff; stroke: #d0d7de; }
        .page { fill: #f6f8fa; }
        .grid { stroke: #eaeef2; }
        .on-color { fill: #ffffff; }
        polyline { fill: none; stroke-width: 1.5; stroke-linejoin: round; }
      </style>
      """;

  private final JsonNode dashboard;
  private final DashboardSeries series;
  private final Svg svg = new Svg();

  private DashboardPicture(JsonNode dashboard, DashboardSeries series) {
    this.dashboard = dashboard;
    this.series = series;
  }

  public static String draw() {
    return draw(Repository.read(DASHBOARD), Repository.read(SERIES));
  }

  static String draw(String dashboard, String series) {
    return new DashboardPicture(Manifest.parse(dashboard), DashboardSeries.parse(series)).picture();
  }

  private String picture() {
    int bottom = 0;
    for (JsonNode panel : dashboard.get("panels")) {
      bottom = Math.max(bottom, top(panel) + panel.at("/gridPos/h").asInt() * UNIT);
    }
    int width = 24 * COLUMN + 2 * GAP;
    svg.open(width, bottom + GAP);
    svg.raw(STYLE);
    svg.add("<rect class=\"page\" width=\"%d\" height=\"%d\"/>", width, bottom + GAP);
    svg.text("headline", GAP + 4, 24, dashboard.get("title").asText());
    svg.text(
        "small",
        GAP + 4,
        44,
        "Preview drawn from the dashboard's JSON and series recorded on the control plane, "
            + "a minute before a step of the load until four minutes after it. "
            + "Grafana's own rendering differs.");
    String row = "";
    for (JsonNode panel : dashboard.get("panels")) {
      String title = panel.get("title").asText();
      if (panel.get("type").asText().equals("row")) {
        row = title;
        svg.text("row", GAP + 4, top(panel) + 21, "▾ " + title);
      } else {
        panel(panel, DashboardSeries.panel(row, title));
      }
    }
    return svg.close();
  }

  private void panel(JsonNode panel, String key) {
    int width = panel.at("/gridPos/w").asInt() * COLUMN - GAP;
    int height = panel.at("/gridPos/h").asInt() * UNIT - GAP;
    int left = GAP + panel.at("/gridPos/x").asInt() * COLUMN + GAP / 2;
    Map<String, double[]> lines = series.of(key);
    svg.add("<g transform=\"translate(%d %d)\">", left, top(panel));
    svg.add("<rect class=\"panel\" rx=\"3\" width=\"%d\" height=\"%d\"/>", width, height);
    switch (panel.get("type").asText()) {
      case "stat" -> new StatPanel(svg, panel, width, height).draw(lines);
      case "timeseries" ->
          new LinesPanel(svg, panel, width, height, series)
              .draw(lines, dashboard.at("/annotations/list"));
      case "heatmap" -> new HeatmapPanel(svg, width, height, series.minutes()).draw(lines);
      default -> throw new IllegalArgumentException("no picture of a " + panel.get("type"));
    }
    svg.text("title", 10, 18, panel.get("title").asText());
    svg.add("</g>");
  }

  private static int top(JsonNode panel) {
    return TOP + panel.at("/gridPos/y").asInt() * UNIT;
  }
}
