package io.github.cdk8sovms.validation.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8sovms.validation.FoundLogger;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Uses one JVM per case: logging is configured once per JVM. */
class WarningLogTest {
  private static final List<String> SHORT_LIVED =
      List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

  private static final String STREAMS = "OVMS224 shop/resnet.streams: \"8\" of {0} cores. Set 4.";
  private static final String CONNECTIONS =
      "OVMS225 shop/resnet.maxConnectionAge: \"0s\" is 'never'. Set 60.";

  @Test
  void eachWarningIsOneLineByDefault() {
    assertThat(run(List.of())).containsExactly("WARNING: " + STREAMS, "WARNING: " + CONNECTIONS);
  }

  @Test
  void eachWarningIsOneLineWithoutTheLoggingModule() {
    assertThat(run(List.of("--limit-modules", "java.base")))
        .containsExactly("WARNING: " + STREAMS, "WARNING: " + CONNECTIONS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"silenced", "silenced above", "silenced at the root", "filter"})
  void aProgramCanSilenceThem(String change) {
    assertThat(run(List.of(), change)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"handler instead", "formatter", "handler of a kind of its own"})
  void handlersOfTheProgramGetThem(String change) {
    assertThat(run(List.of(), change))
        .containsExactly("handled " + STREAMS, "handled " + CONNECTIONS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"handler", "handler above"})
  void furtherHandlersOfTheProgramGetThemBesideTheConsole(String change) {
    assertThat(run(List.of(), change)).contains("handled " + STREAMS, "handled " + CONNECTIONS);
  }

  @Test
  void aConfigurationFileIsFollowed(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("logging.properties");
    Files.writeString(
        file,
        """
        handlers=java.util.logging.ConsoleHandler
        java.util.logging.SimpleFormatter.format=%4$s from %3$s: %5$s%n
        """);

    assertThat(run(List.of("-Djava.util.logging.config.file=" + file)))
        .containsExactly(
            "WARNING from io.github.cdk8sovms: " + STREAMS,
            "WARNING from io.github.cdk8sovms: " + CONNECTIONS);
  }

  @Test
  void aFormatIsFollowed() {
    assertThat(run(List.of("-Djava.util.logging.SimpleFormatter.format=[%5$s]%n")))
        .containsExactly("[" + STREAMS + "]", "[" + CONNECTIONS + "]");
  }

  @Test
  void aBridgeOfSystemLoggersGetsThem(@TempDir Path directory) throws IOException {
    Path services = directory.resolve("META-INF/services");
    Files.createDirectories(services);
    Files.writeString(
        services.resolve("java.lang.System$LoggerFinder"), FoundLogger.class.getName());

    assertThat(runWith(classPath() + File.pathSeparator + directory, List.of()))
        .containsExactly(
            "bridged WARNING io.github.cdk8sovms " + STREAMS,
            "bridged WARNING io.github.cdk8sovms " + CONNECTIONS);
  }

  private static List<String> run(List<String> options, String... arguments) {
    return runWith(classPath(), options, arguments);
  }

  private static List<String> runWith(String classPath, List<String> options, String... arguments) {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(SHORT_LIVED);
    words.addAll(options);
    words.addAll(List.of("-cp", classPath, ProgramThatWarns.class.getName()));
    words.addAll(List.of(arguments));
    try {
      Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
      String output = new String(process.getInputStream().readAllBytes());
      assertThat(process.waitFor()).as(output).isZero();
      return output.lines().toList();
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static String classPath() {
    return System.getProperty("java.class.path");
  }
}
