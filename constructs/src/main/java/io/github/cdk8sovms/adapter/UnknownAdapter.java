package io.github.cdk8sovms.adapter;

import static io.github.cdk8sovms.validation.Findings.quote;

import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.Findings;
import java.util.List;
import java.util.Optional;

/** An existing adapter with unknown configuration, of which nothing is emitted. */
record UnknownAdapter() implements ExistingAdapter {

  @Override
  public void check(Findings findings, AdapterOptions options) {
    findings.add(
        FindingCode.RULES_TO_MERGE,
        "existing",
        quote(options.identity().name())
            + " has another owner, so its rules are not emitted; autoscalers that use it do not"
            + " scale until the owner adds them",
        "Give its owner adapter.rulesFragment() or adapter.helmValues(), or merge the rules"
            + " here: .existing(AdapterConfiguration.read(file)) or"
            + " .existing(HelmRelease.read(file)).");
  }

  @Override
  public List<?> ownersRules() {
    return List.of();
  }

  @Override
  public Optional<String> namespace() {
    return Optional.empty();
  }

  @Override
  public AdapterObjects objects(AdapterOptions options, AdapterRules rules) {
    return new UntouchedAdapter(options, rules);
  }

  @Override
  public String helmValues(AdapterRules rules) {
    return RulesFragment.helmValues(rules);
  }
}
