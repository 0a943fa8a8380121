package io.github.cdk8sovms.dashboard;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The style of series that are not measured: a target, or a limit.
 *
 * @param legend the whole legend of the series
 * @param color Grafana's name of the color
 * @param dashed whether the line is dashed; false for panels without lines
 */
record FieldOverride(String legend, String color, boolean dashed) {

  /** Returns the style of a target, which measured values should not exceed for long. */
  static FieldOverride target(String legend) {
    return new FieldOverride(legend, "red", true);
  }

  /** Returns the style of a limit, which measured values cannot exceed. */
  static FieldOverride limit(String legend) {
    return new FieldOverride(legend, "text", true);
  }

  /** Returns the override of the panel's field configuration. */
  Map<String, Object> toJson() {
    Map<String, Object> matcher = new LinkedHashMap<>();
    matcher.put("id", "byName");
    matcher.put("options", legend);
    Map<String, Object> fixed = new LinkedHashMap<>();
    fixed.put("mode", "fixed");
    fixed.put("fixedColor", color);
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("matcher", matcher);
    json.put(
        "properties",
        dashed
            ? List.of(property("color", fixed), property("custom.lineStyle", dashes()))
            : List.of(property("color", fixed)));
    return json;
  }

  private static Map<String, Object> dashes() {
    Map<String, Object> style = new LinkedHashMap<>();
    style.put("fill", "dash");
    style.put("dash", List.of(8, 8));
    return style;
  }

  private static Map<String, Object> property(String id, Object value) {
    Map<String, Object> property = new LinkedHashMap<>();
    property.put("id", id);
    property.put("value", value);
    return property;
  }
}
