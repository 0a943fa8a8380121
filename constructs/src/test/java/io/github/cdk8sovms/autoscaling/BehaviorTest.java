package io.github.cdk8sovms.autoscaling;

import static io.github.cdk8sovms.validation.FindingCode.REPLICA_RANGE;
import static io.github.cdk8sovms.validation.FindingCode.STABILIZATION;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8sovms.kubernetes.KubernetesVersion;
import io.github.cdk8sovms.validation.Finding;
import io.github.cdk8sovms.validation.Reported;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@link Behavior} and {@link ReplicaRange}. */
class BehaviorTest {

  @Test
  void podsAreAddedAtOnceAndRemovedAfterFiveMinutes() {
    assertThat(Behavior.responsive()).isEqualTo(Behavior.of(Duration.ZERO, Duration.ofMinutes(5)));
    assertThat(
            Reported.by(
                findings -> Behavior.responsive().check(findings, KubernetesVersion.OLDEST)))
        .isEmpty();
  }

  @Test
  void windowsAreWrittenInSecondsAlsoIfTheyAreZero() {
    var spec = Behavior.of(Duration.ZERO, Duration.ofMinutes(10)).toSpec();

    assertThat(spec.getScaleUp().getStabilizationWindowSeconds().intValue()).isZero();
    assertThat(spec.getScaleDown().getStabilizationWindowSeconds().intValue()).isEqualTo(600);
  }

  @ParameterizedTest(name = "up {0}, down {1}: {2}")
  @CsvSource({
    "PT0S, PT1H, ''",
    "PT1H, PT0S, ''",
    "PT-1S, PT0S, up",
    "PT1H1S, PT0S, up",
    "PT0S, PT-1S, down",
    "PT0S, PT1H1S, down",
    "PT0.5S, PT1.5S, up down",
  })
  void aWindowIsUpToAnHourInWholeSeconds(Duration up, Duration down, String refused) {
    assertThat(
            Reported.by(
                findings -> Behavior.of(up, down).check(findings, KubernetesVersion.OLDEST)))
        .allMatch(finding -> finding.code() == STABILIZATION)
        .extracting(Finding::path)
        .containsExactly(
            Arrays.stream(refused.split(" "))
                .filter(direction -> !direction.isEmpty())
                .map(direction -> "shop/resnet.behavior." + direction)
                .toArray(String[]::new));
  }

  @ParameterizedTest(name = "{0} to {1}: {2}")
  @CsvSource({
    "1, 1, 0",
    "1, 1000, 0",
    "3, 3, 0",
    "0, 3, 1",
    "-1, 3, 1",
    "3, 2, 1",
    "0, -1, 2",
  })
  void thereIsAlwaysAPodToMeasureAndTheMaximumIsNoLessThanTheMinimum(
      int min, int max, int findings) {
    assertThat(Reported.codesBy(new ReplicaRange(min, max)::check))
        .hasSize(findings)
        .allMatch(REPLICA_RANGE::equals);
  }
}
