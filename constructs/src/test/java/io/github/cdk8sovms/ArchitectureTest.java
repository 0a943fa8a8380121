package io.github.cdk8sovms;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.conditions.ArchConditions.callConstructorWhere;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.github.cdk8sovms.kubernetes.Component;
import io.github.cdk8sovms.kubernetes.ConstructBuilder;
import io.github.cdk8sovms.kubernetes.internal.Argument;
import io.github.cdk8sovms.kubernetes.internal.Containers;
import io.github.cdk8sovms.kubernetes.internal.Variable;
import io.github.cdk8sovms.synthesis.SynthesisSummary;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.cdk8s.ApiObject;
import org.cdk8s.plus34.k8s.Container;
import org.cdk8s.plus34.k8s.EnvVar;
import org.cdk8s.plus34.k8s.ExecAction;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.constructs.Construct;

/** The architecture of docs/: what may know what, and what is made where. */
class ArchitectureTest {
  private static final String ROOT = "io.github.cdk8sovms";

  /** Each package may know those before it, and none after it. */
  private static final List<String> PACKAGES =
      List.of(
          "validation",
          "internal.values",
          "internal.ovms",
          "internal.promql",
          "internal.adapter",
          "internal.hpa",
          "signal",
          "planning",
          "planning.input",
          "planning.manifest",
          "planning.report",
          "kubernetes",
          "serving",
          "load",
          "exposure",
          "headroom",
          "monitoring",
          "adapter",
          "autoscaling",
          "alerting",
          "dashboard",
          "gitops",
          "synthesis");

  private static final JavaClasses LIBRARY =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(ROOT);

  @Test
  void thereAreNoOtherPackages() {
    assertThat(
            LIBRARY.stream()
                .map(JavaClass::getPackageName)
                .map(name -> name.replaceAll("[.]internal$", ""))
                .distinct())
        .containsExactlyInAnyOrderElementsOf(
            PACKAGES.stream().map(part -> ROOT + "." + part).toList());
  }

  static List<String> packages() {
    return PACKAGES.subList(0, PACKAGES.size() - 1);
  }

  @ParameterizedTest
  @MethodSource("packages")
  void packagesKnowOnlyThoseBelowThem(String part) {
    String[] above =
        PACKAGES.subList(PACKAGES.indexOf(part) + 1, PACKAGES.size()).stream()
            .flatMap(ArchitectureTest::withInternal)
            .toArray(String[]::new);

    noClasses()
        .that()
        .resideInAnyPackage(withInternal(part).toArray(String[]::new))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(above)
        .check(LIBRARY);
  }

  /** A package and what it hides from users are one part. */
  private static Stream<String> withInternal(String part) {
    return Stream.of(ROOT + "." + part, ROOT + "." + part + ".internal");
  }

  @Test
  void thereAreNoCycles() {
    slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(LIBRARY);
  }

  /** The command line has these packages too, without Node, jsii and Jackson. */
  @Test
  void coreNeedsNothingButJava() {
    String[] core =
        PACKAGES.subList(0, PACKAGES.indexOf("kubernetes")).stream()
            .flatMap(ArchitectureTest::withInternal)
            .toArray(String[]::new);

    noClasses()
        .that()
        .resideInAnyPackage(core)
        .should()
        .dependOnClassesThat(
            not(resideInAnyPackage(core).or(resideInAnyPackage("java..", "org.jspecify.."))))
        .check(LIBRARY);
    assertThat(LIBRARY.stream().filter(resideInAnyPackage(core)))
        .allSatisfy(
            type ->
                assertThat(type.getSource().orElseThrow().getUri().toString())
                    .containsPattern("/core/target/|/cdk8s-ovms-core-"));
  }

  /** Each would be a separate call to Node; a component makes all of its objects in one. */
  @Test
  void apiObjectsAreMadeByComponentsOnly() {
    noClasses()
        .should(callConstructorWhere(target(owner(assignableTo(ApiObject.class)))))
        .check(LIBRARY);
    classes()
        .that()
        .areAssignableTo(Construct.class)
        .should()
        .beAssignableTo(Component.class)
        .check(LIBRARY);
  }

  /** A builder is resolved to a specification, and forgotten. */
  @Test
  void nothingKeepsABuilder() {
    noFields().should().haveRawType(assignableTo(ConstructBuilder.class)).check(LIBRARY);
  }

