package io.github.cdk8sovms.cli;

import io.github.cdk8sovms.cli.manifest.ManifestFiles;
import io.github.cdk8sovms.cli.manifest.ManifestObject;
import io.github.cdk8sovms.cli.manifest.UsageException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;

/** Reads the manifests in arguments: files, directories, and {@code -} for standard input. */
final class ManifestInput {
  /** A file of this name must be given as {@code ./-}. */
  private static final Path STANDARD_INPUT = Path.of("-");

  private final InputStream standardInput;
  private boolean consumed;

  ManifestInput(InputStream standardInput) {
    this.standardInput = standardInput;
  }

  /**
   * Returns the objects at a path.
   *
   * @throws UsageException if there are none, or standard input is given twice
   */
  List<ManifestObject> read(Path path) {
    if (!path.equals(STANDARD_INPUT)) {
      return ManifestFiles.read(path);
    }
    if (consumed) {
      throw new UsageException(
          "Standard input can be read only once. Use \"-\" for one argument only.");
    }
    consumed = true;
    return ManifestFiles.read(standardInput);
  }
}
