package io.github.cdk8sovms.synthesis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A manifest that is applied as a whole.
 *
 * @param name the title of its column
 * @param applied the file, or the directory with the files
 * @param files all files
 */
record Manifest(String name, Path applied, List<Path> files) {
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  static Manifest file(String name, Path file) {
    return new Manifest(name, file, List.of(file));
  }

  /** Returns the number of objects by kind, in order of appearance. */
  Map<String, Integer> countByKind() {
    Map<String, Integer> countByKind = new LinkedHashMap<>();
    for (Path file : files) {
      try (MappingIterator<JsonNode> objects =
          YAML.readerFor(JsonNode.class).readValues(file.toFile())) {
        while (objects.hasNext()) {
          countByKind.merge(objects.next().path("kind").asText(), 1, Integer::sum);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return countByKind;
  }
}
