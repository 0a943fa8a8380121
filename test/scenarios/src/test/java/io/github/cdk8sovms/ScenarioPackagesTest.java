package io.github.cdk8sovms;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;

/** What runs on the control plane, and what runs it. */
class ScenarioPackagesTest {
  private static final String ROOT = "io.github.cdk8sovms";
  private static final String CLUSTER = ROOT + ".cluster..";

  /** By the names of packages alone, so that classes of others are not read. */
  private static final JavaClasses CLASSES =
      ArchConfiguration.withThreadLocalScope(
          configuration -> {
            configuration.setResolveMissingDependenciesFromClassPath(false);
            return new ClassFileImporter()
                .importPackages(
                    ROOT + ".cluster",
                    ROOT + ".kit",
                    ROOT + ".emulator",
                    ROOT + ".controlplane",
                    ROOT + ".timeline");
          });

  @Test
  void theControlPlaneKnowsNothingOfThisRepositoryAndNoCdk8s() {
    noClasses()
        .that()
        .resideInAPackage(CLUSTER)
        .should()
        .dependOnClassesThat(
            resideInAPackage(ROOT + "..")
                .and(resideOutsideOfPackages(CLUSTER))
                .or(resideInAnyPackage("org.cdk8s..", "software..")))
        .check(CLASSES);
  }

  @Test
  void onlyTestsKnowTheControlPlane() {
    noClasses()
        .that()
        .resideInAnyPackage(ROOT + ".kit..", ROOT + ".emulator..", ROOT + ".timeline..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(CLUSTER, ROOT + ".controlplane..")
        .check(CLASSES);
  }

  @Test
  void thereAreNoCycles() {
    slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(CLASSES);
  }
}
