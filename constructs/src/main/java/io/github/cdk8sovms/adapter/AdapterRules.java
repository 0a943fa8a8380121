package io.github.cdk8sovms.adapter;

import io.github.cdk8sovms.adapter.internal.NamespaceMetric;
import io.github.cdk8sovms.kubernetes.internal.ConfigText;
import io.github.cdk8sovms.monitoring.internal.SeriesMatchers;
import io.github.cdk8sovms.signal.LoadSignal;
import io.github.cdk8sovms.signal.SeriesLabels;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The library's rules of one adapter, one per metric: of two with the same name the adapter would
 * silently use the later.
 */
final class AdapterRules {
  private static final String HEAD = "rules:\n";

  private final Duration scrapeInterval;
  private final SeriesLabels labels;
  private final SeriesMatchers matchers;
  private final Map<String, WrittenRule> byMetric = new LinkedHashMap<>();
  private final List<WrittenRule> others;

  /**
   * A rule as written to the file, serialized once: hundreds of autoscalers each add one.
   *
   * @param config the rule in the adapter's format
   * @param text the same as an entry of the file
   */
  private record WrittenRule(Map<String, Object> config, String text) {
    static WrittenRule of(Map<String, Object> config) {
      String file = ConfigText.yaml(Map.of("rules", List.of(config)));
      return new WrittenRule(config, file.substring(HEAD.length()));
    }
  }

  /** Returns no rules. */
  static AdapterRules none() {
    return new AdapterRules(List.of(), Duration.ZERO);
  }

  /** Starts with rules, without any from files. */
  AdapterRules(Collection<AdapterRule> own, Duration scrapeInterval) {
    this(own, List.of(), scrapeInterval, SeriesLabels.STANDARD, SeriesMatchers.NONE);
  }

  /**
   * Starts with rules.
   *
   * @param others rules from files, in the adapter's format
   * @param scrapeInterval the scrape interval of the pods
   * @param labels the labels that identify the pod of a series
   * @param matchers label matchers for the query of each signal
   */
  AdapterRules(
      Collection<AdapterRule> own,
      List<Map<String, Object>> others,
      Duration scrapeInterval,
      SeriesLabels labels,
      SeriesMatchers matchers) {
    this.scrapeInterval = scrapeInterval;
    this.labels = labels;
    this.matchers = matchers;
    this.others = others.stream().map(WrittenRule::of).toList();
    own.forEach(
        rule ->
            byMetric.put(rule.metric(), WrittenRule.of(ServedRule.of(rule, labels).toConfig())));
  }

  /** Returns whether a rule with another query has the same metric. */
  boolean conflictsWith(ServedRule rule) {
    WrittenRule present = byMetric.get(rule.metric());
    return (present != null && !present.config().equals(rule.toConfig()))
        || others.stream().anyMatch(other -> isAgainst(other.config(), rule));
  }

  /**
   * Returns whether a rule in the adapter's format is for the same metric, but with another query.
   */
  static boolean isAgainst(Map<String, Object> other, ServedRule rule) {
    return AdapterRule.metricOf(other).equals(Optional.of(rule.metric()))
        && !other.equals(rule.toConfig());
  }

  /** Returns the rule of a signal. */
  ServedRule ruleOf(LoadSignal signal) {
    return ServedRule.of(signal, scrapeInterval, labels, matchers);
  }

  /** Returns the rule of a metric of a namespace. */
  ServedRule ruleOf(NamespaceMetric metric) {
    return ServedRule.of(metric, labels, matchers);
  }

  /** Returns the size of the rules in the file, including this one. */
  int bytesWith(ServedRule rule) {
    int present = written().stream().mapToInt(it -> ConfigText.bytes(it.text())).sum();
    return byMetric.containsKey(rule.metric())
        ? present
        : present + ConfigText.bytes(WrittenRule.of(rule.toConfig()).text());
  }

  /**
   * Adds a rule.
   *
   * @return whether the configuration changed
   */
  boolean add(ServedRule rule) {
    Map<String, Object> config = rule.toConfig();
    WrittenRule before = byMetric.get(rule.metric());
    if (before != null && before.config().equals(config)) {
      return false;
    }
    byMetric.put(rule.metric(), WrittenRule.of(config));
    return true;
  }

  /**
   * Returns the rules in the adapter's format. Without any, the rule of the default signal: an
   * adapter without rules is ready but never responds, which breaks discovery in the whole cluster.
   */
  List<Map<String, Object>> toConfig() {
    return written().stream().map(WrittenRule::config).toList();
  }

  /** Returns the rules in the adapter's format, without the default rule. */
  List<Map<String, Object>> withoutDefault() {
    return ownRules().stream().map(WrittenRule::config).toList();
  }

  private List<WrittenRule> ownRules() {
    return Stream.concat(byMetric.values().stream(), others.stream()).distinct().toList();
  }

  private List<WrittenRule> written() {
    List<WrittenRule> own = ownRules();
    return own.isEmpty()
        ? List.of(WrittenRule.of(ruleOf(LoadSignal.requestsPerStream()).toConfig()))
        : own;
  }

  /** Returns the file config.yaml. */
  String content() {
    return written().stream().map(WrittenRule::text).collect(Collectors.joining("", HEAD, ""));
  }
}
