package io.github.cdk8sovms.adapter;

import io.github.cdk8sovms.kubernetes.ConfigText;
import io.github.cdk8sovms.monitoring.SeriesMatchers;
import io.github.cdk8sovms.signal.LoadSignal;
import io.github.cdk8sovms.signal.SeriesLabels;
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
  private final SeriesLabels labels;
  private final SeriesMatchers matchers;
  private final Map<String, ServedRule> byMetric = new LinkedHashMap<>();
  private final List<Map<String, Object>> others;

  /** Rules to begin with, of which none came in files. */
  AdapterRules(Collection<AdapterRule> own, Duration window) {
    this(own, List.of(), window, SeriesLabels.STANDARD, SeriesMatchers.NONE);
  }

  /**
   * Rules to begin with.
   *
   * @param others rules that came in files, in the adapter's format
   * @param window what signals are averaged over unless they say otherwise
   * @param labels by which the adapter finds the pod of a series
   * @param matchers what goes into the query of each signal
   */
  AdapterRules(
      Collection<AdapterRule> own,
      List<Map<String, Object>> others,
      Duration window,
      SeriesLabels labels,
      SeriesMatchers matchers) {
    this.window = window;
    this.labels = labels;
    this.matchers = matchers;
    this.others = List.copyOf(others);
    own.forEach(rule -> byMetric.put(rule.metric(), ServedRule.of(rule, labels)));
  }

  /** Whether a signal's metric is taken by a rule with another query. */
  boolean conflictsWith(LoadSignal signal) {
    ServedRule rule = ruleOf(signal);
    ServedRule present = byMetric.getOrDefault(rule.metric(), rule);
    return !present.toConfig().equals(rule.toConfig())
        || others.stream().anyMatch(other -> isAgainst(other, rule));
  }

  /** Whether a rule in the adapter's format is for the same metric, but with another query. */
  static boolean isAgainst(Map<String, Object> other, ServedRule rule) {
    return ExistingAdapter.metricOf(other).equals(Optional.of(rule.metric()))
        && !other.equals(rule.toConfig());
  }

  /** The rule of a signal. */
  ServedRule ruleOf(LoadSignal signal) {
    return ServedRule.of(signal, window, labels, matchers);
  }

  /**
   * Adds the rule of a signal.
   *
   * @return whether the configuration is another now
   */
  boolean add(LoadSignal signal) {
    List<Map<String, Object>> before = stated();
    ServedRule rule = ruleOf(signal);
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
    return Stream.concat(byMetric.values().stream().map(ServedRule::toConfig), others.stream())
        .distinct()
        .toList();
  }

  /** The file config.yaml. */
  String content() {
    return ConfigText.yaml(Map.of("rules", toConfig()));
  }
}
