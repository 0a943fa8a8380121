package io.github.cdk8sovms.cli;

import io.github.cdk8sovms.cli.manifest.UsageException;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A small text file in an option. */
final class TextFile {
  private TextFile() {}

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (MalformedInputException e) {
      throw new UsageException("\"" + file + "\" is not UTF-8 text.");
    } catch (IOException e) {
      throw new UsageException("\"" + file + "\" cannot be read. Check its name and permissions.");
    }
  }
}
