package io.github.cdk8sovms.cli.plan;

import io.github.cdk8sovms.cli.manifest.ManifestFiles;
import io.github.cdk8sovms.cli.manifest.ManifestObject;
import io.github.cdk8sovms.planning.manifest.ManifestOptions;
import io.github.cdk8sovms.planning.manifest.PlanManifest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The text of a manifest, with edits. */
record ManifestText(String text) {
  private static final Path GOLDEN =
      Path.of("..", "test", "acceptance", "src", "test", "resources", "golden");

  static ManifestText quickstart() {
    return of(Path.of("..", "dist", "quickstart.k8s.yaml"));
  }

  static ManifestText of(Path file) {
    try {
      return new ManifestText(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The objects of a golden case: its files, and those of other cases that it lists as equal. */
  static PlanManifest golden(String name, ManifestOptions options) {
    List<ManifestObject> objects = new ArrayList<>();
    try (Stream<Path> files = Files.list(GOLDEN.resolve(name))) {
      files
          .filter(file -> file.toString().endsWith(".yaml"))
          .sorted()
          .forEach(file -> objects.addAll(ManifestFiles.read(file)));
      Path equal = GOLDEN.resolve(name).resolve("equal.txt");
      if (Files.exists(equal)) {
        Files.readAllLines(equal)
            .forEach(file -> objects.addAll(ManifestFiles.read(GOLDEN.resolve(file))));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return PlanManifest.read(YamlText.objects(objects), YamlText::parse, options);
  }

  /** Replaces a text that must be there. */
  ManifestText with(String before, String after) {
    if (!text.contains(before)) {
      throw new IllegalArgumentException("not in the manifest: " + before);
    }
    return new ManifestText(text.replace(before, after));
  }

  PlanManifest plan() {
    return plan(ManifestOptions.none());
  }

  PlanManifest plan(ManifestOptions options) {
    return PlanManifest.read(
        YamlText.objects(
            ManifestFiles.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))),
        YamlText::parse,
        options);
  }
}
