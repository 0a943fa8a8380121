package io.github.cdk8sovms.controlplane;

import io.github.cdk8sovms.kit.Repository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Hugging Face, as a directory, and a program that plays {@code ovms --pull}: it clones the default
 * branch of a repository into the directory of models, with its {@code .git}.
 */
public final class ModelHub {
  private static final String PULL =
      """
      #!/bin/bash
      for argument in "$@"; do
        case $argument in
          --source_model=*) model=${argument#*=} ;;
          --model_repository_path=*) target=${argument#*=} ;;
        esac
      done
      echo "pulling $model"
      mkdir -p "$target/$model/.git/refs/heads"
      if [ -e /hub/away ]; then
        echo "[error] libgit2 clone error: failed to resolve address for huggingface.co"
        exit 1
      fi
      if [ ! -d "/hub/$model" ] || [ -e "/hub/$model/locked" ]; then
        echo "[error] libgit2 clone error: unexpected http status code: 401"
        exit 1
      fi
      cp "/hub/$model/openvino_model.bin" "$target/$model/" || exit 1
      echo "ref: refs/heads/main" > "$target/$model/.git/HEAD"
      cp "/hub/$model/revision" "$target/$model/.git/refs/heads/main"
      echo "Model: $model downloaded to: $target"
      """;

  private final Path directory;

  private ModelHub(Path directory) {
    this.directory = directory;
    Repository.write(program(), PULL);
    if (!program().toFile().setExecutable(true, false)) {
      throw new IllegalStateException("cannot be made executable: " + program());
    }
    comeBack();
  }

  /** One without repositories, in a separate directory. */
  static ModelHub create() {
    try {
      Path parent = Files.createDirectories(Path.of("target/hubs"));
      return new ModelHub(Files.createTempDirectory(parent, "hub").toAbsolutePath());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A repository, the newest commit of which is this. */
  public void add(String repository, String revision) {
    Path files = hub().resolve(repository);
    Repository.write(files.resolve("openvino_model.bin"), "weights\n");
    Repository.write(files.resolve("revision"), revision + "\n");
  }

  /** A repository that no token opens. */
  public void addLocked(String repository) {
    add(repository, "0".repeat(40));
    Repository.write(hub().resolve(repository).resolve("locked"), "");
  }

  /** From now on nothing can be fetched. */
  public void goAway() {
    Repository.write(away(), "");
  }

  /** From now on all can be fetched again. */
  public void comeBack() {
    try {
      Files.createDirectories(hub());
      Files.deleteIfExists(away());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a script finds in the image of OVMS. */
  Map<String, Path> image() {
    return Map.of("/ovms/bin/ovms", program(), "/hub", hub());
  }

  private Path program() {
    return directory.resolve("ovms");
  }

  private Path hub() {
    return directory.resolve("hub");
  }

  private Path away() {
    return hub().resolve("away");
  }
}
