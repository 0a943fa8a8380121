package io.github.cdk8sovms.adapter;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.kubernetes.internal.Identity;
import io.github.cdk8sovms.kubernetes.internal.YamlDocument;
import io.github.cdk8sovms.monitoring.Prometheus;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import java.util.List;
import java.util.Optional;

/** What is known of the configuration of an adapter of another owner. */
abstract sealed class OwnersConfiguration
    permits UnknownConfiguration, AdapterConfiguration, HelmRelease {

  /** Checks it, and reports what its owner must do. */
  abstract void check(Findings findings, Identity adapter, Prometheus prometheus);

  /** Returns the owner's rules for custom metrics, if known. */
  abstract List<?> ownersRules();

  /** Returns its namespace, if known. */
  abstract Optional<String> namespace();

  /** Returns values for its Helm chart with the library's rules. */
  abstract String helmValues(AdapterRules rules);

  /** Warns about a rule of the owner that is replaced. */
  final void checkReplaced(ServedRule rule, Findings findings, String option) {
    for (Object present : ownersRules()) {
      findings.require(
          !AdapterRule.metricOf(present).equals(Optional.of(rule.metric()))
              || present.equals(rule.toConfig()),
          FindingCode.RULE_REPLACED,
          option,
          quote(rule.metric())
              + " has a rule in the adapter's file with another query, "
              + quote(YamlDocument.text(present, "metricsQuery").orElse(""))
              + ", which is replaced for all clients of that metric",
          "If that rule belongs to another team, use another window with .over(..), which"
              + " changes the metric name.");
    }
  }
}
