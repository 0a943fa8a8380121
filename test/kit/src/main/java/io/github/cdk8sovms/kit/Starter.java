package io.github.cdk8sovms.kit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;

/** The output of the program in starter/, the program of the tutorial. */
public record Starter(Path dist) {
  public static final Path DIRECTORY = Repository.ROOT.resolve("starter");
  public static final Path PROGRAM = DIRECTORY.resolve("src/main/java/Shop.java");

  /** Compiles the program unchanged, and runs it in a separate directory. */
  public static Starter run(Path directory) {
    JavaProgram program = JavaProgram.of(Repository.read(PROGRAM));
    program.compile(directory);
    Command run = SharedJvm.run(program.name(), directory);
    assertThat(run.exitCode()).as(run.output()).isZero();
    return new Starter(directory.resolve("dist"));
  }

  /** The manifest of a chart. */
  public String yaml(String chart) {
    return Repository.read(dist.resolve(chart + ".k8s.yaml"));
  }

  public List<Manifest> objects(String chart) {
    return Manifest.of(yaml(chart));
  }

  /** What k6 is configured with. */
  public JsonNode loadOptions() {
    return Manifest.parse(loadFile("options.json"));
  }

  /** A file of the load test. */
  public String loadFile(String name) {
    return objects("load").stream()
        .map(object -> object.tree().path("data").path(name))
        .filter(JsonNode::isTextual)
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + name))
        .asText();
  }
}
