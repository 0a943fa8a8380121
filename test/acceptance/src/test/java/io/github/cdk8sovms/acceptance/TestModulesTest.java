package io.github.cdk8sovms.acceptance;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.github.cdk8sovms.kit.Repository;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The modules of test/: what each may use. */
class TestModulesTest {
  private static final String ROOT = "io.github.cdk8sovms";
  private static final Path TEST = Repository.ROOT.resolve("test");

  private static final Set<String> LIBRARY =
      Set.of("cdk8s-ovms-core", "cdk8s-ovms", "cdk8s-ovms-apps", "cdk8s-ovms-cli");

  /** What each module uses of this repository; a module has only those before it. */
  private static final Map<String, Set<String>> USES =
      Map.of(
          "kit", Set.of(),
          "emulator", Set.of(),
          "cluster", Set.of(),
          "acceptance", with("kit", "emulator"),
          "scenarios", with("kit", "emulator", "cluster"));

  private static final Pattern DEPENDENCY =
      Pattern.compile(
          "<dependency>\\s*<groupId>io\\.github\\.cdk8s-ovms</groupId>\\s*<artifactId>([\\w-]+)</artifactId>");

  /** By the names of packages alone, so that classes of others are not read. */
  private static final JavaClasses CLASSES =
      ArchConfiguration.withThreadLocalScope(
          configuration -> {
            configuration.setResolveMissingDependenciesFromClassPath(false);
            return new ClassFileImporter()
                .importPackages(ROOT + ".kit", ROOT + ".emulator", ROOT + ".acceptance");
          });

  static List<String> modules() {
    return Pattern.compile("<module>([\\w-]+)</module>")
        .matcher(Repository.read(TEST.resolve("pom.xml")))
        .results()
        .map(module -> module.group(1))
        .toList();
  }

  @Test
  void thereAreNoOtherModules() {
    assertThat(modules()).containsExactlyInAnyOrderElementsOf(USES.keySet());
  }

  @ParameterizedTest
  @MethodSource("modules")
  void eachPomHasTheseDependenciesOnly(String module) {
    Set<String> found =
        DEPENDENCY
            .matcher(Repository.read(TEST.resolve(module).resolve("pom.xml")))
            .results()
            .map(dependency -> dependency.group(1))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(found).isEqualTo(new TreeSet<>(USES.get(module)));
  }

  @Test
  void noneIsPublished() {
    assertThat(Repository.read(TEST.resolve("pom.xml")))
        .contains(
            "<maven.deploy.skip>true</maven.deploy.skip>",
            "<maven.install.skip>true</maven.install.skip>");
    String root = Repository.read(Repository.ROOT.resolve("pom.xml"));
    assertThat(modules())
        .allSatisfy(
            module ->
                assertThat(root)
                    .contains("<excludeArtifact>cdk8s-ovms-test-" + module + "</excludeArtifact>"));
  }

  /** The emulator says a second time what OVMS does, so that a mistake of the library shows. */
  @ParameterizedTest
  @ValueSource(strings = {"kit", "emulator"})
  void whatIsSharedKnowsNeitherTheLibraryNorTheTests(String module) {
    noClasses()
        .that()
        .resideInAPackage(ROOT + "." + module)
        .should()
        .dependOnClassesThat(
            resideInAPackage(ROOT + "..").and(resideOutsideOfPackage(ROOT + "." + module)))
        .check(CLASSES);
  }

  @Test
  void subjectsHaveNoCycles() {
    slices().matching(ROOT + ".acceptance.(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  private static Set<String> with(String... modules) {
    Set<String> all = new TreeSet<>(LIBRARY);
    for (String module : modules) {
      all.add("cdk8s-ovms-test-" + module);
    }
    return all;
  }
}
