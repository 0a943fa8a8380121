package io.github.cdk8sovms.kit;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A kind of object that a golden case has, in one version.
 *
 * @param apiVersion such as {@code apps/v1}
 * @param kind such as {@code Deployment}
 * @param files every stored object of it, once
 */
public record EmittedKind(String apiVersion, String kind, List<Path> files) {
  /** Copies the list. */
  public EmittedKind {
    files = List.copyOf(files);
  }

  /** All kinds of all golden cases. */
  public static List<EmittedKind> all() {
    Map<String, List<Path>> files = new TreeMap<>();
    for (Path file : GoldenCases.stored()) {
      JsonNode object = Manifest.parse(Repository.read(file));
      files
          .computeIfAbsent(
              object.path("apiVersion").asText() + " " + object.path("kind").asText(),
              kind -> new ArrayList<>())
          .add(file);
    }
    return files.entrySet().stream()
        .map(
            each -> {
              String[] names = each.getKey().split(" ");
              return new EmittedKind(names[0], names[1], each.getValue());
            })
        .toList();
  }

  /** The objects, in the order of their files. */
  public List<JsonNode> objects() {
    return files.stream().map(file -> Manifest.parse(Repository.read(file))).toList();
  }

  @Override
  public String toString() {
    return apiVersion + " " + kind;
  }
}
