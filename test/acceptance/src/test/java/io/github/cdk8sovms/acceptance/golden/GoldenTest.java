package io.github.cdk8sovms.acceptance.golden;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8sovms.acceptance.cases.Cases;
import io.github.cdk8sovms.kit.Golden;
import io.github.cdk8sovms.kit.Manifest;
import io.github.cdk8sovms.kit.Repository;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every object is emitted as it is checked in. */
class GoldenTest {

  @ParameterizedTest
  @MethodSource("caseNames")
  void constructEmitsItsGoldenObjects(String name) {
    Golden.check(Repository.GOLDEN.resolve(name), Manifest.of(Cases.all().get(name)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"quickstart", "blog-recipe", "gpu-fleet", "chat", "kserve"})
  void appEmitsItsGoldenObjects(String app) {
    String manifest = Repository.read(Repository.DIST.resolve(app + ".k8s.yaml"));
    Golden.check(Repository.GOLDEN.resolve(app), Manifest.of(manifest));
  }

  @Test
  void everyGoldenFolderBelongsToACaseOrAnApp() {
    Set<String> known = new TreeSet<>(Cases.all().keySet());
    known.add("quickstart");
    known.add("blog-recipe");
    known.add("gpu-fleet");
    known.add("chat");
    known.add("kserve");

    Set<String> folders =
        Repository.filesBelow(Repository.GOLDEN).stream()
            .map(Path::getParent)
            .map(folder -> folder.getFileName().toString())
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(folders).isEqualTo(known);
  }

  static Stream<String> caseNames() {
    return Cases.all().keySet().stream();
  }
}
