package io.github.cdk8sovms.acceptance.promql;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdk8sovms.kit.GoldenCases;
import io.github.cdk8sovms.kit.Manifest;
import io.github.cdk8sovms.kit.Repository;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Rules that are emitted, as a file that Prometheus takes.
 *
 * @param from the golden file that has them
 */
public record RuleText(String from, String text) {

  /** Those of every ConfigMap and every PrometheusRule. */
  static List<RuleText> all() {
    return in(GoldenCases.stored());
  }

  private static List<RuleText> in(List<Path> files) {
    List<RuleText> all = new ArrayList<>();
    for (Path golden : files) {
      String yaml = Repository.read(golden);
      if (!yaml.contains(".rules.yml") && !yaml.contains("kind: PrometheusRule")) {
        continue; // parsing all would take longer than the tests
      }
      String from = Repository.GOLDEN.relativize(golden).toString();
      JsonNode tree = Manifest.parse(yaml);
      tree.path("data")
          .properties()
          .forEach(
              file -> {
                if (file.getKey().endsWith(".rules.yml")) {
                  all.add(new RuleText(from, file.getValue().asText()));
                }
              });
      if (tree.path("kind").asText().equals("PrometheusRule")) {
        all.add(new RuleText(from, Manifest.json(tree.get("spec"))));
      }
    }
    return all;
  }

  /** Those of one case, which has them once. */
  public static RuleText of(String folder) {
    List<RuleText> found = in(GoldenCases.files(folder));
    if (found.size() != 1) {
      throw new AssertionError(found.size() + " files of rules in " + folder);
    }
    return found.get(0);
  }
}
