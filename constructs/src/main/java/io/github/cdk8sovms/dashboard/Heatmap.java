package io.github.cdk8sovms.dashboard;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The number of observations in each bucket of a histogram, over time. */
record Heatmap(PanelInfo info, Target buckets) implements Panel {

  @Override
  public List<Target> targets() {
    return List.of(buckets);
  }

  @Override
  public String type() {
    return "heatmap";
  }

  @Override
  public Map<String, Object> options() {
    Map<String, Object> color = new LinkedHashMap<>();
    color.put("mode", "scheme");
    color.put("scheme", "Oranges");
    color.put("fill", "dark-orange");
    color.put("scale", "exponential");
    color.put("exponent", 0.5);
    color.put("steps", 64);
    color.put("reverse", false);
    Map<String, Object> yAxis = new LinkedHashMap<>();
    yAxis.put("axisPlacement", "left");
    yAxis.put("reverse", false);
    yAxis.put("unit", info.unit().id());
    Map<String, Object> tooltip = new LinkedHashMap<>();
    tooltip.put("mode", "single");
    tooltip.put("showColorScale", false);
    tooltip.put("yHistogram", false);
    Map<String, Object> filter = new LinkedHashMap<>();
    filter.put("le", 1e-9);
    Map<String, Object> options = new LinkedHashMap<>();
    options.put("calculate", false);
    options.put("cellGap", 1);
    options.put("color", color);
    options.put("exemplars", Map.of("color", "rgba(255,0,255,0.7)"));
    options.put("filterValues", filter);
    options.put("legend", Map.of("show", true));
    options.put("rowsFrame", Map.of("layout", "auto"));
    options.put("showValue", "never");
    options.put("tooltip", tooltip);
    options.put("yAxis", yAxis);
    return options;
  }

  @Override
  public Map<String, Object> fieldConfig() {
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("defaults", Map.of());
    config.put("overrides", List.of());
    return config;
  }
}
