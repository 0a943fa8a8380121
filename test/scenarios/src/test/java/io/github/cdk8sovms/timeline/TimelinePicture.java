package io.github.cdk8sovms.timeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/**
 * Scenarios side by side, with the same panels below each other, as SVG. It is written here and not
 * by a library of charts: those lay out by the fonts of the machine, and the same samples would
 * give other bytes elsewhere.
 */
public final class TimelinePicture {
  private static final int LEFT = 50;
  private static final int TOP = 60;
  private static final int GAP = 46;
  private static final int WIDTH = 400;
  private static final int HEIGHT = 120;

  private static final String STYLE =
      """
      <style>
        text { font: 12px sans-serif; fill: #24292f; }
        .headline { font-weight: bold; font-size: 15px; }
        .title { font-weight: bold; font-size: 13px; }
        .grid { stroke: #d0d7de; }
        .target { stroke: #cf222e; stroke-dasharray: 5 3; }
        polyline { fill: none; stroke-width: 1.6; stroke-linejoin: round; }
        @media (prefers-color-scheme: dark) {
          text { fill: #e6edf3; }
          .grid { stroke: #3d444d; }
        }
      </style>
      """;

  /** As {@code docs/timelines/README.md} defines it. */
  private static final String NOTE = "late: completed more than 2 s after it was sent";

  private final String headline;
  private final Map<String, Samples> scenarios;
  private final List<Panel> panels;
  private final Axis minutes;
  private final Svg svg = new Svg();

  private TimelinePicture(String headline, Map<String, Samples> scenarios, List<Panel> panels) {
    this.headline = headline;
    this.scenarios = scenarios;
    this.panels = panels;
    this.minutes =
        Axis.endingAt(
            scenarios.values().stream()
                .mapToDouble(samples -> samples.minutes()[samples.minutes().length - 1])
                .max()
                .orElseThrow());
  }

  /**
   * Draws files.
   *
   * @param args the file to write, the headline, the target of the ratio, then for each scenario
   *     {@code title=file.csv}
   */
  public static void main(String[] args) throws IOException {
    Map<String, String> files = new LinkedHashMap<>();
    for (int i = 3; i < args.length; i++) {
      String[] parts = args[i].split("=", 2);
      files.put(parts[0], Files.readString(Path.of(parts[1])));
    }
    Files.writeString(Path.of(args[0]), draw(args[1], files, Double.parseDouble(args[2])));
  }

  /**
   * Draws what happened in scenarios.
   *
   * @param headline what the picture shows, in one sentence
   * @param files the samples of each by its title, as comma-separated values with a line of names
   * @param target of the ratio
   */
  public static String draw(String headline, Map<String, String> files, double target) {
    Map<String, Samples> scenarios = new LinkedHashMap<>();
    files.forEach((title, csv) -> scenarios.put(title, Samples.parse(csv)));
    return new TimelinePicture(headline, scenarios, Panel.ofScaling(target)).draw();
  }

  private String draw() {
    int width = scenarios.size() * (LEFT + WIDTH) + 16;
    int height = TOP + panels.size() * (HEIGHT + GAP) + 26;
    svg.open(width, height);
    svg.raw(STYLE);
    svg.add("<text class=\"headline\" x=\"%d\" y=\"20\">%s</text>", LEFT, Svg.escaped(headline));
    int column = 0;
    for (Map.Entry<String, Samples> scenario : scenarios.entrySet()) {
      int x = LEFT + column++ * (LEFT + WIDTH);
      svg.add(
          "<text class=\"title\" x=\"%d\" y=\"46\">%s</text>", x, Svg.escaped(scenario.getKey()));
      for (int row = 0; row < panels.size(); row++) {
        int y = TOP + row * (HEIGHT + GAP) + 18;
        svg.add("<g transform=\"translate(%d %d)\">", x, y);
        draw(panels.get(row), scenario.getValue());
        svg.add("</g>");
      }
    }
    svg.add("<text x=\"%d\" y=\"%d\">%s</text>", LEFT, height - 8, NOTE);
    return svg.close();
  }

  private void draw(Panel panel, Samples samples) {
    Axis axis = panel.axis(scenarios.values().stream());
    drawGrid(axis);
    int right = WIDTH;
    svg.add("<text x=\"0\" y=\"-6\">%s</text>", panel.title());
    for (Panel.Line line : panel.lines()) {
      if (samples.has(line.column())) {
        svg.add(
            "<text x=\"%d\" y=\"-6\" text-anchor=\"end\" style=\"fill: %s\">%s</text>",
            right, line.color(), line.name());
        // Fonts differ; 7 pixels a letter is room enough for each of them.
        right -= 7 * line.name().length() + 14;
        svg.add(
            "<polyline stroke=\"%s\" points=\"%s\"/>", line.color(), points(line, samples, axis));
      }
    }
    if (!Double.isNaN(panel.target())) {
      svg.add(
          "<text x=\"%d\" y=\"-6\" text-anchor=\"end\" style=\"fill: #cf222e\">target</text>",
          right);
      String y = Svg.pixel(HEIGHT * (1 - axis.part(panel.target())));
      svg.add("<line class=\"target\" x1=\"0\" x2=\"%d\" y1=\"%s\" y2=\"%s\"/>", WIDTH, y, y);
    }
  }

  private void drawGrid(Axis axis) {
    for (double mark : axis.marks()) {
      String y = Svg.pixel(HEIGHT * (1 - axis.part(mark)));
      svg.add("<line class=\"grid\" x1=\"0\" x2=\"%d\" y1=\"%s\" y2=\"%s\"/>", WIDTH, y, y);
      svg.add(
          "<text x=\"-6\" y=\"%s\" dy=\"4\" text-anchor=\"end\">%s</text>", y, axis.label(mark));
    }
    List<Double> marks = minutes.marks();
    for (double mark : marks) {
      String x = Svg.pixel(WIDTH * minutes.part(mark));
      boolean last = mark == marks.get(marks.size() - 1);
      svg.add(
          "<text x=\"%s\" y=\"%d\" text-anchor=\"%s\">%s%s</text>",
          x, HEIGHT + 16, last ? "end" : "middle", minutes.label(mark), last ? " min" : "");
    }
  }

  /** Missing values are left out, and the line continues after them. */
  private String points(Panel.Line line, Samples samples, Axis axis) {
    double[] at = samples.minutes();
    double[] values = samples.column(line.column());
    StringJoiner points = new StringJoiner(" ");
    String lastY = "";
    for (int i = 0; i < values.length; i++) {
      if (!Double.isNaN(values[i])) {
        String x = Svg.pixel(WIDTH * minutes.part(at[i]));
        String y = Svg.pixel(HEIGHT * (1 - axis.part(values[i])));
        if (line.stepped() && !lastY.isEmpty() && !lastY.equals(y)) {
          points.add(x + "," + lastY);
        }
        points.add(x + "," + y);
        lastY = y;
      }
    }
    return points.toString();
  }
}
