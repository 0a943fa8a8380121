package io.github.cdk8sovms.acceptance.lint;

import io.github.cdk8sovms.kit.GoldenCases;
import io.github.cdk8sovms.kit.Manifest;
import io.github.cdk8sovms.kit.Repository;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The objects of one application in one file, as they would be applied.
 *
 * @param name of the application
 * @param file what linters read
 * @param objects kind, namespace and name of each object, by the line on which it begins
 */
public record LintInput(String name, Path file, NavigableMap<Integer, String> objects) {
  private static final Path FOLDER = Repository.ROOT.resolve("test/acceptance/target/lint");

  static LintInput of(String name, List<Manifest> manifests) {
    TreeMap<Integer, String> objects = new TreeMap<>();
    int line = 1;
    for (Manifest manifest : manifests) {
      objects.put(line, object(manifest.kind(), manifest.namespace(), manifest.name()));
      line += (int) manifest.text().lines().count() + 1;
    }
    Path file = FOLDER.resolve(name + ".yaml");
    Repository.write(
        file, manifests.stream().map(Manifest::text).collect(Collectors.joining("---\n")));
    return new LintInput(name, file, objects);
  }

  /** What is in a file. */
  static LintInput of(String name, Path file) {
    return of(name, Manifest.of(Repository.read(file)));
  }

  /** Everything that is checked in: the examples, and what the golden files of each case make. */
  static List<LintInput> everything() {
    List<LintInput> inputs = new ArrayList<>();
    for (String name : GoldenCases.names()) {
      inputs.add(of(name, GoldenCases.manifests(name)));
    }
    return inputs;
  }

  /** The object that a line is in. */
  String objectAt(int line) {
    return objects.floorEntry(line).getValue();
  }

  /** An object in one word; those of no namespace have one part fewer. */
  static String object(String kind, String namespace, String name) {
    return kind + "/" + (namespace.isEmpty() ? "" : namespace + "/") + name;
  }
}
