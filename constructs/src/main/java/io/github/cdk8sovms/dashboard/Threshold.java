package io.github.cdk8sovms.dashboard;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The color of values from a number on.
 *
 * @param from the lowest value; null for the color of all lower ones
 * @param color Grafana's name of the color
 */
record Threshold(@Nullable Double from, String color) {

  static Threshold base(String color) {
    return new Threshold(null, color);
  }

  static Threshold from(double value, String color) {
    return new Threshold(value, color);
  }

  Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("color", color);
    json.put("value", from);
    return json;
  }
}