  @Test
  void whatIsResolvedIsARecordAndObjectsComeFromItAlone() {
    // A family of records, such as ServableSpec, is a sealed interface.
    classes()
        .that()
        .haveSimpleNameEndingWith("Spec")
        .and()
        .areNotInterfaces()
        .should()
        .beRecords()
        .check(LIBRARY);
    // What a plan is made of, its users write themselves.
    classes()
        .that()
        .haveSimpleNameEndingWith("Spec")
        .and()
        .resideOutsideOfPackages(ROOT + ".internal..", ROOT + ".planning..")
        .should()
        .bePackagePrivate()
        .check(LIBRARY);
    noClasses()
        .that()
        .haveSimpleNameEndingWith("Manifest")
        .and()
        .resideOutsideOfPackage(ROOT + ".synthesis..")
        .should()
        .dependOnClassesThat()
        .areAssignableTo(ConstructBuilder.class)
        .check(LIBRARY);
  }

  /** Top-down: a builder resolves a specification, from which a manifest makes the objects. */
  @Test
  void aSpecificationKnowsNeitherItsBuilderNorItsManifest() {
    noClasses()
        .that()
        .haveSimpleNameEndingWith("Spec")
        .should()
        .dependOnClassesThat()
        .haveSimpleNameEndingWith("Manifest")
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(ConstructBuilder.class)
        .check(LIBRARY);
  }

  /** The kubelet expands them, which {@link Argument} knows and nothing else has to. */
  @Test
  void textsOfContainersAreWrittenInOnePlace() {
    noClasses()
        .that()
        .doNotBelongToAnyOf(Containers.class, Variable.class)
        .should()
        .callMethodWhere(
            target(owner(assignableTo(Container.Builder.class)))
                .and(target(nameMatching("command|args|env|envFrom"))))
        .orShould()
        .callMethodWhere(
            target(owner(assignableTo(EnvVar.Builder.class))).and(target(name("value"))))
        .orShould()
        .callMethodWhere(
            target(owner(assignableTo(ExecAction.Builder.class))).and(target(name("command"))))
        .check(LIBRARY);
  }

  @Test
  void nullIsAlwaysSaid() {
    assertThat(LIBRARY.stream().map(JavaClass::getPackage).distinct())
        .extracting(JavaPackage::getName, found -> found.isAnnotatedWith(NullMarked.class))
        .isNotEmpty()
        .allMatch(found -> Boolean.TRUE.equals(found.toList().get(1)));
  }

  @Test
  void nothingCanBeChangedFromOutside() {
    fields()
        .that()
        .arePublic()
        .or()
        .areProtected()
        .should()
        .beFinal()
        .andShould()
        .notHaveRawType(DescribedPredicate.describe("an array", JavaClass::isArray))
        .check(LIBRARY);
  }

  @Test
  void sharedStateIsNeverReplaced() {
    fields()
        .that()
        .areStatic()
        .and()
        .doNotHaveModifier(JavaModifier.SYNTHETIC)
        .should()
        .beFinal()
        .check(LIBRARY);
  }

  /** The order of {@code Map.of} changes from run to run; with one entry it has none. */
  @Test
  void outputIsTheSameInEveryRun() {
    noClasses()
        .should()
        .callMethodWhere(
            target(owner(assignableTo(Map.class)))
                .and(target(name("of")))
                .and(
                    DescribedPredicate.describe(
                        "with two entries or more",
                        call -> call.getTarget().getRawParameterTypes().size() >= 4)))
        .orShould()
        .callMethod(Map.class, "ofEntries", Map.Entry[].class)
        .check(LIBRARY);
  }

  @Test
  void thereIsNoGrabBag() {
    noClasses()
        .should()
        .haveSimpleNameEndingWith("Utils")
        .orShould()
        .haveSimpleNameEndingWith("Helper")
        .orShould()
        .haveSimpleNameEndingWith("Manager")
        .orShould()
        .haveSimpleNameEndingWith("Impl")
        .check(LIBRARY);
  }

  /** Warnings where no logging is configured, and the summary that a program asks for. */
  @Test
  void nothingElseIsPrintedPastTheLogger() {
    noClasses()
        .that()
        .doNotHaveSimpleName("WarningLog")
        .and()
        .areNotAssignableTo(SynthesisSummary.class)
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .check(LIBRARY);
  }
}
