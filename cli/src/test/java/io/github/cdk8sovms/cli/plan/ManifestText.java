package io.github.cdk8sovms.cli.plan;

import io.github.cdk8sovms.cli.manifest.ManifestFiles;
import io.github.cdk8sovms.planning.manifest.ManifestOptions;
import io.github.cdk8sovms.planning.manifest.PlanManifest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The text of a manifest, with edits. */
record ManifestText(String text) {
  private static final Path GOLDEN = Path.of("..", "test", "src", "test", "resources", "golden");

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

  static PlanManifest golden(String name, ManifestOptions options) {
    return PlanManifest.read(
        YamlText.objects(ManifestFiles.read(GOLDEN.resolve(name))), YamlText::parse, options);
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
