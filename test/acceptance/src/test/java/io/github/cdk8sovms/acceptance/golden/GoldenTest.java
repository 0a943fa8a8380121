package io.github.cdk8sovms.acceptance.golden;

import io.github.cdk8sovms.acceptance.cases.Cases;
import io.github.cdk8sovms.kit.GoldenCases;
import io.github.cdk8sovms.kit.Manifest;
import io.github.cdk8sovms.kit.Repository;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every object is emitted as it is checked in. */
class GoldenTest {
  /** The examples, whose manifests are in dist/. They come first, so that cases refer to them. */
  private static final List<String> APPS =
      List.of("quickstart", "blog-recipe", "gpu-fleet", "chat", "kserve");

  private static final GoldenCases CASES = GoldenCases.inOrder(names());

  @ParameterizedTest
  @MethodSource("names")
  void everyObjectIsThatOfTheGoldenFiles(String name) {
    CASES.check(name, APPS.contains(name) ? example(name) : Manifest.of(Cases.all().get(name)));
  }

  @Test
  void everyGoldenFolderBelongsToACaseOrAnExample() {
    CASES.checkThatThereAreNoOthers();
  }

  static List<String> names() {
    List<String> names = new ArrayList<>(APPS);
    names.addAll(Cases.all().keySet());
    return names;
  }

  private static List<Manifest> example(String name) {
    return Manifest.of(Repository.read(Repository.DIST.resolve(name + ".k8s.yaml")));
  }
}
