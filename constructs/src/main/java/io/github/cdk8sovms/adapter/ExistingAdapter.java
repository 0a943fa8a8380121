package io.github.cdk8sovms.adapter;

import static io.github.cdk8sovms.validation.Findings.quote;

import io.github.cdk8sovms.kubernetes.YamlDocument;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.Findings;
import java.util.List;
import java.util.Optional;

/** An adapter that is installed already and has another owner, by what is known of it. */
sealed interface ExistingAdapter permits UnknownAdapter, AdapterConfiguration, HelmRelease {

  /** Checks what is known, and says what is left for the owner to do. */
  void check(Findings findings, AdapterOptions options);

  /** The owner's rules for custom metrics, as far as they are known. */
  List<?> ownersRules();

  /** The namespace that it is known to be in. */
  Optional<String> namespace();

  /** What is emitted. */
  AdapterObjects objects(AdapterOptions options, AdapterRules rules);

  /** Values for its Helm chart with our rules. */
  String helmValues(AdapterRules rules);

  /** Warns of a rule of the owner's that one of ours would take the place of. */
  default void checkReplaced(ServedRule rule, Findings findings, String option) {
    for (Object present : ownersRules()) {
      findings.require(
          !metricOf(present).equals(Optional.of(rule.metric())) || present.equals(rule.toConfig()),
          FindingCode.RULE_REPLACED,
          option,
          quote(rule.metric())
              + " has a rule in the adapter's file with another query, "
              + quote(YamlDocument.text(present, "metricsQuery").orElse(""))
              + ", which is replaced for everyone who asks for that metric",
          "If that is a rule of another team, give the signal another window with .over(..), and"
              + " with it another name.");
    }
  }

  /** The metric that a rule in the adapter's format is for, if it names it. */
  static Optional<String> metricOf(Object rule) {
    return YamlDocument.text(YamlDocument.mapping(rule, "name"), "as")
        .filter(name -> !name.isEmpty());
  }
}
