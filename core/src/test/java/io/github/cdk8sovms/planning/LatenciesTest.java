package io.github.cdk8sovms.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LatenciesTest {
  @Test
  void quantilesAreWithinHalfAPercentOfThoseOfAllValues() {
    SplittableRandom random = new SplittableRandom(1);
    double[] all = new double[200_000];
    Latencies.Recorder recorder = new Latencies.Recorder();
    for (int i = 0; i < all.length; i++) {
      all[i] = Math.exp(8 * random.nextDouble() - 6);
      recorder.record(all[i]);
    }
    Arrays.sort(all);
    Latencies latencies = recorder.latencies();

    for (double part : new double[] {0.001, 0.1, 0.5, 0.9, 0.95, 0.99, 0.999, 1}) {
      double exact = all[(int) Math.ceil(part * all.length) - 1];
      assertThat(latencies.quantile(part)).isCloseTo(exact, withinPercentage(0.5));
    }
    assertThat(latencies.mean())
        .isCloseTo(Arrays.stream(all).average().orElseThrow(), within(1e-9));
    assertThat(latencies.count()).isEqualTo(200_000);
  }

  @Test
  void thoseOfTwoRunsAddUp() {
    Latencies both = of(0.1, 0.1).plus(of(3, 3, 3, 3));

    assertThat(both.count()).isEqualTo(6);
    assertThat(both.quantile(0.33)).isCloseTo(0.1, withinPercentage(0.5));
    assertThat(both.quantile(0.34)).isCloseTo(3, withinPercentage(0.5));
    assertThat(both.mean()).isCloseTo(12.2 / 6, within(1e-9));
  }

  @Test
  void extremeTimesAreCountedAtTheEnds() {
    Latencies latencies = of(0, 1e-12, 1e300, Double.MAX_VALUE);

    assertThat(latencies.count()).isEqualTo(4);
    assertThat(latencies.quantile(0.25)).isLessThan(1e-5);
    assertThat(latencies.quantile(1)).isGreaterThan(1e7);
  }

  @Test
  void withoutRequestsThereIsNoQuantile() {
    assertThat(Latencies.none().quantile(0.5)).isNaN();
    assertThat(Latencies.none().mean()).isNaN();
  }

  private static Latencies of(double... seconds) {
    Latencies.Recorder recorder = new Latencies.Recorder();
    Arrays.stream(seconds).forEach(recorder::record);
    return recorder.latencies();
  }
}
