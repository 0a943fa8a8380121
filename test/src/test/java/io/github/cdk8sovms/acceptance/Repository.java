package io.github.cdk8sovms.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files of this repository. Maven runs the tests in the directory of their module. */
public final class Repository {
  private static final Path MODULE = Path.of("").toAbsolutePath();

  public static final Path ROOT = MODULE.getParent();
  public static final Path DIST = ROOT.resolve("dist");
  public static final Path RESOURCES = MODULE.resolve("src/test/resources");
  public static final Path GOLDEN = RESOURCES.resolve("golden");

  private Repository() {}

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
