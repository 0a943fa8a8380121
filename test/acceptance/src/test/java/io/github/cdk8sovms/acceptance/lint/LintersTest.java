package io.github.cdk8sovms.acceptance.lint;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8sovms.kit.Manifest;
import io.github.cdk8sovms.kit.Repository;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The linters that platform teams use, with all their checks, report nothing about the emitted
 * objects.
 */
@Tag("extended")
class LintersTest {
  private static final List<LintException> EXCEPTIONS = LintException.all();

  static Stream<String> applications() {
    return LintResults.OURS.stream().map(LintInput::name);
  }

  @ParameterizedTest
  @MethodSource("applications")
  void nothingIsFoundButWhatIsExcepted(String application) {
    assertThat(LintResults.ours())
        .filteredOn(finding -> finding.application().equals(application))
        .filteredOn(
            finding -> EXCEPTIONS.stream().noneMatch(exception -> exception.covers(finding)))
        .as(
            "fix what is emitted, or write an exception with its reason into %s",
            LintException.FILE)
        .isEmpty();
  }

  /** No container registry can be asked for a digest where this project is built. */
  @Test
  void theQuickstartNeedsNoExceptionButThatDigestsAreForWhoDeploysIt() {
    assertThat(LintResults.ours())
        .filteredOn(finding -> finding.application().equals("quickstart"))
        .extracting(LintFinding::check)
        .containsOnly("CKV_K8S_43");
  }

  @Test
  void everyExceptionIsUsedAndHasItsReason() {
    assertThat(EXCEPTIONS)
        .allSatisfy(
            exception -> {
              assertThat(exception.reason()).as("reason of %s", exception).hasSizeGreaterThan(20);
              assertThat(LintResults.ours())
                  .as("findings of %s; take it away", exception)
                  .anyMatch(exception::covers);
            });
  }

  static Stream<Linter> linters() {
    return Linter.all().stream();
  }

  /** Otherwise a linter that reads nothing would be content with everything. */
  @ParameterizedTest
  @MethodSource("linters")
  void aPrivilegedContainerIsFoundInEveryPod(Linter linter) {
    Path quickstart = Repository.DIST.resolve("quickstart.k8s.yaml");
    String privileged =
        Repository.read(quickstart)
            .replaceAll(
                "( *)allowPrivilegeEscalation: false",
                "$1allowPrivilegeEscalation: true\n$1privileged: true");

    List<LintFinding> findings =
        linter.lint(List.of(LintInput.of("privileged", Manifest.of(privileged))));

    assertThat(findings)
        .filteredOn(finding -> (finding.check() + finding.message()).contains("rivileged"))
        .extracting(LintFinding::object)
        .contains(
            "privileged/Deployment/serving/resnet",
            "privileged/StatefulSet/monitoring/prometheus",
            "privileged/Deployment/monitoring/prometheus-adapter");
  }

  @ParameterizedTest
  @MethodSource("linters")
  void aPodThatSaysNothingOfSecurityIsFound(Linter linter) {
    String pod =
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: careless, namespace: serving}
        spec:
          containers: [{name: ovms, image: "docker.io/openvino/model_server:latest"}]
        """;

    assertThat(linter.lint(List.of(LintInput.of("careless", Manifest.of(pod)))))
        .hasSizeGreaterThan(3)
        .allMatch(finding -> finding.object().equals("careless/Pod/serving/careless"));
  }
}
