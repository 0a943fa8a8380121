package io.github.cdk8sovms.autoscaling;

import static io.github.cdk8sovms.validation.FindingCode.SCALING_POLICY;
import static io.github.cdk8sovms.validation.FindingCode.STABILIZATION;
import static io.github.cdk8sovms.validation.FindingCode.TOLERANCE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8sovms.kubernetes.KubernetesVersion;
import io.github.cdk8sovms.validation.Finding;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.Reported;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.cdk8s.plus34.k8s.HpaScalingPolicyV2;
import org.cdk8s.plus34.k8s.HpaScalingRulesV2;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link ScalingRules} and {@link ScalingPolicy}. */
class ScalingRulesTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final ScalingRules AT_ONCE = ScalingRules.after(Duration.ZERO);

  @Test
  void aPolicyIsPodsOrPercentInAPeriod() {
    HpaScalingPolicyV2 pods = ScalingPolicy.pods(2, MINUTE).toSpec();
    HpaScalingPolicyV2 percent = ScalingPolicy.percent(100, Duration.ofMinutes(30)).toSpec();

    assertThat(pods.getType()).isEqualTo("Pods");
    assertThat(pods.getValue().intValue()).isEqualTo(2);
    assertThat(pods.getPeriodSeconds().intValue()).isEqualTo(60);
    assertThat(percent.getType()).isEqualTo("Percent");
    assertThat(percent.getValue().intValue()).isEqualTo(100);
    assertThat(percent.getPeriodSeconds().intValue()).isEqualTo(1800);
  }

  @ParameterizedTest(name = "{0} in {1}: {2} findings")
  @CsvSource({
    "1, PT1S, 0",
    "1000, PT30M, 0",
    "0, PT1M, 1",
    "-1, PT1M, 1",
    "1, PT0S, 1",
    "1, PT0.5S, 1",
    "1, PT1.5S, 1",
    "1, PT-1S, 1",
    "1, PT30M1S, 1",
    "0, PT1H, 2",
  })
  void aStepIsAtLeastOneInAPeriodThatTheApiTakes(int value, Duration period, int findings) {
    for (ScalingPolicy policy :
        List.of(ScalingPolicy.pods(value, period), ScalingPolicy.percent(value, period))) {
      assertThat(Reported.codesBy(found -> policy.check(found, "behavior.up")))
          .hasSize(findings)
          .allMatch(SCALING_POLICY::equals);
    }
  }

  @Test
  void unsetRulesAreNotWritten() {
    HpaScalingRulesV2 spec = AT_ONCE.toSpec();

    assertThat(spec.getStabilizationWindowSeconds().intValue()).isZero();
    assertThat(spec.getTolerance()).isNull();
    assertThat(spec.getPolicies()).isNull();
    assertThat(spec.getSelectPolicy()).as("the larger step counts").isNull();
  }

  @ParameterizedTest(name = "{0} is written as {1}")
  @CsvSource({"0, 0", "0.05, 50m", "0.1, 100m", "0.333, 333m", "1, 1"})
  void aToleranceIsAQuantity(double share, String quantity) {
    assertThat(AT_ONCE.tolerance(share).toSpec().getTolerance().getValue()).isEqualTo(quantity);
  }

  @Test
  void policiesAreWrittenInTheirOrder() {
    assertThat(
            AT_ONCE
                .policies(List.of(ScalingPolicy.pods(4, MINUTE), ScalingPolicy.percent(50, MINUTE)))
                .toSpec()
                .getPolicies())
        .extracting(HpaScalingPolicyV2::getType)
        .containsExactly("Pods", "Percent");
  }

  @Test
  void laterChangesToTheListDoNotReachTheRules() {
    List<ScalingPolicy> steps = new ArrayList<>(List.of(ScalingPolicy.pods(1, MINUTE)));
    ScalingRules rules = AT_ONCE.policies(steps);
    steps.clear();

    assertThat(rules.policies()).hasSize(1);
    assertThat(AT_ONCE.policies()).isEmpty();
    assertThat(rules.tolerance(0.2).policies()).hasSize(1);
    assertThat(AT_ONCE.tolerance(0.2).policies(steps).tolerance())
        .isEqualTo(OptionalDouble.of(0.2));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.001, 0.1, 1})
  void aToleranceIsAShare(double share) {
    assertThat(codes(AT_ONCE.tolerance(share), "1.35")).isEmpty();
    assertThat(AT_ONCE.tolerance(share).usableTolerance()).isEqualTo(share);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1.1, 5, Double.NaN, Double.POSITIVE_INFINITY})
  void anotherToleranceIsRefusedAndNotReckonedWith(double share) {
    assertThat(codes(AT_ONCE.tolerance(share), "1.35")).containsExactly(TOLERANCE);
    assertThat(AT_ONCE.tolerance(share).usableTolerance()).isEqualTo(0.1);
  }

  /**
   * The metrics API has a resolution of one thousandth; smaller values would be rounded to zero.
   */
  @ParameterizedTest
  @ValueSource(doubles = {0.0004, 1e-9})
  void aToleranceThatCannotBeWrittenIsRefused(double share) {
    assertThat(codes(AT_ONCE.tolerance(share), "1.35")).containsExactly(TOLERANCE);
  }

  @ParameterizedTest(name = "{0}: {1} findings")
  @CsvSource({"1.32, 1", "1.34, 1", "v1.34.2, 1", "1.35, 0", "v1.35.0, 0", "1.40, 0"})
  void anAutoscalersOwnToleranceCameWith135(String kubernetes, int findings) {
    assertThat(codes(AT_ONCE.tolerance(0.05), kubernetes)).hasSize(findings);
    assertThat(codes(AT_ONCE, kubernetes)).isEmpty();
  }

  @Test
  void usesTheToleranceOfTheClusterByDefault() {
    assertThat(AT_ONCE.usableTolerance()).isEqualTo(0.1);
  }

  @Test
  void allOfItIsReportedWithTheDirection() {
    ScalingRules rules =
        ScalingRules.after(Duration.ofHours(2))
            .tolerance(2)
            .policies(List.of(ScalingPolicy.pods(0, MINUTE), ScalingPolicy.pods(1, MINUTE)));

    assertThat(Reported.by(findings -> rules.check(findings, "down", KubernetesVersion.of("1.35"))))
        .allMatch(finding -> finding.path().equals("shop/resnet.behavior.down"))
        .extracting(Finding::code)
        .containsExactly(STABILIZATION, SCALING_POLICY, TOLERANCE);
  }

  private static List<FindingCode> codes(ScalingRules rules, String kubernetes) {
    return Reported.codesBy(
        findings -> rules.check(findings, "up", KubernetesVersion.of(kubernetes)));
  }
}
