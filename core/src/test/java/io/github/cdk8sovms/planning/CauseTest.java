package io.github.cdk8sovms.planning;

import static io.github.cdk8sovms.planning.Traffic.Spacing.EVEN;
import static io.github.cdk8sovms.planning.Traffic.Spacing.POISSON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.cdk8sovms.internal.hpa.ScalingRules;
import io.github.cdk8sovms.internal.hpa.ScalingRules.Kind;
import io.github.cdk8sovms.internal.hpa.ScalingRules.Policy;
import io.github.cdk8sovms.internal.hpa.ScalingRules.Select;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Pods of 20 requests a second get more than they can do, for a different reason each time. */
class CauseTest {
  private static final Promise PROMISE = new Promise(Duration.ofSeconds(1), 0.95);
  private static final ServiceTime FIFTH = ServiceTime.constant(Duration.ofMillis(200));
  private static final Duration TEN_MINUTES = Duration.ofMinutes(10);

  /** 50 a second, for which three pods are enough, between two minutes of 5. */
  private static final Traffic BURST =
      Traffic.burst(5, 50, Duration.ofMinutes(2), Duration.ofMinutes(6), TEN_MINUTES, EVEN);

  private static final Duration FAST = Duration.ofSeconds(1);
  private static final Duration SLOW = Duration.ofSeconds(120);

  /** One pod at 600 seconds of the run plus 120; two minutes later, three. */
  private static final String LATE_DECISION = "1 + 2 * (time() >= bool 840)";

  private static final String DECISION_BEFORE_THE_BURST = "1 + 2 * (time() >= bool 700)";

  @Test
  void aDecisionThatComesLate() {
    PlanResult result = run(Specs.on(LATE_DECISION).start(StartDurations.ofTotal(FAST)));

    assertMostly(result, Cause.DECISION);
    assertThat(result.firstViolation().orElseThrow().seconds()).isEqualTo(120);
    assertThat(result.firstViolation().orElseThrow().cause()).isEqualTo(Cause.DECISION);
  }

  @Test
  void podsThatStartSlowly() {
    PlanResult result =
        run(Specs.on(DECISION_BEFORE_THE_BURST).start(StartDurations.ofTotal(SLOW)));

    assertMostly(result, Cause.START);
    assertThat(result.firstViolation().orElseThrow().cause()).isEqualTo(Cause.START);
  }

  @Test
  void aMaximumThatIsTooLow() {
    PlanResult result =
        run(Specs.on(DECISION_BEFORE_THE_BURST).replicas(1, 2).start(StartDurations.ofTotal(FAST)));

    assertMostly(result, Cause.MAXIMUM);
  }

  @Test
  void aPolicyThatAddsOnePodInFiveMinutes() {
    ScalingRules slow =
        new ScalingRules(
            Duration.ZERO, Select.MAX, List.of(new Policy(Kind.PODS, 1, Duration.ofMinutes(5))));
    PlanResult result =
        run(
            Specs.on(DECISION_BEFORE_THE_BURST)
                .behavior(slow, ScalingRules.defaultDown())
                .start(StartDurations.ofTotal(FAST)));

    assertMostly(result, Cause.POLICY);
  }

  @Test
  void aStabilizationWindowCountsAsPolicy() {
    ScalingRules stabilized =
        new ScalingRules(Duration.ofMinutes(3), Select.MAX, ScalingRules.defaultUp().policies());
    PlanResult result =
        run(
            Specs.on(DECISION_BEFORE_THE_BURST)
                .behavior(stabilized, ScalingRules.defaultDown())
                .start(StartDurations.ofTotal(FAST)));

    assertMostly(result, Cause.POLICY);
  }

  /** 18 a second at random, for a pod that does 20: enough, but requests wait. */
  @Test
  void arrivalsThatAreNotEven() {
    PlanResult result =
        Plan.run(
            Specs.on("vector(1)").plan(),
            Traffic.constant(18, Duration.ofHours(2), POISSON),
            FIFTH,
            new Promise(Duration.ofMillis(400), 0.99),
            1);

    assertMostly(result, Cause.QUEUEING);
  }

  @Test
  void anInferenceThatTakesLongerThanThePromise() {
    PlanResult result =
        Plan.run(
            Specs.on("vector(3)").replicas(3, 3).plan(),
            Traffic.constant(1, TEN_MINUTES, EVEN),
            ServiceTime.constant(Duration.ofMillis(1001)),
            PROMISE,
            1);

    assertThat(result.lateShare()).isEqualTo(1);
    assertThat(result.lateByCause()).containsEntry(Cause.SERVICE_TIME, result.late());
  }

  @Test
  void aServiceTimeOfExactlyTheLimitIsInTime() {
    PlanResult result =
        Plan.run(
            Specs.on("vector(1)").plan(),
            Traffic.constant(1, TEN_MINUTES, EVEN),
            ServiceTime.constant(Duration.ofSeconds(1)),
            PROMISE,
            1);

    assertThat(result.late()).isZero();
    assertThat(result.firstViolation()).isEmpty();
  }

  /** Half of the backlog grew before the decision, half while pods started. */
  @Test
  void whatIsLateBehindABacklogIsSharedByWhatMadeItGrow() {
    String decision = "1 + 2 * (time() >= bool 780)";
    PlanResult result =
        run(Specs.on(decision).start(StartDurations.ofTotal(Duration.ofSeconds(60))));

    double decided = share(result, Cause.DECISION);
    double started = share(result, Cause.START);
    assertThat(decided + started).isCloseTo(1, within(0.05));
    assertThat(decided).isBetween(0.5, 0.8);
  }

  @Test
  void theCausesAddUpToTheLateRequests() {
    PlanResult result = run(Specs.onRatio());

    assertThat(result.lateByCause().values().stream().mapToLong(each -> each).sum())
        .isEqualTo(result.late());
    assertThat(result.lateByCause()).containsOnlyKeys(Cause.values());
  }

  private static PlanResult run(Specs specs) {
    return Plan.run(specs.plan(), BURST, FIFTH, PROMISE, 1);
  }

  private static void assertMostly(PlanResult result, Cause cause) {
    assertThat(result.late()).isPositive();
    assertThat(share(result, cause)).as(result.lateByCause().toString()).isGreaterThan(0.9);
  }

  private static double share(PlanResult result, Cause cause) {
    return (double) result.lateByCause().getOrDefault(cause, 0L) / result.late();
  }
}
