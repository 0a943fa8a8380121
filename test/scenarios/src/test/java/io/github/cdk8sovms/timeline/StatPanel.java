package io.github.cdk8sovms.timeline;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The value of each line at the end as a number, on the color of its threshold. These numbers are
 * of instant queries, so a line that has ended has none.
 */
record StatPanel(Svg svg, JsonNode panel, int width, int height) {
  private static final Map<String, String> COLORS =
      Map.of("green", "#56a64b", "orange", "#f2a72e", "red", "#e02f44");

  void draw(Map<String, double[]> lines) {
    Map<String, Double> now = new LinkedHashMap<>();
    lines.forEach(
        (name, values) -> {
          if (!Double.isNaN(values[values.length - 1])) {
            now.put(name, values[values.length - 1]);
          }
        });
    if (now.isEmpty()) {
      number("", 0, "", "No data");
    }
    GrafanaUnit unit = GrafanaUnit.of(panel.at("/fieldConfig/defaults/unit").asText("none"));
    boolean filled = panel.at("/options/colorMode").asText().equals("background");
    int x = 0;
    for (Map.Entry<String, Double> line : now.entrySet()) {
      int each = width / now.size();
      if (filled) {
        svg.add(
            "<rect x=\"%d\" y=\"28\" width=\"%d\" height=\"%d\" fill=\"%s\"/>",
            x + 1, each - 2, height - 29, color(line.getValue()));
      }
      number(filled ? "on-color" : "", x, line.getKey(), unit.text(line.getValue()));
      x += each;
    }
  }

  private void number(String style, int x, String name, String value) {
    svg.text(style, x + 10, 48, name);
    svg.add(
        "<text class=\"%s\" x=\"%d\" y=\"%d\" style=\"font-size: 26px\">%s</text>",
        style, x + 10, Math.min(height - 16, 86), value);
  }

  private String color(double value) {
    String color = "green";
    for (JsonNode step : panel.at("/fieldConfig/defaults/thresholds/steps")) {
      if (step.get("value").isNull() || value >= step.get("value").asDouble()) {
        color = step.get("color").asText();
      }
    }
    return COLORS.getOrDefault(color, "#8c959f");
  }
}
