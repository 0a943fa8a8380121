package io.github.cdk8sovms.validation;

import io.github.cdk8sovms.validation.internal.OneLine;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;

/**
 * The Node.js that cdk8s requires. {@code new App()} of cdk8s starts it before any code of this
 * library runs, so only the program itself can check it before: {@code NodeJs.require()}.
 */
public final class NodeJs {
  private static final String NONE = "none on the PATH";
  private static final int PATIENCE_SECONDS = 30;
  private static final int LONGEST_VERSION = 40;
  private static final int LONGEST_DESCRIPTION = 200;

  private static final AtomicBoolean FITS = new AtomicBoolean();

  private NodeJs() {}

  /**
   * Checks that Node.js is installed and recent enough. Call it before {@code new App()}, which
   * without Node.js fails with a stack trace of jsii. The version is queried once, which takes
   * about 50 ms.
   *
   * <p>Like jsii, it uses {@code node} from the {@code PATH}, or the command in the environment
   * variable {@code JSII_NODE}. With {@code JSII_RUNTIME}, which may be something other than
   * Node.js, nothing is checked.
   *
   * @throws NodeJsException if there is none, or one older than 20.11
   */
  public static void require() {
    if (FITS.get()) {
      return;
    }
    problem(System.getenv())
        .ifPresent(
            message -> {
              throw new NodeJsException(message);
            });
    FITS.set(true);
  }

  /** Returns the problem with the Node.js that jsii would start in this environment, if any. */
  static Optional<String> problem(Map<String, String> environment) {
    if (environment.containsKey("JSII_RUNTIME")) {
      return Optional.empty();
    }
    String custom = environment.get("JSII_NODE");
    String version = version(custom == null ? "node" : custom);
    Properties requirement = requirement();
    if (Pattern.compile(requirement.getProperty("node.supported")).matcher(version).find()) {
      return Optional.empty();
    }
    String described = custom == null ? version : version + " (JSII_NODE=" + custom + ")";
    return Optional.of(
        requirement
            .getProperty("node.required")
            .replace("${node.described}", OneLine.of(described, LONGEST_DESCRIPTION)));
  }

  /** Returns the version printed by a command, or a description of its failure. */
  private static String version(String command) {
    try {
      Process process =
          new ProcessBuilder(words(command)).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      process.getOutputStream().close();
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return "one that does not answer to --version";
      }
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      String version = output.lines().findFirst().orElse("").strip();
      if (process.exitValue() == 0 && !version.isEmpty()) {
        return version.substring(0, Math.min(version.length(), LONGEST_VERSION));
      }
      return "one that does not start (exit code " + process.exitValue() + ")";
    } catch (IOException e) {
      return NONE;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "one that was not waited for";
    }
  }

  /** Splits a command like jsii: one with spaces is run by the shell. */
  private static List<String> words(String command) {
    if (!command.matches(".*\\s.*")) {
      return List.of(command, "--version");
    }
    boolean isWindows =
        System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");
    return isWindows
        ? List.of("cmd.exe", "/d", "/s", "/c", command + " --version")
        : List.of("/bin/sh", "-c", command + " --version");
  }

  private static Properties requirement() {
    Properties properties = new Properties();
    try (InputStream file = NodeJs.class.getResourceAsStream("node.properties")) {
      if (file == null) {
        throw new IllegalStateException("the library is packed without node.properties");
      }
      properties.load(file);
      return properties;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
