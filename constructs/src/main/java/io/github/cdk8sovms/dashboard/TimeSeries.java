package io.github.cdk8sovms.dashboard;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Lines over time.
 *
 * @param accents the series that look otherwise
 */
record TimeSeries(PanelInfo about, List<Target> targets, List<FieldOverride> accents)
    implements Panel {
  TimeSeries {
    targets = List.copyOf(targets);
    accents = List.copyOf(accents);
  }

  static TimeSeries of(PanelInfo about, Target... targets) {
    return new TimeSeries(about, List.of(targets), List.of());
  }

  /** The same with series that look otherwise. */
  TimeSeries accents(FieldOverride... others) {
    return new TimeSeries(about, targets, List.of(others));
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

  /** A scrape that is missing leaves a gap: what was not measured is not drawn. */
  @Override
  public Map<String, Object> fieldConfig() {
    Map<String, Object> custom = new LinkedHashMap<>();
    custom.put("drawStyle", "line");
    custom.put("lineWidth", 1);
    custom.put("fillOpacity", 0);
    custom.put("showPoints", "never");
    custom.put("spanNulls", false);
    Map<String, Object> defaults = new LinkedHashMap<>();
    defaults.put("unit", about.unit().id());
    defaults.put("min", 0);
    defaults.put("custom", custom);
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("defaults", defaults);
    config.put("overrides", accents.stream().map(FieldOverride::toJson).toList());
    return config;
  }
}
