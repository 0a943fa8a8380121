package io.github.cdk8sovms.planning.input;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** A file with traffic, which is read line by line and may be compressed with gzip. */
record TrafficFile(Path path) {
  private static final int BUFFER = 1 << 16;

  /** Returns the name in quotes. */
  String quoted() {
    return '"' + path.toString() + '"';
  }

  Lines open() {
    if (!Files.exists(path)) {
      throw new InvalidInputException(
          quoted() + " does not exist. Give a file with traffic, or --shape.");
    }
    if (Files.isDirectory(path)) {
      throw new InvalidInputException(quoted() + " is a directory. Give a file with traffic.");
    }
    try {
      InputStream stream = Files.newInputStream(path);
      InputStream plain =
          path.toString().endsWith(".gz") ? new GZIPInputStream(stream, BUFFER) : stream;
      return new Lines(this, new InputStreamReader(plain, StandardCharsets.UTF_8.newDecoder()));
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  InvalidInputException invalid(long line, String problem) {
    return new InvalidInputException("%s, line %d: %s".formatted(quoted(), line, problem));
  }

  private InvalidInputException unreadable(IOException e) {
    if (e instanceof CharacterCodingException) {
      return new InvalidInputException(
          quoted() + " is not UTF-8 text. Give a file of a format in docs/plan.md.");
    }
    if (e instanceof ZipException) {
      return new InvalidInputException(quoted() + " is not compressed with gzip. Rename it.");
    }
    return new InvalidInputException(quoted() + " cannot be read. Check its permissions.");
  }

  /** Lines that are neither blank nor comments, with their numbers. */
  static final class Lines implements AutoCloseable {
    /** A line of a binary file could be as long as the file. */
    private static final int LONGEST = 1 << 20;

    private final TrafficFile file;
    private final Reader reader;
    private final char[] buffer = new char[BUFFER];
    private int position;
    private int filled;
    private long number;

    private Lines(TrafficFile file, Reader reader) {
      this.file = file;
      this.reader = reader;
    }

    /** Returns the next line; null after the last. */
    @Nullable String next() {
      try {
        while (true) {
          String line = readLine();
          if (line == null) {
            close();
            return null;
          }
          number++;
          String text = line.strip();
          if (number == 1 && text.startsWith("\uFEFF")) {
            text = text.substring(1);
          }
          if (!text.isEmpty() && text.charAt(0) != '#') {
            return text;
          }
        }
      } catch (IOException e) {
        close();
        throw file.unreadable(e);
      }
    }

    private @Nullable String readLine() throws IOException {
      StringBuilder line = new StringBuilder();
      while (true) {
        if (position == filled) {
          position = 0;
          filled = Math.max(0, reader.read(buffer));
          if (filled == 0) {
            return line.length() == 0 ? null : line.toString();
          }
        }
        int end = position;
        while (end < filled && buffer[end] != '\n') {
          end++;
        }
        line.append(buffer, position, end - position);
        if (line.length() > LONGEST) {
          throw file.invalid(number + 1, "it is longer than a megabyte. Write one value per line.");
        }
        position = end;
        if (end < filled) {
          position++;
          return line.toString();
        }
      }
    }

    long number() {
      return number;
    }

    @Override
    public void close() {
      try {
        reader.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
