package io.github.cdk8sovms.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files of this repository. Maven runs the tests in the directory of their module. */
public final class Repository {
  private static final Path MODULE = Path.of("").toAbsolutePath();

  public static final Path ROOT = root();
  public static final Path DIST = ROOT.resolve("dist");

  /** Of the module whose tests run. */
  public static final Path RESOURCES = MODULE.resolve("src/test/resources");

  public static final Path GOLDEN = ROOT.resolve("test/acceptance/src/test/resources/golden");

  /** The objects of the recipe of 2022. */
  public static final Path RECIPE = ROOT.resolve("test/kit/src/main/resources/recipe.yaml");

  private Repository() {}

  private static Path root() {
    for (Path above = MODULE; above != null; above = above.getParent()) {
      if (Files.exists(above.resolve("RELEASING.md"))) {
        return above;
      }
    }
    throw new IllegalStateException(MODULE + " is not in the repository");
  }

  public static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static void write(Path file, String text) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every file below a directory, in a stable order; none if there is no such directory. */
  public static List<Path> filesBelow(Path directory) {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
