package io.github.cdk8sovms.autoscaling;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.Reported;
import java.time.LocalTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** That Prometheus computes the time of the zones is in the acceptance tests. */
class WallClockTest {
  @Test
  void aZoneWithOneOffsetIsASum() {
    assertThat(new WallClock(ZoneId.of("UTC")).secondsLess(0)).isEqualTo("vector(time())");
    assertThat(new WallClock(ZoneId.of("UTC")).secondsLess(3600))
        .isEqualTo("vector(time() - 3600)");
    assertThat(new WallClock(ZoneId.of("Asia/Tokyo")).secondsLess(0))
        .isEqualTo("vector(time() + 32400)");
  }

  /** The last Sunday of March and of October is the first one from the 25th on. */
  @Test
  void daylightSavingTimeIsBetweenTwoDatesOfEachYear() {
    String march = "(vector(time() - 3600))";
    assertThat(new WallClock(ZoneId.of("Europe/Berlin")).secondsLess(0))
        .startsWith("(vector(time() + 3600) + 3600 * (")
        .contains(
            "((month%1$s > bool 3) + (month%1$s == bool 3) * (day_of_month%1$s - (day_of_week%1$s + 0) %% 7 >= bool 25))"
                .formatted(march));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Africa/Casablanca", "Africa/El_Aaiun"})
  void aZoneWithoutYearlyRulesNeedsKeda(String zone) {
    Schedule schedule =
        Schedule.between(LocalTime.of(8, 0), LocalTime.of(18, 0), ZoneId.of(zone)).atLeast(2);

    assertThat(Reported.codesBy(schedule::checkForAdapter))
        .containsExactly(FindingCode.SCHEDULE_NEEDS_KEDA);
  }

  /** Whatever the time zone database has must be known, or refused. */
  @Test
  void almostAllZonesAreRegular() {
    assertThat(ZoneId.getAvailableZoneIds())
        .filteredOn(zone -> !new WallClock(ZoneId.of(zone)).isRegular())
        .containsOnly("Africa/Casablanca", "Africa/El_Aaiun");
  }
}
