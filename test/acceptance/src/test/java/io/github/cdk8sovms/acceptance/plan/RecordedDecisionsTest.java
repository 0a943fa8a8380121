package io.github.cdk8sovms.acceptance.plan;

import static io.github.cdk8sovms.planning.Traffic.Spacing.POISSON;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8sovms.kit.Repository;
import io.github.cdk8sovms.planning.Traffic;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Ten steps from 16 to 60 requests a second, each at another phase of scrapes and syncs: the
 * recorded times until a decision are a sample of the planned ones.
 */
class RecordedDecisionsTest {
  private static final int PHASES = 300;
  private static final double STEP = 120;

  /** Until after every decision. */
  private static final Traffic TRAFFIC =
      Traffic.step(16, 60, Duration.ofSeconds(120), Duration.ofMinutes(3), POISSON);

  /** The status of the autoscaler is read every second. */
  private static final double READ = 0.5;

  /** Kolmogorov's and Smirnov's test: more only by chance of 5 %, for ten values. */
  private static final double CRITICAL = 0.409;

  private static final Pattern DECISIONS = Pattern.compile("decision after ([0-9, ]+) s");

  @ParameterizedTest
  @ValueSource(strings = {"lag", "fifteen-seconds-lag"})
  void recordedDecisionsAreASampleOfPlannedOnes(String name) {
    RecordedConditions conditions = RecordedConditions.of(name);
    double[] planned =
        LongStream.rangeClosed(1, PHASES)
            .mapToObj(seed -> PlannedRecording.of(conditions, TRAFFIC, 0, seed))
            .mapToDouble(plan -> plan.decision(STEP, conditions.minReplicas()).orElseThrow())
            .map(seconds -> seconds + READ)
            .sorted()
            .toArray();
    double[] recorded = recorded(name);

    double distance = distance(recorded, planned);
    System.out.printf(
        Locale.ROOT,
        "%s: decisions recorded after %s s; planned after %.0f to %.0f s, median %.1f;"
            + " Kolmogorov-Smirnov distance %.2f%n",
        name,
        Arrays.toString(recorded),
        planned[0],
        planned[PHASES - 1],
        planned[PHASES / 2],
        distance);
    assertThat(recorded).hasSize(10);
    assertThat(distance).isLessThan(CRITICAL);
  }

  private static double[] recorded(String name) {
    String text = Repository.read(Repository.ROOT.resolve("docs/timelines/" + name + ".txt"));
    Matcher decisions = DECISIONS.matcher(text);
    assertThat(decisions.find()).isTrue();
    return Arrays.stream(decisions.group(1).split(", "))
        .mapToDouble(Double::parseDouble)
        .sorted()
        .toArray();
  }

  /** The largest difference of the two cumulative distributions. */
  private static double distance(double[] sample, double[] all) {
    double largest = 0;
    for (int i = 0; i < sample.length; i++) {
      double value = sample[i];
      double below = (double) Arrays.stream(all).filter(each -> each <= value).count() / all.length;
      double before = (double) i / sample.length;
      double after = (i + 1.0) / sample.length;
      largest = Math.max(largest, Math.max(Math.abs(below - before), Math.abs(below - after)));
    }
    return largest;
  }
}
