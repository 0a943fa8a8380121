package io.github.cdk8sovms.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A checked-in expected output. {@code -Dgolden.update} regenerates it. */
public final class GoldenText {
  private static final boolean UPDATE = Boolean.getBoolean("golden.update");
  private static final Path RESOURCES = Path.of("src", "test", "resources");

  private GoldenText() {}

  /** Checks that a text equals a file in the test resources. */
  public static void check(String file, String text) {
    Path path = RESOURCES.resolve(file);
    try {
      if (UPDATE) {
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
      }
      assertThat(path).as("golden file; write it with -Dgolden.update").exists();
      assertThat(text).as(file).isEqualTo(Files.readString(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
