package io.github.cdk8sovms.apps;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.github.cdk8sovms.autoscaling.LagBudget;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the apps have written: the objects of each manifest by kind, the files, and the commands
 * that come next.
 */
final class Summary {
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
  private static final String MANIFEST = ".k8s.yaml";
  private static final int GAP = 2;

  private Summary() {}

  static String of(
      List<Path> manifests, Map<Path, String> otherFiles, Map<String, LagBudget> lagBudgets)
      throws IOException {
    StringBuilder text = new StringBuilder("\n");
    table(text, manifests);
    text.append("\nFiles:\n");
    manifests.forEach(manifest -> text.append("  %s%n".formatted(manifest)));
    new TreeMap<>(otherFiles)
        .forEach((file, purpose) -> text.append("  %s (%s)%n".formatted(file, purpose)));
    text.append("\nFrom a step of the load until more pods are ready, typical and worst:\n");
    lagBudgets.forEach((path, budget) -> text.append("  %s: %s%n".formatted(path, budget)));
    text.append("\nNext, for one of them:\n");
    manifests.forEach(
        manifest -> text.append("  kubectl apply --server-side -f %s%n".formatted(manifest)));
    return text.toString();
  }

  private static void table(StringBuilder text, List<Path> manifests) throws IOException {
    List<Map<String, Integer>> columns = new ArrayList<>();
    Set<String> kinds = new LinkedHashSet<>();
    for (Path manifest : manifests) {
      Map<String, Integer> countByKind = countByKind(manifest);
      columns.add(countByKind);
      kinds.addAll(countByKind.keySet());
    }
    List<String> apps =
        manifests.stream()
            .map(manifest -> manifest.getFileName().toString().replace(MANIFEST, ""))
            .toList();
    int width = kinds.stream().mapToInt(String::length).max().orElse(0);

    row(text, width, "Objects", apps, apps);
    for (String kind : kinds) {
      row(
          text,
          width,
          kind,
          apps,
          columns.stream().map(count -> text(count.getOrDefault(kind, 0))).toList());
    }
    row(text, width, "together", apps, columns.stream().map(count -> text(sum(count))).toList());
  }

  private static void row(
      StringBuilder text, int width, String title, List<String> apps, List<String> cells) {
    text.append(title).append(" ".repeat(width - title.length()));
    for (int column = 0; column < cells.size(); column++) {
      String cell = cells.get(column);
      text.append(" ".repeat(GAP + apps.get(column).length() - cell.length())).append(cell);
    }
    text.append('\n');
  }

  private static String text(int count) {
    return count == 0 ? "" : String.valueOf(count);
  }

  private static int sum(Map<String, Integer> countByKind) {
    return countByKind.values().stream().mapToInt(Integer::intValue).sum();
  }

  private static Map<String, Integer> countByKind(Path manifest) throws IOException {
    Map<String, Integer> countByKind = new LinkedHashMap<>();
    try (MappingIterator<JsonNode> objects =
        YAML.readerFor(JsonNode.class).readValues(manifest.toFile())) {
      while (objects.hasNext()) {
        countByKind.merge(objects.next().get("kind").asText(), 1, Integer::sum);
      }
    }
    return countByKind;
  }
}
