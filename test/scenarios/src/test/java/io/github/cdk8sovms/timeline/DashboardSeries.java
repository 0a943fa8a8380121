package io.github.cdk8sovms.timeline;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdk8sovms.kit.Manifest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;

/**
 * What the queries of a dashboard returned over some time.
 *
 * @param step seconds from one value to the next
 * @param panels the lines of each panel by their legend; the key is {@code row / title}, and {@code
 *     annotation / name} for marks over all panels. NaN stands for no value.
 */
public record DashboardSeries(int step, Map<String, Map<String, double[]>> panels) {
  /** The key of the panel with this title in a row. */
  public static String panel(String row, String title) {
    return row + " / " + title;
  }

  /** The key of marks over all panels. */
  public static String annotation(String name) {
    return panel("annotation", name);
  }

  static DashboardSeries parse(String json) {
    JsonNode tree = Manifest.parse(json);
    Map<String, Map<String, double[]>> panels = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> panel : tree.get("panels").properties()) {
      Map<String, double[]> lines = new LinkedHashMap<>();
      panel
          .getValue()
          .properties()
          .forEach(line -> lines.put(line.getKey(), values(line.getValue())));
      panels.put(panel.getKey(), lines);
    }
    return new DashboardSeries(tree.get("step").asInt(), panels);
  }

  private static double[] values(JsonNode values) {
    List<Double> all = new ArrayList<>();
    values.forEach(value -> all.add(value.isNull() ? Double.NaN : value.asDouble()));
    return all.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** A line for each series, so that a difference shows which has changed. */
  public String json() {
    StringJoiner text =
        new StringJoiner(",\n", "{\"step\": " + step + ", \"panels\": {\n", "\n}}\n");
    panels.forEach((panel, lines) -> text.add(quoted(panel) + ": " + json(lines)));
    return text.toString();
  }

  private static String json(Map<String, double[]> lines) {
    StringJoiner text = new StringJoiner(",\n  ", "{\n  ", "}");
    lines.forEach(
        (legend, values) -> {
          StringJoiner numbers = new StringJoiner(",", "[", "]");
          for (double value : values) {
            numbers.add(Double.isNaN(value) ? "null" : String.format(Locale.ROOT, "%.4g", value));
          }
          text.add(quoted(legend) + ": " + numbers);
        });
    return text.toString();
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  /** The lines of a panel; none if nothing was recorded for it. */
  Map<String, double[]> of(String panel) {
    return panels.getOrDefault(panel, Map.of());
  }

  /** From the first value to the last. */
  double minutes() {
    return panels.values().stream()
            .flatMap(lines -> lines.values().stream())
            .mapToInt(values -> values.length - 1)
            .max()
            .orElse(0)
        * step
        / 60.0;
  }
}
