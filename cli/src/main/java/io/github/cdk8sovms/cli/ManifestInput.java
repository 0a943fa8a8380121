package io.github.cdk8sovms.cli;

import io.github.cdk8sovms.cli.manifest.ManifestFiles;
import io.github.cdk8sovms.cli.manifest.ManifestObject;
import io.github.cdk8sovms.cli.manifest.UsageException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;

/** The manifests that arguments name: files, directories, and {@code -} for standard input. */
final class ManifestInput {
  /** What a file of this name is called is {@code ./-}. */
  private static final Path STANDARD_INPUT = Path.of("-");

  private final InputStream standardInput;
  private boolean consumed;

  ManifestInput(InputStream standardInput) {
    this.standardInput = standardInput;
  }

  /**
   * The objects at a path.
   *
   * @throws UsageException if there are none, or standard input is named a second time
   */
  List<ManifestObject> read(Path path) {
    if (!path.equals(STANDARD_INPUT)) {
      return ManifestFiles.read(path);
    }
    if (consumed) {
      throw new UsageException(
          "Standard input can be read once only. Write \"-\" for one argument.");
    }
    consumed = true;
    return ManifestFiles.read(standardInput);
  }
}
