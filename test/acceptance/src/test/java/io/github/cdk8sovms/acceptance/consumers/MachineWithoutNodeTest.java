package io.github.cdk8sovms.acceptance.consumers;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8sovms.kit.Command;
import io.github.cdk8sovms.kit.JavaProgram;
import io.github.cdk8sovms.kit.Repository;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Without Node.js, or with one that is too old, the build and a program say the same. */
class MachineWithoutNodeTest {
  private static final String SENTENCE =
      "cdk8s-ovms needs Node.js 20.11 or newer on the PATH (22 or 24 is better); found: %s."
          + " Install it from https://nodejs.org or with your package manager.";
  private static final Set<String> NODE = Set.of("node", "nodejs", "npm", "npx");

  /** Takes the place of Node.js as far as programs can see: it tells another version. */
  private static final String OTHER_VERSION =
      """
      Object.defineProperty(process, 'version', { value: 'v18.20.8' });
      Object.defineProperty(process.versions, 'node', { value: '18.20.8' });
      """;

  /** Every program of this machine but Node.js; thousands of links, so there is one for all. */
  @TempDir private static Path programs;

  @TempDir private Path directory;

  @BeforeAll
  static void linkPrograms() throws IOException {
    for (String part : System.getenv("PATH").split(File.pathSeparator)) {
      if (Files.isDirectory(Path.of(part))) {
        link(Path.of(part));
      }
    }
  }

  @Test
  void aProgramNamesTheMissingNode() throws IOException {
    Command run = run(ThreeMistakes.PROGRAM, pathWithoutNode());

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.output())
        .contains("NodeJsException: " + SENTENCE.formatted("none on the PATH"))
        .contains("at Wrong.main(Wrong.java:")
        .doesNotContain("jsii", "at io.github.cdk8sovms");
    assertThat(run.output().lines()).hasSize(2);
  }

  @Test
  void aProgramNamesANodeThatIsTooOld() throws IOException {
    Command run = run(ThreeMistakes.PROGRAM, pathWithNode("echo v16.20.2"));

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.output())
        .contains("NodeJsException: " + SENTENCE.formatted("v16.20.2"))
        .contains("at Wrong.main(Wrong.java:")
        .doesNotContain("jsii", "at io.github.cdk8sovms");
    assertThat(run.output().lines()).hasSize(2);
  }

  /**
   * As long as cdk8s starts on it, the first construct warns, whether or not the program checks.
   */
  @Test
  void theFirstConstructNamesANodeThatIsTooOld() throws IOException {
    Path other = directory.resolve("other-version.cjs");
    Files.writeString(other, OTHER_VERSION);
    String node = "export NODE_OPTIONS='--require " + other + "'\nexec " + realNode() + " \"$@\"";
    String program = ThreeMistakes.PROGRAM.replace("NodeJs.require();", "");

    Command run =
        run(program, pathWithNode("[ \"$1\" = --version ] && echo v18.20.8 && exit\n" + node));

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.output())
        .contains("NodeJsException: " + SENTENCE.formatted("v18.20.8"))
        .contains("at Wrong.main(Wrong.java:")
        .doesNotContain("at io.github.cdk8sovms");
  }

  @Test
  void theBuildNamesTheMissingNodeInTheSameWords() throws IOException {
    assertThat(build(pathWithoutNode()).output())
        .contains(SENTENCE.formatted("none on the PATH"))
        .contains("BUILD FAILURE");
  }

  @Test
  @Tag("extended")
  void theBuildNamesANodeThatIsTooOldInTheSameWords() throws IOException {
    assertThat(build(pathWithNode("echo v16.20.2")).output())
        .contains(SENTENCE.formatted("v16.20.2"))
        .contains("BUILD FAILURE");
  }

  private Command run(String program, String path) {
    JavaProgram.of(program).compile(directory);
    return Command.java(ThreeMistakes.NAME, directory, directory, Map.of("PATH", path));
  }

  private static Command build(String path) {
    return Command.run(
        Repository.ROOT,
        Map.of("PATH", path, "JAVA_HOME", System.getProperty("java.home")),
        Maven.command("-o", "-N", "-B", "validate"));
  }

  private String pathWithNode(String script) throws IOException {
    Path node = Files.createDirectories(directory.resolve("bin")).resolve("node");
    Files.writeString(node, "#!/bin/sh\n" + script + "\n");
    assertThat(node.toFile().setExecutable(true)).isTrue();
    return node.getParent() + File.pathSeparator + programs;
  }

  private static String pathWithoutNode() {
    return programs.toString();
  }

  /** Node.js may be anywhere, also beside what the build needs. */
  private static void link(Path part) throws IOException {
    try (Stream<Path> all = Files.list(part)) {
      for (Path program : all.toList()) {
        Path link = programs.resolve(program.getFileName());
        if (!NODE.contains(program.getFileName().toString())
            && !Files.exists(link, LinkOption.NOFOLLOW_LINKS)) {
          Files.createSymbolicLink(link, program);
        }
      }
    }
  }

  private static String realNode() {
    return Command.run(Path.of("."), List.of("node", "-p", "process.execPath")).output().strip();
  }
}
