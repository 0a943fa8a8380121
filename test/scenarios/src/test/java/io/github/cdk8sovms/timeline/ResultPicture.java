package io.github.cdk8sovms.timeline;

import io.github.cdk8sovms.kit.Repository;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/**
 * The picture of the README: replicas and median response time of the published recipe and of
 * cdk8s-ovms, from the timelines that are checked in. Both are drawn from the step of the load on.
 */
public final class ResultPicture {
  public static final Path PICTURE = Repository.ROOT.resolve("docs/result.svg");

  private static final int WIDTH = 380;
  private static final int HEIGHT = 150;
  private static final int LEFT = 58;
  private static final int TOP = 66;

  /** Minutes before and after the step. */
  private static final double FROM = -1;

  private static final double TO = 6;

  /** The load is 8 requests per second before the step, and 50 after it. */
  private static final double STEP = 20;

  /** Decades of the response time in milliseconds: 0.1 s to 1000 s. */
  private static final int LOWEST = 2;

  private static final int HIGHEST = 6;
  private static final double MOST_PODS = 4;

  private static final String STYLE =
      """
      <style>
        text { font: 12px sans-serif; fill: #24292f; }
        .headline { font-weight: bold; font-size: 15px; }
        .title { font-weight: bold; font-size: 13px; }
        .grid { stroke: #d0d7de; }
        .step { stroke: #8c959f; stroke-dasharray: 3 3; }
        .recipe { stroke: #cf222e; }
        .ours { stroke: #0072b2; }
        .of-recipe { fill: #cf222e; }
        .of-ours { fill: #0072b2; }
        polyline { fill: none; stroke-width: 2; stroke-linejoin: round; }
        @media (prefers-color-scheme: dark) {
          text { fill: #e6edf3; }
          .grid { stroke: #3d444d; }
          .recipe { stroke: #ff7b72; }
          .ours { stroke: #58a6ff; }
          .of-recipe { fill: #ff7b72; }
          .of-ours { fill: #58a6ff; }
        }
      </style>
      """;

  private final Map<String, Samples> runs;
  private final Svg svg = new Svg();

  private ResultPicture(Map<String, Samples> runs) {
    this.runs = runs;
  }

  public static String draw() {
    return new ResultPicture(
            Map.of("recipe", timeline("published-recipe"), "ours", timeline("defaults")))
        .write();
  }

  private static Samples timeline(String name) {
    return Samples.parse(Repository.read(ControlExperiment.TIMELINES.resolve(name + ".csv")));
  }

  private String write() {
    int width = 2 * (LEFT + WIDTH) + 24;
    int height = TOP + HEIGHT + 44;
    svg.open(width, height);
    svg.raw(STYLE);
    svg.add(
        "<text class=\"headline\" x=\"%d\" y=\"20\">Six times the load: three pods after 46 s, where the published recipe stays at one</text>",
        LEFT);
    svg.add("<g transform=\"translate(%d %d)\">", LEFT, TOP);
    pods();
    svg.add("</g>");
    svg.add("<g transform=\"translate(%d %d)\">", 2 * LEFT + WIDTH + 12, TOP);
    responseTimes();
    svg.add("</g>");
    return svg.close();
  }

  private void pods() {
    title("ready pods");
    for (int pods = 0; pods <= MOST_PODS; pods++) {
      mark(HEIGHT * (1 - pods / MOST_PODS), String.valueOf(pods));
    }
    minutes();
    for (String run : List.of("recipe", "ours")) {
      line(run, "pods", true);
    }
  }

  private void responseTimes() {
    title("median response time");
    for (int decade = LOWEST; decade <= HIGHEST; decade++) {
      mark(y("p50_ms", Math.pow(10, decade)), seconds(decade));
    }
    minutes();
    for (String run : List.of("recipe", "ours")) {
      line(run, "p50_ms", false);
    }
  }

  private static String seconds(int decade) {
    return decade == LOWEST ? "0.1 s" : "%d s".formatted((int) Math.pow(10, decade - 3));
  }

  private void title(String title) {
    svg.add("<text class=\"title\" x=\"0\" y=\"-12\">%s</text>", title);
    svg.add(
        "<text class=\"of-recipe\" x=\"%d\" y=\"-12\" text-anchor=\"end\">published recipe</text>",
        WIDTH);
    svg.add(
        "<text class=\"of-ours\" x=\"%d\" y=\"-12\" text-anchor=\"end\">cdk8s-ovms</text>",
        WIDTH - 110);
  }

  private void mark(double y, String label) {
    String at = Svg.pixel(y);
    svg.add("<line class=\"grid\" x1=\"0\" x2=\"%d\" y1=\"%s\" y2=\"%s\"/>", WIDTH, at, at);
    svg.add("<text x=\"-6\" y=\"%s\" dy=\"4\" text-anchor=\"end\">%s</text>", at, label);
  }

  private void minutes() {
    for (int minute = 0; minute < TO; minute++) {
      svg.add(
          "<text x=\"%s\" y=\"%d\" text-anchor=\"middle\">%s</text>",
          Svg.pixel(x(minute)), HEIGHT + 16, minute == 0 ? "step" : String.valueOf(minute));
    }
    svg.add("<text x=\"%d\" y=\"%d\" text-anchor=\"end\">6 min</text>", WIDTH, HEIGHT + 16);
    String step = Svg.pixel(x(0));
    svg.add("<line class=\"step\" x1=\"%s\" x2=\"%s\" y1=\"0\" y2=\"%d\"/>", step, step, HEIGHT);
  }

  private void line(String run, String column, boolean stepped) {
    Samples samples = runs.get(run);
    double[] at = sinceStep(samples);
    double[] values = samples.column(column);
    StringJoiner points = new StringJoiner(" ");
    String before = "";
    for (int i = 0; i < values.length; i++) {
      if (!Double.isNaN(values[i]) && at[i] >= FROM && at[i] <= TO) {
        String x = Svg.pixel(x(at[i]));
        String y = Svg.pixel(y(column, values[i]));
        if (stepped && !before.isEmpty() && !before.equals(y)) {
          points.add(x + "," + before);
        }
        points.add(x + "," + y);
        before = y;
      }
    }
    svg.add("<polyline class=\"%s\" points=\"%s\"/>", run, points);
  }

  /** Minutes since the first sample with the higher load. */
  private static double[] sinceStep(Samples samples) {
    double[] minutes = samples.minutes();
    double[] offered = samples.column("offered");
    int first = 0;
    while (offered[first] < STEP) {
      first++;
    }
    double[] since = new double[minutes.length];
    for (int i = 0; i < minutes.length; i++) {
      since[i] = minutes[i] - minutes[first];
    }
    return since;
  }

  private static double x(double minute) {
    return WIDTH * (minute - FROM) / (TO - FROM);
  }

  private static double y(String column, double value) {
    double part =
        column.equals("pods")
            ? value / MOST_PODS
            : (Math.log10(value) - LOWEST) / (HIGHEST - LOWEST);
    return HEIGHT * (1 - part);
  }
}
