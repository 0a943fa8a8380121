package io.github.cdk8sovms.dashboard;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Lines over time.
 *
 * @param overrides the series with another style
 */
record TimeSeries(PanelInfo info, List<Target> targets, List<FieldOverride> overrides)
    implements Panel {
  TimeSeries {
    targets = List.copyOf(targets);
    overrides = List.copyOf(overrides);
  }

  static TimeSeries of(PanelInfo info, Target... targets) {
    return new TimeSeries(info, List.of(targets), List.of());
  }

  /** Returns this panel with overrides of the style of some series. */
  TimeSeries overrides(FieldOverride... others) {
    return new TimeSeries(info, targets, List.of(others));
  }

  @Override
  public String type() {
    return "timeseries";
  }

  @Override
  public Map<String, Object> options() {
    Map<String, Object> legend = new LinkedHashMap<>();
    legend.put("displayMode", "list");
    legend.put("placement", "bottom");
    legend.put("showLegend", true);
    legend.put("calcs", List.of());
    Map<String, Object> tooltip = new LinkedHashMap<>();
    tooltip.put("mode", "multi");
    tooltip.put("sort", "desc");
    Map<String, Object> options = new LinkedHashMap<>();
    options.put("legend", legend);
    options.put("tooltip", tooltip);
    return options;
  }

  /** Configures lines that show missing scrapes as gaps. */
  @Override
  public Map<String, Object> fieldConfig() {
    Map<String, Object> custom = new LinkedHashMap<>();
    custom.put("drawStyle", "line");
    custom.put("lineWidth", 1);
    custom.put("fillOpacity", 0);
    custom.put("showPoints", "never");
    custom.put("spanNulls", false);
    Map<String, Object> defaults = new LinkedHashMap<>();
    defaults.put("unit", info.unit().id());
    defaults.put("min", 0);
    defaults.put("custom", custom);
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("defaults", defaults);
    config.put("overrides", overrides.stream().map(FieldOverride::toJson).toList());
    return config;
  }
}
