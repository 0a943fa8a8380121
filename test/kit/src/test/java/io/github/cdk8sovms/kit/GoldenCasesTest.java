package io.github.cdk8sovms.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A case stores what no case before it stores. */
class GoldenCasesTest {
  private static final List<String> ORDER = List.of("base", "gpu", "npu");

  @TempDir private Path root;

  @Test
  void whatIsEqualIsListedAndWhatDiffersIsStored() {
    update("base", service("a"), deployment("cpu"));
    update("gpu", service("a"), deployment("gpu"));
    update("npu", service("a"), deployment("gpu"));

    assertThat(stored())
        .containsExactly(
            "base/Deployment.d.yaml",
            "base/Service.s.yaml",
            "gpu/Deployment.d.yaml",
            "gpu/equal.txt",
            "npu/equal.txt");
    assertThat(Repository.read(root.resolve("npu/equal.txt")))
        .isEqualTo("base/Service.s.yaml\ngpu/Deployment.d.yaml\n");
    assertThatCode(() -> check("npu", service("a"), deployment("gpu"))).doesNotThrowAnyException();
  }

  @Test
  void whatIsListedIsCompared() {
    update("base", service("a"));
    update("gpu", service("a"));

    assertThatThrownBy(() -> check("gpu", service("b")))
        .hasMessageContaining("base/Service.s.yaml, emitted by gpu")
        .hasMessageContaining("mvn verify -Dgolden.update");
  }

  @Test
  void anObjectTooManyOrTooFewIsFound() {
    update("base", service("a"), deployment("cpu"));
    update("gpu", service("a"), deployment("cpu"));

    assertThatThrownBy(() -> check("gpu", service("a"))).hasMessageContaining("objects of gpu");
    assertThatThrownBy(() -> check("npu", service("a"))).hasMessageContaining("objects of npu");
  }

  @Test
  void whatACaseBeforeStoresIsNotStoredAgain() {
    update("base", service("a"));
    Repository.write(root.resolve("gpu/Service.s.yaml"), service("a").text());

    assertThatThrownBy(() -> check("gpu", service("a")))
        .hasMessageContaining("where Service.s.yaml of gpu is stored");
  }

  @Test
  void anUpdateDeletesWhatIsStale() {
    update("base", service("a"), deployment("cpu"));
    update("gpu", service("b"));
    update("old", List.of("base", "gpu", "npu", "old"), service("c"));
    update("gpu", service("a"));
    update("base", service("a"));
    new GoldenCases(root, ORDER, true).checkThatThereAreNoOthers();

    assertThat(stored()).containsExactly("base/Service.s.yaml", "gpu/equal.txt");
  }

  @Test
  void aFolderWithoutACaseIsFound() {
    update("old", List.of("old"), service("c"));

    assertThatThrownBy(() -> new GoldenCases(root, ORDER, false).checkThatThereAreNoOthers())
        .hasMessageContaining("old");
  }

  private void update(String name, Manifest... manifests) {
    update(name, ORDER, manifests);
  }

  private void update(String name, List<String> order, Manifest... manifests) {
    new GoldenCases(root, order, true).check(name, List.of(manifests));
  }

  private void check(String name, Manifest... manifests) {
    new GoldenCases(root, ORDER, false).check(name, List.of(manifests));
  }

  private List<String> stored() {
    return Repository.filesBelow(root).stream()
        .map(file -> root.relativize(file).toString())
        .toList();
  }

  private static Manifest service(String value) {
    return manifest("{kind: Service, metadata: {name: s}, value: " + value + "}\n");
  }

  private static Manifest deployment(String value) {
    return manifest("{kind: Deployment, metadata: {name: d}, value: " + value + "}\n");
  }

  private static Manifest manifest(String text) {
    return Manifest.of(text).get(0);
  }
}
