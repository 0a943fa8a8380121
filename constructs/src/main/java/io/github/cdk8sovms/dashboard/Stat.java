package io.github.cdk8sovms.dashboard;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The latest value of each series, as a number. */
record Stat(PanelInfo info, List<Target> targets) implements Panel {
  Stat {
    targets = List.copyOf(targets);
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
    options.put("colorMode", "none");
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
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("defaults", defaults);
    config.put("overrides", List.of());
    return config;
  }
}
