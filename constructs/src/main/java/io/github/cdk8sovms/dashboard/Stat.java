package io.github.cdk8sovms.dashboard;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The latest value of each series, as a number.
 *
 * @param thresholds the colors of values; none for numbers that are neither good nor bad
 */
record Stat(PanelInfo info, List<Target> targets, List<Threshold> thresholds) implements Panel {
  Stat {
    targets = List.copyOf(targets);
    thresholds = List.copyOf(thresholds);
  }

  static Stat of(PanelInfo info, List<Target> targets) {
    return new Stat(info, targets, List.of());
  }

  /** Returns this panel with colors, of which the first has no lowest value. */
  Stat thresholds(Threshold... colors) {
    return new Stat(info, targets, List.of(colors));
  }

  @Override
  public String type() {
    return "stat";
  }

  @Override
  public Map<String, Object> options() {
    Map<String, Object> reduce = new LinkedHashMap<>();
    reduce.put("calcs", List.of("lastNotNull"));
    reduce.put("fields", "");
    reduce.put("values", false);
    Map<String, Object> options = new LinkedHashMap<>();
    options.put("colorMode", thresholds.isEmpty() ? "none" : "background");
    options.put("graphMode", "none");
    options.put("justifyMode", "auto");
    options.put("orientation", "auto");
    options.put("percentChangeColorMode", "standard");
    options.put("reduceOptions", reduce);
    options.put("showPercentChange", false);
    options.put("textMode", "value_and_name");
    options.put("wideLayout", true);
    return options;
  }

  @Override
  public Map<String, Object> fieldConfig() {
    Map<String, Object> defaults = new LinkedHashMap<>();
    defaults.put("unit", info.unit().id());
    if (!thresholds.isEmpty()) {
      defaults.put("color", Map.of("mode", "thresholds"));
      Map<String, Object> steps = new LinkedHashMap<>();
      steps.put("mode", "absolute");
      steps.put("steps", thresholds.stream().map(Threshold::toJson).toList());
      defaults.put("thresholds", steps);
    }
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("defaults", defaults);
    config.put("overrides", List.of());
    return config;
  }
}
