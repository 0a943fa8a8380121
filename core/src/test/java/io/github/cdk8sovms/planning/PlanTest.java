package io.github.cdk8sovms.planning;

import static io.github.cdk8sovms.planning.Traffic.Spacing.EVEN;
import static io.github.cdk8sovms.planning.Traffic.Spacing.POISSON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.cdk8sovms.internal.hpa.HpaSpec;
import io.github.cdk8sovms.internal.hpa.ScalingRules;
import io.github.cdk8sovms.internal.promql.PromQlException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlanTest {
  private static final Promise PROMISE = new Promise(Duration.ofSeconds(1), 0.95);
  private static final ServiceTime TIME = ServiceTime.lognormal(Duration.ofMillis(200), 0.3);
  private static final Traffic BURST =
      Traffic.burst(
          8, 50, Duration.ofSeconds(90), Duration.ofMinutes(5), Duration.ofMinutes(15), POISSON);

  @Test
  void aBurstIsFollowedUpAndDown() {
    PlanResult result = Plan.run(Specs.onRatio().plan(), BURST, TIME, PROMISE, 1);

    assertThat(result.seconds()).isEqualTo(900);
    assertThat(result.requests()).isBetween(19_000L, 21_000L);
    assertThat(result.latencies().count()).isEqualTo(result.requests());
    assertThat(result.lowestReplicas()).isEqualTo(1);
    assertThat(result.highestReplicas()).isEqualTo(3);
    assertThat(result.changes()).isBetween(2, 5);
    assertThat(result.refused()).isZero();
    assertThat(result.keeps(PROMISE)).isFalse();
    assertThat(result.p50()).isLessThan(result.p95());
    assertThat(result.p95()).isLessThanOrEqualTo(result.p99());
  }

  @Test
  void theTimelineAddsUp() {
    PlanResult result = Plan.run(Specs.onRatio().plan(), BURST, TIME, PROMISE, 1);
    List<Point> timeline = result.timeline();

    assertThat(timeline).hasSize(450);
    assertThat(timeline.stream().mapToDouble(Point::length).sum()).isEqualTo(900);
    assertThat(timeline.stream().mapToLong(Point::arrivals).sum()).isEqualTo(result.requests());
    assertThat(timeline.stream().mapToLong(Point::late).sum()).isEqualTo(result.late());
    assertThat(timeline.stream().mapToInt(Point::desired).max()).hasValue(3);
    assertThat(timeline.get(0).ready()).isEqualTo(1);
  }

  @Test
  void theTimelineOfAWeekIsNoLonger() {
    PlanResult result =
        Plan.run(
            Specs.onRatio().plan(),
            Traffic.daily(0.1, 0.5, Duration.ofDays(7), POISSON),
            TIME,
            PROMISE,
            1);

    assertThat(result.timeline()).hasSizeLessThanOrEqualTo(PlanResult.MOST_POINTS);
  }

  /** Two pods for an hour and one for the next; a third is created and ends within the traffic. */
  @Test
  void replicaHoursAreThoseOfPodsFromCreationToEnd() {
    Specs specs =
        Specs.on("1 + (time() < bool 4200)").drain(Duration.ofSeconds(10)).removesAtOnce();
    PlanResult result =
        Plan.run(specs.plan(), Traffic.constant(1, Duration.ofHours(2), EVEN), TIME, PROMISE, 1);

    // The sync is up to 15 s after the hour, and the drain takes ten.
    assertThat(result.replicaHours()).isBetween(3 + 10 / 3600.0, 3 + 25.1 / 3600.0);
    assertThat(result.changes()).isEqualTo(1);
  }

  @Test
  void aSeedGivesTheSameResultAgain() {
    PlanSpec spec = Specs.onRatio().plan();
    PlanResult first = Plan.run(spec, BURST, TIME, PROMISE, 7);
    PlanResult again = Plan.run(spec, BURST, TIME, PROMISE, 7);
    PlanResult other = Plan.run(spec, BURST, TIME, PROMISE, 8);

    assertThat(again.late()).isEqualTo(first.late());
    assertThat(again.timeline()).isEqualTo(first.timeline());
    assertThat(again.latencies().mean()).isEqualTo(first.latencies().mean());
    assertThat(other.timeline()).isNotEqualTo(first.timeline());
  }

  /** So that candidates are compared on the same traffic. */
  @Test
  void plansThatDifferHaveTheSameArrivals() {
    List<Long> one =
        arrivals(Plan.run(Specs.onRatio().replicas(1, 3).plan(), BURST, TIME, PROMISE, 7));
    List<Long> other =
        arrivals(Plan.run(Specs.onRatio().replicas(2, 9).plan(), BURST, TIME, PROMISE, 7));

    assertThat(one).isEqualTo(other);
  }

  @Test
  void withoutTrafficNothingIsLate() {
    PlanResult result =
        Plan.run(
            Specs.onRatio().plan(),
            Traffic.constant(0, Duration.ofMinutes(10), EVEN),
            TIME,
            PROMISE,
            1);

    assertThat(result.requests()).isZero();
    assertThat(result.lateShare()).isZero();
    assertThat(result.refusedShare()).isZero();
    assertThat(result.keeps(PROMISE)).isTrue();
    assertThat(result.p95()).isNaN();
    assertThat(result.replicaHours()).isCloseTo(1 / 6.0, within(1e-9));
  }

  /** Requests that are never answered are late by the time that they have waited. */
  @Test
  void whatIsStillOpenTenMinutesAfterTheTrafficIsLate() {
    PlanResult result =
        Plan.run(
            Specs.onePod(1, 1).plan(),
            Traffic.constant(1, Duration.ofMinutes(10), EVEN),
            ServiceTime.constant(Duration.ofMinutes(5)),
            PROMISE,
            1);

    assertThat(result.late()).isEqualTo(600);
    assertThat(result.latencies().quantile(1)).isBetween(1190.0, 1210.0);
  }

  /** After half an hour comes more than the only pod can do. */
  @Test
  void theFirstMinuteThatBreaksThePromiseIsFound() {
    Traffic late = Traffic.step(1, 30, Duration.ofMinutes(31), Duration.ofMinutes(40), EVEN);
    PlanResult result =
        Plan.run(
            Specs.onePod(4, 16).plan(),
            late,
            ServiceTime.constant(Duration.ofMillis(200)),
            PROMISE,
            1);

    Violation violation = result.firstViolation().orElseThrow();
    assertThat(violation.seconds()).isEqualTo(31 * 60);
    assertThat(violation.cause()).isEqualTo(Cause.MAXIMUM);
    assertThat(violation.share()).isGreaterThan(0.9);
  }

  /** As the adapter and KEDA answer when Prometheus gives an error. */
  @Test
  void aQueryThatCannotBeEvaluatedIsAMetricThatIsUnavailable() {
    String manyToMany = "up * on(namespace) ovms_streams";
    Looks looks =
        Looks.of(
            Specs.on("vector(3)").replicas(3, 3).looksAt(manyToMany),
            Traffic.constant(1, Duration.ofMinutes(5), EVEN),
            TIME);

    assertThat(looks.since(60).value()).isEmpty();
  }

  @Test
  void severalMetricsAreReadAndTheHighestWins() {
    Specs specs =
        Specs.onRatio().metric(new HpaSpec.ExternalMetric("more", 1), "vector(2)").replicas(1, 3);
    PlanResult result =
        Plan.run(specs.plan(), Traffic.constant(1, Duration.ofMinutes(5), EVEN), TIME, PROMISE, 1);

    assertThat(result.lowestReplicas()).isEqualTo(1);
    assertThat(result.timeline().get(0).ready()).isEqualTo(2);
  }

  @Test
  void whatCannotBePlannedIsRefused() {
    PlanSpec good = Specs.onRatio().plan();
    HpaSpec fromZero =
        new HpaSpec(
            0,
            3,
            List.of(new HpaSpec.ExternalMetric("a", 1)),
            ScalingRules.unset(),
            ScalingRules.unset());

    assertThatThrownBy(() -> with(good, good.hpa(), Map.of()))
        .hasMessage("the metric \"ratio\" has no query");
    assertThatThrownBy(() -> with(good, fromZero, Map.of("a", "vector(1)")))
        .hasMessage("minReplicas is 0; at least 1");
    assertThatThrownBy(
            () ->
                Plan.run(with(good, good.hpa(), Map.of("ratio", "sum(")), BURST, TIME, PROMISE, 1))
        .isInstanceOf(PromQlException.class);
    assertThatThrownBy(() -> Specs.onRatio().servables().plan())
        .hasMessage("no servable has a share of the traffic");
    assertThatThrownBy(() -> Specs.onRatio().httpWorkers(0).plan())
        .hasMessage("the number of HTTP workers is 0; at least 1");
    assertThatThrownBy(() -> Clients.http(0))
        .hasMessage("the number of connections to a pod is 0; at least 1");
    assertThatThrownBy(() -> new Promise(Duration.ZERO, 0.9))
        .hasMessage("the limit of a promise is PT0S; it must be positive");
    assertThatThrownBy(() -> new Promise(Duration.ofSeconds(1), 95))
        .hasMessage("the share of a promise is 95.0; it must be above 0 and at most 1");
    assertThatThrownBy(
            () ->
                new ScrapeSpec(
                    Duration.ofSeconds(5), Duration.ofSeconds(6), "namespace", "pod", Map.of()))
        .hasMessage("the scrape timeout is PT6S; at most the interval of PT5S");
    assertThatThrownBy(() -> StartDurations.ofTotal(Duration.ofSeconds(-1)))
        .hasMessage("the time to load models is PT-1S; it must not be negative");
  }

  private static PlanSpec with(PlanSpec spec, HpaSpec hpa, Map<String, String> queries) {
    return new PlanSpec(spec.name(), spec.server(), spec.clients(), spec.scrape(), hpa, queries);
  }

  private static List<Long> arrivals(PlanResult result) {
    return result.timeline().stream().map(Point::arrivals).toList();
  }
}
