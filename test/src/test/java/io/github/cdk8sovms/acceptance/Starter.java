package io.github.cdk8sovms.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdk8sovms.emulator.PodSpecView;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The output of the program in starter/, the program of the tutorial. */
public record Starter(Path dist) {
  static final Path DIRECTORY = Repository.ROOT.resolve("starter");
  static final Path PROGRAM = DIRECTORY.resolve("src/main/java/Shop.java");

  /** Compiles the program as it stands, and runs it in a directory of its own. */
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

  List<Manifest> objects(String chart) {
    return Manifest.of(yaml(chart));
  }

  /** The container of the model server, for an emulated pod. */
  PodSpecView server() {
    List<Manifest> shop = objects("shop");
    return PodSpecView.of(
        Manifest.find(shop, "Deployment", "resnet").tree().at("/spec/template/spec"),
        name ->
            Manifest.find(shop, "ConfigMap", name).tree().get("data").properties().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, data -> data.getValue().asText())));
  }

  /** What k6 is configured with. */
  JsonNode loadOptions() {
    return Manifest.parse(loadFile("options.json"));
  }

  /** A file of the load test. */
  String loadFile(String name) {
    return objects("load").stream()
        .map(object -> object.tree().path("data").path(name))
        .filter(JsonNode::isTextual)
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + name))
        .asText();
  }
}
