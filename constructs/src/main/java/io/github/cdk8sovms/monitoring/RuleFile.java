package io.github.cdk8sovms.monitoring;

import io.github.cdk8sovms.kubernetes.ConfigText;
import io.github.cdk8sovms.validation.Required;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * A file of rules: the same text for a Prometheus that reads files and, as the specification of a
 * PrometheusRule, for one with an operator.
 *
 * @param name tells it from the files of others
 */
public record RuleFile(String name, List<RuleGroup> groups) {
  /** What its file name ends with. */
  static final String SUFFIX = ".rules.yml";

  /** Copies the groups. */
  public RuleFile {
    Required.nonNull(name, "name");
    groups = Required.elements(groups, "groups");
  }

  /** The name of the file. */
  public String fileName() {
    return name + SUFFIX;
  }

  /** The file. */
  public String text() {
    return ConfigText.yaml(toConfig());
  }

  /** How much of an object it takes. */
  int bytes() {
    return text().getBytes(StandardCharsets.UTF_8).length;
  }

  /** The same without groups that hold nothing, which Google's definition refuses. */
  RuleFile withoutEmptyGroups() {
    return new RuleFile(name, groups.stream().filter(group -> !group.rules().isEmpty()).toList());
  }

  Map<String, Object> toConfig() {
    return Map.of("groups", groups.stream().map(RuleGroup::toConfig).toList());
  }
}
