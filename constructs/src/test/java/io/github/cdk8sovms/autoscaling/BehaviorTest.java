package io.github.cdk8sovms.autoscaling;

import static io.github.cdk8sovms.validation.FindingCode.REPLICA_RANGE;
import static io.github.cdk8sovms.validation.FindingCode.STABILIZATION;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8sovms.kubernetes.KubernetesVersion;
import io.github.cdk8sovms.validation.Finding;
import io.github.cdk8sovms.validation.Reported;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@link Behavior} and {@link ReplicaRange}. */
class BehaviorTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

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
    assertThat(Reported.codesBy(it -> new ReplicaRange(min, max).check(it, false)))
        .hasSize(findings)
        .allMatch(REPLICA_RANGE::equals);
  }

  @ParameterizedTest(name = "{0} to {1}: {2}")
  @CsvSource({"0, 1, 0", "1, 3, 0", "0, 0, 1", "-1, 3, 1", "0, -1, 1"})
  void withSomethingThatStartsTheFirstPodThereMayBeNone(int min, int max, int findings) {
    assertThat(Reported.codesBy(it -> new ReplicaRange(min, max).check(it, true)))
        .hasSize(findings)
        .allMatch(REPLICA_RANGE::equals);
  }

  @Test
  void steadyWaitsBeforeItAddsAndRemovesOnePodAfterTheOther() {
    assertThat(Behavior.steady())
        .isEqualTo(
            Behavior.of(MINUTE, Duration.ofMinutes(10))
                .removeAtMost(ScalingPolicy.pods(1, MINUTE)));
    assertThat(Behavior.steady().up().policies()).isEmpty();
  }

  @Test
  void theRecipeWaitsTwoMinutesInBothDirections() {
    assertThat(Behavior.recipe())
        .isEqualTo(Behavior.of(Duration.ofMinutes(2), Duration.ofMinutes(2)));
  }

  @Test
  void presetsAreTakenByEveryKubernetes() {
    for (Behavior preset : List.of(Behavior.responsive(), Behavior.steady(), Behavior.recipe())) {
      assertThat(Reported.by(findings -> preset.check(findings, KubernetesVersion.OLDEST)))
          .isEmpty();
      assertThat(preset.up().usableTolerance()).isEqualTo(0.1);
    }
  }

  @Test
  void stepsAndTolerancesAreOfOneDirectionAndGiveCopies() {
    Behavior preset = Behavior.responsive();
    ScalingPolicy step = ScalingPolicy.pods(2, MINUTE);
    Behavior changed =
        preset.tolerance(0.05, 0.2).addAtMost(step, ScalingPolicy.percent(50, MINUTE));

    assertThat(changed.up().policies()).hasSize(2).contains(step);
    assertThat(changed.down().policies()).isEmpty();
    assertThat(changed.up().usableTolerance()).isEqualTo(0.05);
    assertThat(changed.down().usableTolerance()).isEqualTo(0.2);
    assertThat(changed.up().window()).isZero();
    assertThat(changed.removeAtMost(step).down().policies()).containsExactly(step);
    assertThat(changed.addAtMost(step).up().policies()).as("again").containsExactly(step);
    assertThat(changed.addAtMost().up().policies()).as("none").isEmpty();
    assertThat(preset).isEqualTo(Behavior.responsive());
  }

  @ParameterizedTest(name = "a pod starts in {0}: a step in {1}")
  @CsvSource({
    "PT1S, PT15S",
    "PT15S, PT15S",
    "PT16S, PT16S",
    "PT1M30S, PT1M30S",
    "PT30M, PT30M",
    "PT2H, PT30M",
  })
  void aStepWaitsForItsEffectButNoLongerThanTheApiTakes(Duration start, Duration period) {
    Behavior behavior = Behavior.responsive().forStartTime(start);

    assertThat(behavior)
        .isEqualTo(
            Behavior.responsive()
                .addAtMost(ScalingPolicy.percent(100, period), ScalingPolicy.pods(4, period)));
    assertThat(Reported.by(findings -> behavior.check(findings, KubernetesVersion.OLDEST)))
        .isEmpty();
  }

  @Test
  void stepsOfOnesOwnAreKept() {
    Behavior own = Behavior.steady().addAtMost(ScalingPolicy.pods(1, MINUTE));

    assertThat(own.forStartTime(Duration.ofMinutes(5))).isEqualTo(own);
    assertThat(Behavior.steady().forStartTime(MINUTE).down()).isEqualTo(Behavior.steady().down());
  }

  @Test
  void bothDirectionsAreChecked() {
    Behavior behavior =
        Behavior.steady()
            .tolerance(0.05, 2)
            .addAtMost(ScalingPolicy.pods(0, MINUTE))
            .removeAtMost(ScalingPolicy.percent(10, Duration.ofHours(1)));

    assertThat(Reported.by(findings -> behavior.check(findings, KubernetesVersion.of("1.35"))))
        .extracting(finding -> finding.path() + " " + finding.code())
        .containsExactly(
            "shop/resnet.behavior.up SCALING_POLICY",
            "shop/resnet.behavior.down SCALING_POLICY",
            "shop/resnet.behavior.down TOLERANCE");
  }
}
