package io.github.cdk8sovms.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NodeJsTest {
  @TempDir private Path directory;

  @Test
  void theNodeOfThisMachineFits() {
    assertThat(NodeJs.problem(Map.of())).isEmpty();
    NodeJs.require();
  }

  @ParameterizedTest
  @ValueSource(strings = {"v20.11.0", "v20.20.2", "v21.0.0", "v22.1.0", "v24.12.0", "v100.0.0"})
  void newVersionsFit(String version) throws IOException {
    assertThat(problem("echo " + version)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "v0.10.48",
        "v2.0.0",
        "v8.17.0",
        "v10.24.1",
        "v16.20.2",
        "v18.20.8",
        "v20.2.0",
        "v20.10.0"
      })
  void oldVersionsAreNamed(String version) throws IOException {
    assertThat(problem("echo " + version))
        .hasValueSatisfying(
            problem ->
                assertThat(problem)
                    .startsWith("cdk8s-ovms needs Node.js 20.11 or newer on the PATH")
                    .contains("; found: " + version + " (JSII_NODE=")
                    .endsWith("Install it from https://nodejs.org or with your package manager."));
  }

  @Test
  void noneIsNamed() {
    assertThat(NodeJs.problem(Map.of("JSII_NODE", directory.resolve("none").toString())))
        .hasValueSatisfying(problem -> assertThat(problem).contains("found: none"));
  }

  @Test
  void oneThatDoesNotStartIsNamed() throws IOException {
    assertThat(problem("echo 'version GLIBC_2.28 not found' >&2; exit 127"))
        .hasValueSatisfying(
            problem ->
                assertThat(problem).contains("found: one that does not start (exit code 127)"));
  }

  @Test
  void anotherProgramOfThatNameIsNamed() throws IOException {
    assertThat(problem("echo 'axnode 0.8'"))
        .hasValueSatisfying(problem -> assertThat(problem).contains("found: axnode 0.8"));
  }

  @Test
  void aCommandWithOptionsIsRunAsJsiiRunsIt() throws IOException {
    String command = node("echo v18.0.0") + " --max-old-space-size=4096";

    assertThat(NodeJs.problem(Map.of("JSII_NODE", command)))
        .hasValueSatisfying(problem -> assertThat(problem).contains("found: v18.0.0"));
  }

  @Test
  void theVersionOfACustomRuntimeIsNotQueried() {
    Map<String, String> environment = Map.of("JSII_RUNTIME", "deno run x", "JSII_NODE", "none");

    assertThat(NodeJs.problem(environment)).isEmpty();
  }

  private Optional<String> problem(String script) throws IOException {
    return NodeJs.problem(Map.of("JSII_NODE", node(script).toString()));
  }

  private Path node(String script) throws IOException {
    Path node = directory.resolve("node");
    Files.writeString(node, "#!/bin/sh\n" + script + "\n");
    assertThat(node.toFile().setExecutable(true)).isTrue();
    return node;
  }
}
