package io.github.cdk8sovms.planning.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cdk8sovms.planning.Traffic;
import io.github.cdk8sovms.planning.Traffic.Spacing;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Shapes say how many requests a second there are, and when. */
class ShapesTest {

  @ParameterizedTest
  @CsvSource({
    "constant:20/1m, 60, 0, 60, 1200",
    "step:8..50@60s/300s, 300, 0, 60, 480",
    "step:8..50@60s/300s, 300, 60, 300, 12000",
    "burst:8..50@60s+30s/10m, 600, 60, 90, 1500",
    "burst:8..50@60s+30s/10m, 600, 90, 600, 4080",
    "ramp:0..60@60s+60s/3m, 180, 60, 120, 1800",
    "ramp:0..60@60s+60s/3m, 180, 120, 180, 3600",
    "wave:0..100@10m/20m, 1200, 0, 1200, 60000",
    "day:0..10/1d, 86400, 0, 86400, 432000"
  })
  void requestsFollowTheShape(String shape, double seconds, double from, double to, long expected) {
    Traffic traffic = Shapes.parse(shape, Spacing.EVEN);

    assertThat(traffic.seconds()).isEqualTo(seconds);
    assertThat(count(traffic, from, to)).isBetween(expected - 2, expected + 2);
  }

  @Test
  void partsFollowEachOther() {
    Traffic traffic = Shapes.parse("constant:10/1m, constant:20/2m", Spacing.EVEN);

    assertThat(traffic.seconds()).isEqualTo(180);
    assertThat(count(traffic, 0, 60)).isBetween(598L, 602L);
    assertThat(count(traffic, 60, 180)).isBetween(2398L, 2402L);
  }

  @Test
  void aSeedGivesTheSameTimesAgain() {
    Traffic traffic = Shapes.parse("step:8..50@60s/300s", Spacing.POISSON);

    assertThat(times(traffic, 1)).isEqualTo(times(traffic, 1)).isNotEqualTo(times(traffic, 2));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "step:8..50|it needs a time, such as @60s",
        "step:8..50@60s|",
        "step:8@60s/300s|it needs two rates, such as 8..50",
        "step:8..50@400s/300s|the change is after its end",
        "step:8..50@60/300s|\"60\" is not a time; use units such as 60s or 1h30m",
        "burst:8..50@60s/300s|it needs a length, such as @60s+30s",
        "burst:8..50@60s+10m/300s|it ends after the whole length",
        "ramp:8..50@60s+10m/300s|it ends after the whole length",
        "wave:8..50/1h|it needs a period, such as @1h",
        "constant:8..50/1h|use constant:20/1h",
        "day:8..50/9999d|it is longer than 115 days",
        "sprint:8..50@60s/300s|",
        "-5|",
        "''|"
      })
  void otherTextsAreRefusedWithTheFix(String shape, String fix) {
    String expected = fix == null || shape.equals("step:8..50") ? "use " + Shapes.EXAMPLES : fix;

    assertThatThrownBy(() -> Shapes.parse(shape, Spacing.EVEN))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("\"" + shape + "\" is not a shape of traffic; " + expected + ".");
  }

  private static long count(Traffic traffic, double from, double to) {
    return times(traffic, 1).stream().filter(time -> time > from && time <= to).count();
  }

  private static List<Double> times(Traffic traffic, long seed) {
    List<Double> times = new ArrayList<>();
    Traffic.Arrivals arrivals = traffic.arrivals(seed);
    for (double time = arrivals.next(); time < Double.POSITIVE_INFINITY; time = arrivals.next()) {
      times.add(time);
    }
    return times;
  }
}
