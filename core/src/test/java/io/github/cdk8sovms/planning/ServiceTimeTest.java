package io.github.cdk8sovms.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceTimeTest {
  private static final Duration MEAN = Duration.ofMillis(200);
  private static final int MANY = 400_000;

  private final SplittableRandom random = new SplittableRandom(1);

  @Test
  void aConstantTimeIsTheSameForAll() {
    ServiceTime time = ServiceTime.constant(MEAN);

    assertThat(time.seconds(1, random)).isEqualTo(0.2);
    assertThat(time.seconds(9, random)).isEqualTo(0.2);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.5, 1})
  void lognormalTimesHaveTheirMeanAndSpread(double spread) {
    assertMoments(ServiceTime.lognormal(MEAN, spread), 1, 0.2, spread);
  }

  @Test
  void exponentialTimesHaveASpreadOfOne() {
    assertMoments(ServiceTime.exponential(MEAN), 1, 0.2, 1);
  }

  @Test
  void timesByConcurrencyFollowTheProfileAndStayAtItsEnd() {
    double[] profile = {0.1, 0.15, 0.3};
    ServiceTime time = ServiceTime.byConcurrency(profile, 0);
    profile[0] = 7;

    assertThat(time.seconds(1, random)).isEqualTo(0.1);
    assertThat(time.seconds(2, random)).isEqualTo(0.15);
    assertThat(time.seconds(3, random)).isEqualTo(0.3);
    assertThat(time.seconds(8, random)).isEqualTo(0.3);
    assertMoments(ServiceTime.byConcurrency(profile, 0.4), 2, 0.15, 0.4);
  }

  @Test
  void timesThatCannotBeAreRefused() {
    assertThatThrownBy(() -> ServiceTime.constant(Duration.ZERO))
        .hasMessage("the service time is PT0S; it must be positive");
    assertThatThrownBy(() -> ServiceTime.lognormal(MEAN, -0.1))
        .hasMessage("the spread of the service time is -0.1; it must not be negative");
    assertThatThrownBy(() -> ServiceTime.byConcurrency(new double[0], 0))
        .hasMessage("the profile has no service time");
    assertThatThrownBy(() -> ServiceTime.byConcurrency(new double[] {0.1, Double.NaN}, 0))
        .hasMessage("a service time of the profile is NaN; it must be positive");
  }

  private void assertMoments(ServiceTime time, int busy, double mean, double spread) {
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < MANY; i++) {
      double seconds = time.seconds(busy, random);
      sum += seconds;
      squares += seconds * seconds;
    }
    double variance = squares / MANY - Math.pow(sum / MANY, 2);
    assertThat(sum / MANY).isCloseTo(mean, withinPercentage(1));
    assertThat(Math.sqrt(variance) / mean).isCloseTo(spread, withinPercentage(2));
  }
}
