package io.github.cdk8sovms.kit;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A JVM for the programs of documents, beside that of the tests: the start of a JVM and of Node
 * takes ten times as long as such a program. What is about the JVM itself, such as the report of an
 * exception, is tested by {@link Command#java}.
 */
public final class SharedJvm {
  private static SharedJvm running;

  private final Path directory;
  private final Process process;
  private final DataInputStream answers;

  private SharedJvm() throws IOException {
    directory = Files.createTempDirectory("programs").toRealPath();
    directory.toFile().deleteOnExit();
    process =
        new ProcessBuilder(Command.javaWords(ProgramHost.class.getName()))
            .directory(directory.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    answers = new DataInputStream(process.getInputStream());
  }

  /** Runs a program, and moves what it writes into the directory of its classes. */
  public static synchronized Command run(String main, Path classes) {
    try {
      if (running == null) {
        running = new SharedJvm();
      }
      return running.answer(main, classes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Command answer(String main, Path classes) throws IOException {
    process.getOutputStream().write((classes + " " + main + "\n").getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().flush();
    int exitCode = answers.readInt();
    byte[] printed = new byte[answers.readInt()];
    answers.readFully(printed);
    for (Path written : written()) {
      Files.move(written, classes.resolve(written.getFileName()));
    }
    return new Command(exitCode, new String(printed, StandardCharsets.UTF_8));
  }

  private List<Path> written() throws IOException {
    try (Stream<Path> written = Files.list(directory)) {
      return written.toList();
    }
  }
}
