package io.github.cdk8sovms.kit;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A program that was run to its end.
 *
 * @param exitCode zero if it went well
 * @param output what it printed, on either channel
 */
public record Command(int exitCode, String output) {
  private static final Duration LONGEST = Duration.ofMinutes(30);

  /** For programs that end before the second compiler pays off; half of the processor's time. */
  private static final List<String> SHORT_LIVED =
      List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

  public static Command run(Path directory, List<String> words) {
    return run(directory, Map.of(), words);
  }

  public static Command run(Path directory, Map<String, String> environment, List<String> words) {
    ProcessBuilder builder =
        new ProcessBuilder(words).directory(directory.toFile()).redirectErrorStream(true);
    builder.environment().putAll(environment);
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      Thread watchdog = new Thread(() -> endAfter(process, LONGEST), "ends " + words.get(0));
      watchdog.setDaemon(true);
      watchdog.start();
      String output = new String(process.getInputStream().readAllBytes());
      return new Command(process.waitFor(), output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted while waiting for " + words, e);
    }
  }

  /** Runs a class with the class path of the tests in a separate JVM. */
  public static Command java(
      Class<?> main, Path directory, Map<String, String> environment, String... jvmOptions) {
    return java(main.getName(), null, directory, environment, jvmOptions);
  }

  /** Runs a class that may be outside the class path of the tests, in a separate directory. */
  public static Command java(
      String main,
      @Nullable Path classes,
      Path directory,
      Map<String, String> environment,
      String... jvmOptions) {
    String path = classes == null ? classPath() : classes + File.pathSeparator + classPath();
    return run(directory, environment, javaWords(main, path, jvmOptions));
  }

  /** The words that run a class of the tests in a separate JVM. */
  static List<String> javaWords(String main) {
    return javaWords(main, classPath());
  }

  private static List<String> javaWords(String main, String classPath, String... jvmOptions) {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(SHORT_LIVED);
    words.addAll(List.of(jvmOptions));
    words.addAll(List.of("-cp", classPath, main));
    return words;
  }

  /** The options of a JVM whose program ends soon. */
  public static List<String> shortLived() {
    return SHORT_LIVED;
  }

  public static String classPath() {
    return System.getProperty("java.class.path")
        .replace(File.pathSeparator + File.pathSeparator, File.pathSeparator);
  }

  private static void endAfter(Process process, Duration limit) {
    try {
      if (!process.waitFor(limit.toSeconds(), java.util.concurrent.TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
    }
  }
}
