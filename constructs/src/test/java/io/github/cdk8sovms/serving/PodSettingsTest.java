package io.github.cdk8sovms.serving;

import static io.github.cdk8sovms.validation.FindingCode.DUPLICATE_PORT;
import static io.github.cdk8sovms.validation.FindingCode.INVALID_DURATION;
import static io.github.cdk8sovms.validation.FindingCode.INVALID_PORT;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8sovms.Programs;
import io.github.cdk8sovms.validation.Finding;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.Reported;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link Ports} and {@link Lifecycle}. */
class PodSettingsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "karpenter.sh/do-not-disrupt",
        "k8s.v1.cni.cncf.io/networks",
        "kubernetes.io/egress-bandwidth",
        "instrumentation.opentelemetry.io/inject-sdk",
        "dapr.io/enabled",
        "admission.datadoghq.com/python-lib.version",
        "gke-gcsfuse/volumes",
        "iam.amazonaws.com/role",
        "inject.istio.io/templates"
      })
  void anAnnotationOfPodsHasNoEffectOnObjects(String key) {
    assertThat(codesWith(key)).containsExactly(FindingCode.ANNOTATION_OF_PODS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"reloader.stakater.com/auto", "argocd.argoproj.io/sync-options", "a.b/c"})
  void anAnnotationOfObjectsHas(String key) {
    assertThat(codesWith(key)).isEmpty();
  }

  private static List<FindingCode> codesWith(String annotation) {
    return Programs.server(Programs.chart(), "resnet")
        .annotation(annotation, "true")
        .build()
        .findings()
        .stream()
        .map(Finding::code)
        .toList();
  }

  @Test
  void theDefaultPortsAreTheOperators() {
    assertThat(Ports.DEFAULT).isEqualTo(new Ports(8080, 8081));
    assertThat(Reported.by(Ports.DEFAULT::check)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"1024, 65535", "65535, 1024"})
  void portsThatNeedNoRootRights(int grpc, int rest) {
    assertThat(Reported.by(new Ports(grpc, rest)::check)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"1023", "0", "-1", "65536"})
  void otherPortsAreRefused(int port) {
    assertThat(Reported.codesBy(new Ports(port, 8081)::check)).containsExactly(INVALID_PORT);
    assertThat(Reported.codesBy(new Ports(8080, port)::check)).containsExactly(INVALID_PORT);
  }

  @Test
  void onePortCannotServeBothProtocols() {
    assertThat(Reported.codesBy(new Ports(8080, 8080)::check)).containsExactly(DUPLICATE_PORT);
  }

  @Test
  void scalingDownWaitsForTheLongestRequest() {
    Lifecycle lifecycle = Lifecycle.DEFAULT.maxRequestDuration(Duration.ofMinutes(2));

    assertThat(lifecycle.terminationGrace())
        .isGreaterThan(Lifecycle.PAUSE_BEFORE_STOP.plus(Duration.ofMinutes(2)));
  }

  @ParameterizedTest
  @CsvSource({"PT1M", "PT10M", "PT24H"})
  void aRolloutIsNotGivenUpWhilePodsLoad(Duration startup) {
    assertThat(Lifecycle.DEFAULT.startup(startup).progressDeadline()).isGreaterThan(startup);
  }

  @ParameterizedTest(name = "startup {0}, longest request {1}: {2}")
  @CsvSource({
    "PT5S, PT1S, 0",
    "PT24H, PT2H, 0",
    "PT4S, PT1S, 1",
    "PT24H1S, PT1S, 1",
    "PT5S, PT0S, 1",
    "PT5S, PT2H1S, 1",
    "PT5.5S, PT1.5S, 2",
  })
  void bothTimesHaveBounds(Duration startup, Duration maxRequestDuration, int findings) {
    Lifecycle lifecycle = Lifecycle.DEFAULT.startup(startup).maxRequestDuration(maxRequestDuration);

    assertThat(Reported.codesBy(lifecycle::check))
        .hasSize(findings)
        .allMatch(INVALID_DURATION::equals);
  }
}
