package io.github.cdk8sovms.timeline;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/** Lines over time, with a legend below, and the dashboard's annotations behind them. */
record LinesPanel(Svg svg, JsonNode panel, int width, int height, DashboardSeries series) {
  private static final int LEFT = 66;
  private static final int TOP = 32;
  private static final int BELOW = 44;
  private static final int RIGHT = 12;

  /** Room in the legend for the number of lines that do not fit. */
  private static final int MORE = 28;

  private static final List<String> COLORS =
      List.of("#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#8c6d31");

  void draw(Map<String, double[]> lines, JsonNode annotations) {
    GrafanaUnit unit = GrafanaUnit.of(panel.at("/fieldConfig/defaults/unit").asText("none"));
    double highest =
        lines.values().stream()
            .flatMapToDouble(Arrays::stream)
            .filter(value -> !Double.isNaN(value))
            .max()
            .orElse(1);
    Axis axis = Axis.upTo(highest == 0 ? 1 : highest);
    annotations.forEach(mark -> mark(mark));
    for (double mark : axis.marks()) {
      double y = y(axis, mark);
      svg.add(
          "<line class=\"grid\" x1=\"%d\" x2=\"%d\" y1=\"%s\" y2=\"%s\"/>",
          LEFT, width - RIGHT, Svg.pixel(y), Svg.pixel(y));
      svg.textAtEnd("small", LEFT - 6, y + 4, unit.text(mark));
    }
    Minutes.draw(svg, series.minutes(), LEFT, width - RIGHT, height - BELOW + 16);
    if (lines.isEmpty()) {
      svg.text("small", LEFT + 8, TOP + 20, "No data");
    }
    int color = 0;
    double legend = 10;
    int left = lines.size();
    for (Map.Entry<String, double[]> line : lines.entrySet()) {
      String stroke = fixedColor(line.getKey());
      if (stroke.isEmpty()) {
        stroke = COLORS.get(color++ % COLORS.size());
      }
      line(line.getValue(), axis, stroke, isDashed(line.getKey()));
      // Fonts differ; 6.4 pixels a letter is room enough for each of them.
      double needs = 6.4 * line.getKey().length() + 26;
      if (legend + needs + (left > 1 ? MORE : 0) <= width) {
        svg.add(
            "<rect x=\"%s\" y=\"%d\" width=\"12\" height=\"3\" fill=\"%s\"/>",
            Svg.pixel(legend), height - 14, stroke);
        svg.text("small", legend + 16, height - 9, line.getKey());
        legend += needs;
        left--;
      }
    }
    if (left > 0) {
      svg.text("small", legend, height - 9, "+ " + left);
    }
  }

  /** A band for each time during which the query of an annotation has a value. */
  private void mark(JsonNode annotation) {
    double[] values =
        series.of(DashboardSeries.annotation(annotation.get("name").asText())).values().stream()
            .findFirst()
            .orElse(new double[0]);
    int begin = -1;
    for (int i = 0; i <= values.length; i++) {
      boolean marked = i < values.length && !Double.isNaN(values[i]);
      if (marked && begin < 0) {
        begin = i;
      } else if (!marked && begin >= 0) {
        svg.add(
            "<rect x=\"%s\" y=\"%d\" width=\"%s\" height=\"%d\" fill=\"%s\" opacity=\"0.12\"/>",
            Svg.pixel(x(begin)),
            TOP,
            Svg.pixel(x(i - 1) - x(begin)),
            height - BELOW - TOP,
            annotation.get("iconColor").asText());
        begin = -1;
      }
    }
  }

  private void line(double[] values, Axis axis, String stroke, boolean dashed) {
    StringJoiner points = new StringJoiner(" ");
    points.setEmptyValue("");
    for (int i = 0; i <= values.length; i++) {
      if (i < values.length && !Double.isNaN(values[i])) {
        points.add(Svg.pixel(x(i)) + "," + Svg.pixel(y(axis, values[i])));
      } else if (points.length() > 0) {
        svg.add(
            "<polyline stroke=\"%s\"%s points=\"%s\"/>",
            stroke, dashed ? " stroke-dasharray=\"8 5\"" : "", points);
        points = new StringJoiner(" ");
        points.setEmptyValue("");
      }
    }
  }

  private double x(int index) {
    return LEFT + (width - RIGHT - LEFT) * index * series.step() / 60.0 / series.minutes();
  }

  private double y(Axis axis, double value) {
    return TOP + (height - BELOW - TOP) * (1 - axis.part(value));
  }

  private String fixedColor(String line) {
    return switch (property(line, "color").path("fixedColor").asText()) {
      case "red" -> "#e02f44";
      case "text" -> "#8c959f";
      default -> "";
    };
  }

  private boolean isDashed(String line) {
    return property(line, "custom.lineStyle").path("fill").asText().equals("dash");
  }

  private JsonNode property(String line, String id) {
    for (JsonNode override : panel.at("/fieldConfig/overrides")) {
      if (override.at("/matcher/options").asText().equals(line)) {
        for (JsonNode property : override.get("properties")) {
          if (property.get("id").asText().equals(id)) {
            return property.get("value");
          }
        }
      }
    }
    return panel.path("none");
  }
}
