package io.github.cdk8sovms.adapter;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.kubernetes.internal.Identity;
import io.github.cdk8sovms.monitoring.Prometheus;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import java.util.List;
import java.util.Optional;

/** Nothing is known, so nothing is emitted. */
final class UnknownConfiguration extends OwnersConfiguration {

  @Override
  void check(Findings findings, Identity adapter, Prometheus prometheus) {
    findings.add(
        FindingCode.RULES_TO_MERGE,
        "configuration",
        quote(adapter.name())
            + " has another owner, so its rules are not emitted; autoscalers that use it do not"
            + " scale until the owner adds them",
        "Give its owner adapter.rulesFragment() or adapter.helmValues(), or merge the rules"
            + " here: .configuration(AdapterConfiguration.read(file)) or"
            + " .release(HelmRelease.read(file)).");
  }

  @Override
  List<?> ownersRules() {
    return List.of();
  }

  @Override
  Optional<String> namespace() {
    return Optional.empty();
  }

  @Override
  String helmValues(AdapterRules rules) {
    return RulesFragment.helmValues(rules);
  }
}
