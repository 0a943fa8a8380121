package io.github.cdk8sovms.monitoring.internal;

import io.github.cdk8sovms.kubernetes.internal.ConfigText;
import io.github.cdk8sovms.validation.internal.Required;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * A rule file: the same content is a file for a Prometheus without an operator, and the
 * specification of a PrometheusRule with one.
 *
 * @param name unique among the rule files of a Prometheus
 */
public record RuleFile(String name, List<RuleGroup> groups) {
  /** The suffix of its file name. */
  public static final String SUFFIX = ".rules.yml";

  /** Copies the groups. */
  public RuleFile {
    Required.nonNull(name, "name");
    groups = Required.elements(groups, "groups");
  }

  /** Returns the name of the file. */
  public String fileName() {
    return name + SUFFIX;
  }

  /** Returns the content of the file. */
  public String text() {
    return ConfigText.yaml(toConfig());
  }

  /** Returns its size. */
  public int bytes() {
    return text().getBytes(StandardCharsets.UTF_8).length;
  }

  /** Returns this file without empty groups, which Google's schema rejects. */
  public RuleFile withoutEmptyGroups() {
    return new RuleFile(name, groups.stream().filter(group -> !group.rules().isEmpty()).toList());
  }

  public Map<String, Object> toConfig() {
    return Map.of("groups", groups.stream().map(RuleGroup::toConfig).toList());
  }
}
