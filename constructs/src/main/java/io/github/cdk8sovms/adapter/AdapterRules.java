package io.github.cdk8sovms.adapter;

import io.github.cdk8sovms.kubernetes.ConfigText;
import io.github.cdk8sovms.signal.LoadSignal;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The rules of one adapter, one for each metric: of two with one name the adapter would use the
 * later and say nothing.
 */
final class AdapterRules {
  private final Duration window;
  private final Map<String, AdapterRule> byMetric = new LinkedHashMap<>();

  AdapterRules(Collection<AdapterRule> own, Duration window) {
    this.window = window;
    own.forEach(rule -> byMetric.put(rule.metric(), rule));
  }

  /** Whether a signal's metric is taken by a rule with another query. */
  boolean conflictsWith(LoadSignal signal) {
    AdapterRule rule = AdapterRule.of(signal, window);
    return !byMetric.getOrDefault(rule.metric(), rule).equals(rule);
  }

  /**
   * Adds the rule of a signal.
   *
   * @return whether the configuration is another now
   */
  boolean add(LoadSignal signal) {
    List<Map<String, Object>> before = toConfig();
    AdapterRule rule = AdapterRule.of(signal, window);
    byMetric.put(rule.metric(), rule);
    return !before.equals(toConfig());
  }

  /**
   * The rules in the adapter's format. Without any, the rule of the default signal: an adapter
   * without rules stays ready but never answers, which breaks discovery in the whole cluster.
   */
  List<Map<String, Object>> toConfig() {
    Collection<AdapterRule> rules =
        byMetric.isEmpty()
            ? List.of(AdapterRule.of(LoadSignal.requestsPerStream(), window))
            : byMetric.values();
    return rules.stream().map(AdapterRule::toConfig).toList();
  }

  /** The file config.yaml. */
  String content() {
    return ConfigText.yaml(Map.of("rules", toConfig()));
  }
}
