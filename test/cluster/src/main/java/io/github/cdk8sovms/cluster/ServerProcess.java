package io.github.cdk8sovms.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * A program that runs beside the tests until it is stopped. It has a separate session, so that an
 * interrupt from the terminal reaches the tests first; and the kernel ends it with the process
 * namespace of the tests, however they end.
 */
final class ServerProcess {
  private static final int TAIL = 6;
  private static final int WIDTH = 300;

  private final String name;
  private final Process process;
  private final Path log;

  private ServerProcess(String name, Process process, Path log) {
    this.name = name;
    this.process = process;
    this.log = log;
  }

  /**
   * @param log where its output is added
   */
  static ServerProcess start(String name, Path log, List<String> words) {
    List<String> command = new ArrayList<>(List.of("setsid"));
    command.addAll(words);
    try {
      Files.createDirectories(log.getParent());
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start();
      process.getOutputStream().close();
      return new ServerProcess(name, process, log);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start " + name, e);
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Of a process that has ended. */
  int exitCode() {
    return process.exitValue();
  }

  /** Asks it to end, and makes it end after a time. */
  void stop(Duration grace) {
    process.destroy();
    try {
      if (!process.waitFor(grace.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  /** Its last words. */
  String tail() {
    String state = isAlive() ? "running" : "ended with " + exitCode();
    return "--- %s, %s: %s%n%s%n".formatted(name, state, log, tail(log));
  }

  static String tail(Path log) {
    try {
      List<String> lines = Files.exists(log) ? Files.readAllLines(log) : List.of();
      return lines.stream()
          .skip(Math.max(0, lines.size() - TAIL))
          .map(line -> line.substring(0, Math.min(WIDTH, line.length())))
          .collect(Collectors.joining("\n"));
    } catch (IOException e) {
      return "unreadable: " + e;
    }
  }
}
