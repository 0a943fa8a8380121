package io.github.cdk8sovms.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImagesTest {
  private static final Path DIST = Path.of("..", "dist");

  @Test
  void imagesOfTheExamplesMatchThoseOfTheirProgram() throws IOException {
    Run run = Run.of("images", DIST.toString());

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).isEqualTo(Files.readString(DIST.resolve("images.txt")));
  }

  @Test
  void severalPathsAreMerged() {
    Run run =
        Run.of(
            "images",
            DIST.resolve("quickstart.k8s.yaml").toString(),
            DIST.resolve("blog-recipe.k8s.yaml").toString(),
            DIST.resolve("gpu-fleet.k8s.yaml").toString(),
            DIST.resolve("quickstart.k8s.yaml").toString());

    assertThat(run.out()).isEqualTo(Run.of("images", DIST.toString()).out());
  }

  @Test
  void imagesOfPodsAndVolumesAreFoundInAnyObject(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("all.yaml");
    Files.writeString(
        file,
        """
        apiVersion: v1
        kind: List
        items:
          - apiVersion: batch/v1
            kind: CronJob
            spec:
              jobTemplate:
                spec:
                  template:
                    spec:
                      initContainers:
                        - image: example.com/first:1
                      containers:
                        - &main
                          image: example.com/main:1
                        - *main
                      volumes:
                        - name: model
                          image:
                            reference: example.com/model:1
          - apiVersion: v1
            kind: ConfigMap
            data:
              image: example.com/none:1
        """);

    assertThat(Run.of("images", file.toString()).out())
        .isEqualTo("example.com/first:1\nexample.com/main:1\nexample.com/model:1\n");
  }

  @Test
  void jsonContainsTheObjectsThatUseAnImage() throws IOException {
    Run run = Run.of("images", "--json", DIST.toString());

    JsonNode report = new ObjectMapper().readTree(run.out());
    List<String> images = new ArrayList<>();
    report.forEach(entry -> images.add(entry.path("image").asText()));
    assertThat(images).containsExactly(Run.of("images", DIST.toString()).out().split("\n"));
    assertThat(report)
        .allSatisfy(entry -> assertThat(entry.at("/usedBy/0/kind").asText()).isNotEmpty());
  }

  @Test
  void anEmptyDirectoryIsAnEmptyList(@TempDir Path directory) {
    assertThat(Run.of("images", "--json", directory.toString()))
        .isEqualTo(new Run(ExitCode.OK, "[ ]\n", ""));
  }

  @Test
  void inputsThatAreNoManifestAreReported(@TempDir Path directory) throws IOException {
    Path broken = Files.writeString(directory.resolve("broken.yaml"), "kind: [\n");
    Path values = Files.writeString(directory.resolve("values.yaml"), "replicas: 2\n");
    Path none = directory.resolve("none.yaml");

    assertThat(Run.of("images", broken.toString()))
        .isEqualTo(
            new Run(
                ExitCode.WRONG_USE,
                "",
                "\"%s\" is not valid YAML, line 2, column 1: expected the node content, but found '<stream end>'.\n"
                    .formatted(broken)));
    assertThat(Run.of("images", values.toString()).err())
        .isEqualTo(
            "Document 1 of \"%s\" is not a Kubernetes object: it lacks apiVersion or kind.\n"
                .formatted(values));
    assertThat(Run.of("images", none.toString()).err())
        .isEqualTo("\"%s\" does not exist. Give a file or directory.\n".formatted(none));
  }
}
