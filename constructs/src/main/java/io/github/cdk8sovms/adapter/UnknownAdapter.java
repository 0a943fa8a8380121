package io.github.cdk8sovms.adapter;

import static io.github.cdk8sovms.validation.Findings.quote;

import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.Findings;
import java.util.List;
import java.util.Optional;

/** One of which nothing is known, so that nothing of it is emitted. */
record UnknownAdapter() implements ExistingAdapter {

  @Override
  public void check(Findings findings, AdapterOptions options) {
    findings.add(
        FindingCode.RULES_TO_MERGE,
        "existing",
        quote(options.identity().name())
            + " has another owner, so its rules are in no manifest; until its owner adds them, no"
            + " autoscaler that uses it scales",
        "Give its owner adapter.rulesFragment() or adapter.helmValues(), or have it merged here:"
            + " .existing(AdapterConfiguration.read(file)) or .existing(HelmRelease.read(file)).");
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
