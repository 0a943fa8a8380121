package io.github.cdk8sovms.apps;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** What apps have written: a short table of each manifest, and the commands that come next. */
final class Summary {
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  private Summary() {}

  static String of(Path... manifests) throws IOException {
    StringBuilder text = new StringBuilder();
    for (Path manifest : manifests) {
      Map<String, Integer> countByKind = countByKind(manifest);
      int total = countByKind.values().stream().mapToInt(Integer::intValue).sum();
      text.append('\n').append(manifest).append(": ").append(total).append(" objects\n");
      countByKind.forEach(
          (kind, count) -> text.append("  ").append(count).append(' ').append(kind).append('\n'));
    }
    text.append("\nNext, one of them:\n");
    for (Path manifest : manifests) {
      text.append("  kubectl apply --server-side -f ").append(manifest).append('\n');
    }
    return text.toString();
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
