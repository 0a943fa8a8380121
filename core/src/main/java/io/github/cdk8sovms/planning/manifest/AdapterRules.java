package io.github.cdk8sovms.planning.manifest;

import io.github.cdk8sovms.internal.adapter.ConfiguredRule;
import io.github.cdk8sovms.planning.input.InvalidInputException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The rules of prometheus-adapter in a manifest, and in files of a user. */
final class AdapterRules {
  private final List<ConfiguredRule> rules = new ArrayList<>();

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
        rules.add(read(rule));
      }
    }
  }

  private static ConfiguredRule read(Node rule) {
    Map<String, String> resourceByLabel = new LinkedHashMap<>();
    rule.at("resources", "overrides")
        .fields()
        .forEach((label, override) -> resourceByLabel.put(label, override.at("resource").text()));
    return new ConfiguredRule(
        rule.at("seriesQuery").text(),
        rule.at("metricsQuery").text(),
        rule.at("name", "matches").text(),
        rule.at("name", "as").text(),
        resourceByLabel,
        rule.at("resources", "template").text());
  }

  /**
   * Returns the adapter's query for all pods of a workload. The adapter lists their names; a
   * pattern of all their names selects the same series, and others only of pods that are gone, for
   * which the HPA does not query.
   *
   * @param selector labels of the metric in the HPA
   */
  String query(
      ObjectRef autoscaler,
      String metric,
      String namespace,
      String podPattern,
      Map<String, String> selector) {
    ConfiguredRule rule = of(autoscaler, metric);
    return rule.query(namespace, podPattern, selector)
        .orElseThrow(
            () ->
                new InvalidInputException(
                    "\"%s\" in the metricsQuery \"%s\" cannot be planned. Use <<.Series>>, <<.LabelMatchers>> and <<.GroupBy>>."
                        .formatted(rule.unknownField().orElseThrow(), rule.metricsQuery())));
  }

  /** Returns the rule that produces a metric of pods; of several the adapter uses the last. */
  private ConfiguredRule of(ObjectRef autoscaler, String metric) {
    Optional<ConfiguredRule> rule =
        rules.stream()
            .filter(each -> each.produces(metric) && each.isOfPods())
            .reduce((first, last) -> last);
    return rule.orElseThrow(
        () ->
            new InvalidInputException(
                "No rule of the adapter in the manifest produces \"%s\" of %s. Give a file with it: --rules FILE, the adapter's configuration or its Helm values."
                    .formatted(metric, autoscaler)));
  }
}
