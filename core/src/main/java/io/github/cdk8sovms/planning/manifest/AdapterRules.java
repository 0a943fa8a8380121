package io.github.cdk8sovms.planning.manifest;

import io.github.cdk8sovms.planning.input.InvalidInputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The rules of prometheus-adapter in a manifest, and in files of a user. */
final class AdapterRules {
  private final List<AdapterRule> rules = new ArrayList<>();

  AdapterRules(ManifestObjects objects, Texts texts, List<String> files) {
    objects
        .ofKind("", "ConfigMap")
        .flatMap(config -> config.at("data").texts().values().stream())
        .filter(text -> text.contains("metricsQuery"))
        .forEach(text -> add(texts.tryParse(text)));
    for (String file : files) {
      int before = rules.size();
      add(texts.parse("The file of --rules", file));
      if (rules.size() == before) {
        throw new InvalidInputException(
            "The file of --rules has no rule with a metricsQuery. Give the adapter's configuration"
                + " or the Helm values that have rules.custom.");
      }
    }
  }

  /** Adds the rules of an adapter's configuration, or of Helm values. */
  private void add(Node file) {
    List<Node> found = new ArrayList<>(file.at("rules").elements());
    found.addAll(file.at("rules", "custom").elements());
    found.addAll(file.elements());
    for (Node rule : found) {
      if (rule.at("metricsQuery").exists()) {
        rules.add(new AdapterRule(rule));
      }
    }
  }

  /** Returns the rule that produces a metric of pods. */
  AdapterRule of(ObjectRef autoscaler, String metric) {
    Optional<AdapterRule> rule =
        rules.stream().filter(each -> each.produces(metric) && each.isOfPods()).findFirst();
    return rule.orElseThrow(
        () ->
            new InvalidInputException(
                "No rule of the adapter in the manifest produces \"%s\" of %s. Give a file with it: --rules FILE, the adapter's configuration or its Helm values."
                    .formatted(metric, autoscaler)));
  }
}
