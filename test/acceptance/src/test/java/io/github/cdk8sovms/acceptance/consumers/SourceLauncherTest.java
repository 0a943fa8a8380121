package io.github.cdk8sovms.acceptance.consumers;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8sovms.kit.Command;
import io.github.cdk8sovms.kit.Page;
import io.github.cdk8sovms.kit.Repository;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * {@code java Wrong.java}, without a build: the source launcher cuts its own frames off an
 * exception, and fails instead of reporting it if the exception has too few.
 */
class SourceLauncherTest {
  private static final int OLDEST = 17;

  /** The JDK of this build, and one of each further version beside it or named by CI. */
  static Stream<Jdk> jdks() {
    Map<Integer, Jdk> byVersion = new TreeMap<>();
    Path running = Path.of(System.getProperty("java.home"));
    Stream<Path> beside = children(running.getParent());
    Stream<Path> named =
        System.getenv().entrySet().stream()
            .filter(variable -> variable.getKey().startsWith("JAVA_HOME_"))
            .map(variable -> Path.of(variable.getValue()));
    Stream.of(Stream.of(running), beside, named)
        .flatMap(homes -> homes)
        .filter(Jdk::isIn)
        .map(Jdk::in)
        .filter(jdk -> jdk.version() >= OLDEST)
        .forEach(jdk -> byVersion.putIfAbsent(jdk.version(), jdk));
    return byVersion.values().stream();
  }

  @Test
  void theJdkOfThisBuildIsAlwaysTried() {
    System.out.println("source launchers that are tried: " + jdks().toList());
    assertThat(jdks()).extracting(Jdk::version).contains(Runtime.version().feature());
  }

  @Test
  void threeMistakesAreSeen(@TempDir Path directory) {
    assertThreeMistakesAreSeen(Jdk.running(), directory);
  }

  @ParameterizedTest
  @MethodSource("jdks")
  @Tag("extended")
  void threeMistakesAreSeenByEveryJdk(Jdk jdk, @TempDir Path directory) {
    assertThreeMistakesAreSeen(jdk, directory);
  }

  private static void assertThreeMistakesAreSeen(Jdk jdk, Path directory) {
    Command run = jdk.launch(directory, ThreeMistakes.NAME, ThreeMistakes.PROGRAM);

    assertThat(run.exitCode()).as(run.output()).isEqualTo(1);
    assertThat(run.output())
        .contains(ThreeMistakes.REPORT)
        .contains(ThreeMistakes.LINE)
        .contains(Page.ERRORS.block("text", "3 mistakes"))
        .doesNotContain("at io.github.cdk8sovms", "jsii", "0 > -");
  }

  /** A program that calls the library in a separate method, and from a lambda. */
  @ParameterizedTest
  @MethodSource("jdks")
  @Tag("extended")
  void theLineIsSeenInsideOfLambdas(Jdk jdk, @TempDir Path directory) {
    Command run =
        jdk.launch(
            directory,
            "Shops",
            """
            import io.github.cdk8sovms.internal.values.Quantity;
            import io.github.cdk8sovms.serving.*;
            import java.util.List;
            import org.cdk8s.App;
            import org.cdk8s.Chart;

            public class Shops {
              public static void main(String[] args) {
                Chart chart = new Chart(new App(), "shops");
                List.of("A").forEach(name ->
                    OvmsModelServer.Builder.create(chart, name).build());
              }
            }
            """);

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.output())
        .contains("OVMS101 shops/A.name: \"A\"", "(Shops.java:11)", "Shops.main(Shops.java:10)")
        .doesNotContain("at io.github.cdk8sovms");
  }

  private static Stream<Path> children(Path directory) {
    try (Stream<Path> children = Files.list(directory)) {
      return children.sorted().toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A JDK with the source launcher. */
  record Jdk(int version, Path home) {
    static Jdk running() {
      return in(Path.of(System.getProperty("java.home")));
    }

    static boolean isIn(Path home) {
      return Files.isExecutable(home.resolve("bin/javac")) && Files.exists(home.resolve("release"));
    }

    static Jdk in(Path home) {
      Properties release = new Properties();
      try (InputStream file = Files.newInputStream(home.resolve("release"))) {
        release.load(file);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      String version = release.getProperty("JAVA_VERSION").replace("\"", "");
      return new Jdk(Runtime.Version.parse(version).feature(), home);
    }

    Command launch(Path directory, String name, String program) {
      Repository.write(directory.resolve(name + ".java"), program);
      List<String> words = new ArrayList<>(List.of(home.resolve("bin/java").toString()));
      words.addAll(Command.shortLived());
      words.addAll(List.of("-cp", Command.classPath(), name + ".java"));
      return Command.run(directory, words);
    }
  }
}
