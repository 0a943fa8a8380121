package io.github.cdk8sovms.adapter;

import io.github.cdk8sovms.kubernetes.ConfigText;
import io.github.cdk8sovms.signal.LoadSignal;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Our rules of one adapter, one for each metric: of two with one name the adapter would use the
 * later and say nothing.
 */
final class AdapterRules {
  private final Duration window;
  private final Map<String, AdapterRule> byMetric = new LinkedHashMap<>();
  private final List<Map<String, Object>> others;

  /** Rules to begin with, of which none came in files. */
  AdapterRules(Collection<AdapterRule> own, Duration window) {
    this(own, List.of(), window);
  }

  /**
   * Rules to begin with.
   *
   * @param others rules that came in files, in the adapter's format
   * @param window what signals are averaged over unless they say otherwise
   */
  AdapterRules(Collection<AdapterRule> own, List<Map<String, Object>> others, Duration window) {
    this.window = window;
    this.others = List.copyOf(others);
    own.forEach(rule -> byMetric.put(rule.metric(), rule));
  }

  /** Whether a signal's metric is taken by a rule with another query. */
  boolean conflictsWith(LoadSignal signal) {
    AdapterRule rule = ruleOf(signal);
    return !byMetric.getOrDefault(rule.metric(), rule).equals(rule)
        || others.stream().anyMatch(other -> isAgainst(other, rule));
  }

  /** Whether a rule in the adapter's format is for the same metric, but with another query. */
  static boolean isAgainst(Map<String, Object> other, AdapterRule rule) {
    return ExistingAdapter.metricOf(other).equals(Optional.of(rule.metric()))
        && !other.equals(rule.toConfig());
  }

  /** The rule of a signal. */
  AdapterRule ruleOf(LoadSignal signal) {
    return AdapterRule.of(signal, window);
  }

  /**
   * Adds the rule of a signal.
   *
   * @return whether the configuration is another now
   */
  boolean add(LoadSignal signal) {
    List<Map<String, Object>> before = stated();
    AdapterRule rule = ruleOf(signal);
    byMetric.put(rule.metric(), rule);
    return !before.equals(stated());
  }

  /**
   * The rules in the adapter's format. Without any, the rule of the default signal: an adapter
   * without rules stays ready but never answers, which breaks discovery in the whole cluster.
   */
  List<Map<String, Object>> toConfig() {
    List<Map<String, Object>> stated = stated();
    return stated.isEmpty() ? List.of(ruleOf(LoadSignal.requestsPerStream()).toConfig()) : stated;
  }

  /** The rules in the adapter's format, and none for the sake of having one. */
  List<Map<String, Object>> stated() {
    return Stream.concat(byMetric.values().stream().map(AdapterRule::toConfig), others.stream())
        .distinct()
        .toList();
  }

  /** The file config.yaml. */
  String content() {
    return ConfigText.yaml(Map.of("rules", toConfig()));
  }
}
