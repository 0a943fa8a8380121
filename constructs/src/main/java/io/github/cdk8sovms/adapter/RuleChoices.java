package io.github.cdk8sovms.adapter;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.monitoring.Prometheus;
import io.github.cdk8sovms.monitoring.internal.PrometheusLink;
import io.github.cdk8sovms.signal.SeriesLabels;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the builders of every kind of adapter take: a Prometheus, and rules. */
final class RuleChoices {
  private final List<AdapterRule> rules = new ArrayList<>();
  private final List<AdapterConfiguration> files = new ArrayList<>();
  private @Nullable Prometheus prometheus;

  void prometheus(Prometheus queried) {
    this.prometheus = queried;
  }

  void rule(AdapterRule rule) {
    rules.add(rule);
  }

  void file(AdapterConfiguration file) {
    files.add(file);
  }

  List<AdapterRule> rules() {
    return rules;
  }

  /** Returns the Prometheus, if it is given. */
  Optional<Prometheus> prometheus() {
    return Optional.ofNullable(prometheus);
  }

  /** Returns the namespace of the Prometheus, unless it is one of the platform. */
  Optional<String> namespace() {
    return prometheus().filter(queried -> !queried.isOfPlatform()).map(Prometheus::namespace);
  }

  SeriesLabels labels() {
    return prometheus == null
        ? SeriesLabels.STANDARD
        : PrometheusLink.of(prometheus).endpoint().labels();
  }

  void check(Findings findings) {
    findings.require(
        prometheus != null,
        FindingCode.MISSING,
        "prometheus",
        "no Prometheus is given; the adapter has no metrics of its own",
        "Add .prometheus(prometheus).");
    Set<String> metrics = new HashSet<>();
    for (AdapterRule rule : rules) {
      rule.check(findings.within("rule[" + rule.metric() + "]"));
      findings.require(
          metrics.add(rule.metric()),
          FindingCode.RULE_CONFLICT,
          "rule",
          quote(rule.metric())
              + " is the metric of two rules; the adapter would use only the later",
          "Give one of them another name.");
    }
    checkRuleFiles(findings);
  }

  private void checkRuleFiles(Findings findings) {
    files.forEach(file -> file.checkRules(findings, "rules"));
    Map<String, Object> byMetric = new HashMap<>();
    rules.forEach(rule -> byMetric.putIfAbsent(rule.metric(), rule.toConfig(labels())));
    for (Map<String, Object> rule : rulesOfFiles()) {
      AdapterRule.metricOf(rule)
          .ifPresent(
              metric ->
                  findings.require(
                      rule.equals(byMetric.computeIfAbsent(metric, key -> rule)),
                      FindingCode.RULE_CONFLICT,
                      "rules",
                      quote(metric) + " has two rules with different queries",
                      "Use another window with .over(..) for one of the signals, which"
                          + " changes its metric name."));
    }
  }

  private List<Map<String, Object>> rulesOfFiles() {
    return files.stream().flatMap(file -> file.rules().stream()).toList();
  }

  /** Returns the rules to start with. */
  AdapterRules resolved(Prometheus queried) {
    return new AdapterRules(
        rules,
        rulesOfFiles(),
        PrometheusLink.of(queried).scrapeInterval().interval(),
        labels(),
        PrometheusLink.of(queried).endpoint().matchers());
  }
}
