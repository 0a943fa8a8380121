package io.github.cdk8sovms.planning;

import static io.github.cdk8sovms.planning.Traffic.Spacing.EVEN;
import static io.github.cdk8sovms.planning.Traffic.Spacing.POISSON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.github.cdk8sovms.planning.Traffic.Spacing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TrafficTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @Test
  void evenArrivalsAreTheSameTimeApart() {
    assertThat(times(Traffic.constant(2, Duration.ofSeconds(3), EVEN), 1))
        .containsExactly(0.5, 1.0, 1.5, 2.0, 2.5, 3.0);
  }

  @Test
  void evenArrivalsKeepTheirPlaceOverAStep() {
    assertThat(times(Traffic.step(1, 4, Duration.ofMillis(2500), Duration.ofSeconds(4), EVEN), 1))
        .containsExactly(1.0, 2.0, 2.625, 2.875, 3.125, 3.375, 3.625, 3.875);
  }

  @ParameterizedTest
  @EnumSource(Spacing.class)
  void aBurstHasItsRates(Spacing spacing) {
    Traffic burst =
        Traffic.burst(8, 50, MINUTE, MINUTE.multipliedBy(5), MINUTE.multipliedBy(15), spacing);
    List<Double> times = times(burst, 1);

    assertThat(burst.seconds()).isEqualTo(900);
    assertThat(between(times, 0, 60) / 60).isCloseTo(8, withinPercentage(15));
    assertThat(between(times, 60, 360) / 300).isCloseTo(50, withinPercentage(3));
    assertThat(between(times, 360, 900) / 540).isCloseTo(8, withinPercentage(6));
  }

  @Test
  void poissonArrivalsHaveTheVarianceOfTheirMean() {
    List<Double> times = times(Traffic.constant(10, Duration.ofHours(3), POISSON), 5);
    int[] counts = new int[10_800];
    times.forEach(time -> counts[time.intValue()]++);
    double squares = Arrays.stream(counts).mapToDouble(count -> Math.pow(count - 10, 2)).sum();

    assertThat(times.size() / 10_800.0).isCloseTo(10, withinPercentage(1));
    assertThat(squares / 10_800).isCloseTo(10, withinPercentage(5));
  }

  @Test
  void aDayIsLowestAtItsStartAndHighestAtNoon() {
    List<Double> times = times(Traffic.daily(2, 10, Duration.ofDays(2), POISSON), 5);

    assertThat(between(times, 0, 3600) / 3600).isCloseTo(2, withinPercentage(5));
    assertThat(between(times, 41_400, 45_000) / 3600).isCloseTo(10, withinPercentage(3));
    assertThat(between(times, 84_600, 88_200) / 3600).isCloseTo(2, withinPercentage(5));
    assertThat(times.size() / 172_800.0).isCloseTo(6, withinPercentage(1));
  }

  @ParameterizedTest
  @EnumSource(Spacing.class)
  void countsAreExactInEachInterval(Spacing spacing) {
    long[] counts = {5, 0, 1, 1000, 0, 3};
    List<Double> times = times(Traffic.counts(counts, MINUTE, spacing), 9);

    assertThat(times).isSorted().hasSize(1009);
    for (int i = 0; i < counts.length; i++) {
      assertThat(between(times, 60 * i, 60 * (i + 1))).isEqualTo(counts[i]);
    }
  }

  @Test
  void evenCountsAreSpreadOverTheirInterval() {
    assertThat(times(Traffic.counts(new long[] {2, 1}, Duration.ofSeconds(4), EVEN), 1))
        .containsExactly(1.0, 3.0, 6.0);
  }

  @Test
  void randomCountsAreSpreadOverTheirInterval() {
    List<Double> times = times(Traffic.counts(new long[] {100_000}, MINUTE, POISSON), 2);

    for (int i = 0; i < 6; i++) {
      assertThat(between(times, 10 * i, 10 * (i + 1)) / 100_000).isCloseTo(1.0 / 6, within(0.005));
    }
  }

  @Test
  void exactArrivalsAreReplayed() {
    Traffic traffic = Traffic.exact(new double[] {0, 0.25, 0.25, 7}, Duration.ofSeconds(10));

    assertThat(times(traffic, 1)).containsExactly(0.0, 0.25, 0.25, 7.0);
    assertThat(traffic.seconds()).isEqualTo(10);
  }

  @Test
  void aSeedGivesTheSameTimesAgain() {
    Traffic traffic = Traffic.constant(10, MINUTE, POISSON);

    assertThat(times(traffic, 1)).isEqualTo(times(traffic, 1)).isNotEqualTo(times(traffic, 2));
  }

  @Test
  void afterItsEndNothingComes() {
    Traffic.Arrivals arrivals = Traffic.constant(0, MINUTE, POISSON).arrivals(1);

    assertThat(arrivals.next()).isInfinite();
    assertThat(arrivals.next()).isInfinite();
  }

  @Test
  void trafficThatCannotBeIsRefused() {
    assertThatThrownBy(() -> Traffic.constant(-1, MINUTE, EVEN))
        .hasMessage("the rate of traffic is -1; it must not be negative");
    assertThatThrownBy(() -> Traffic.step(1, 2, MINUTE, MINUTE, EVEN))
        .hasMessage("the length of traffic is PT0S; it must be positive");
    assertThatThrownBy(() -> Traffic.steps(List.of(), EVEN)).hasMessage("traffic has no step");
    assertThatThrownBy(() -> Traffic.daily(3, 2, MINUTE, EVEN))
        .hasMessage("the highest rate above the lowest is -1; it must not be negative");
    assertThatThrownBy(() -> Traffic.counts(new long[] {1, -1}, MINUTE, EVEN))
        .hasMessage("the number of requests in an interval is -1; it must not be negative");
    assertThatThrownBy(() -> Traffic.counts(new long[0], MINUTE, EVEN))
        .hasMessage("traffic has no interval");
    assertThatThrownBy(() -> Traffic.exact(new double[] {2, 1}, MINUTE))
        .hasMessage("requests are not in ascending order: 1.0 s after 2.0 s");
    assertThatThrownBy(() -> Traffic.exact(new double[] {61}, MINUTE))
        .hasMessage("the last request is at 61.0 s, after the end at 60.0 s");
  }

  private static List<Double> times(Traffic traffic, long seed) {
    List<Double> times = new ArrayList<>();
    Traffic.Arrivals arrivals = traffic.arrivals(seed);
    for (double time = arrivals.next(); Double.isFinite(time); time = arrivals.next()) {
      times.add(time);
    }
    return times;
  }

  private static double between(List<Double> times, double from, double to) {
    return times.stream().filter(time -> time >= from && time < to).count();
  }
}
