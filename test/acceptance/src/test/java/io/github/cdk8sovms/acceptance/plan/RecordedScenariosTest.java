package io.github.cdk8sovms.acceptance.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.cdk8sovms.planning.Traffic;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the control plane recorded, planned again: the same requests in each five seconds, on the
 * same autoscaler, query and pods.
 *
 * <p>The recordings do not have the phases of scrapes and syncs, and these decide on much: a
 * decision comes after one to forty seconds by them alone. So each recording is planned with many
 * phases. It has to lie within what they give; and the plan that is nearest to the recorded metric
 * and replicas has to agree with the recording in decision, late requests, and replicas at every
 * row.
 */
class RecordedScenariosTest {
  private static final int PHASES = 20;
  private static final int MORE_PHASES = 100;

  /** A row is of five seconds, and its status was read up to a second before its end. */
  private static final double ROW_SECONDS = 6;

  /** Of a threshold: where either number of pods may be the right one. */
  private static final double NEAR = 0.05;

  static Stream<String> recordings() {
    return Stream.of(
        "defaults",
        "fast-start",
        "published-recipe",
        "quickstart",
        "quickstart-step",
        "requests-per-stream",
        "scaling");
  }

  @ParameterizedTest
  @MethodSource("recordings")
  void aPlanForeseesTheRecording(String name) {
    assertForeseen(name, PHASES);
  }

  @Tag("extended")
  @ParameterizedTest
  @MethodSource("recordings")
  void aPlanForeseesTheRecordingAmongMorePhases(String name) {
    assertForeseen(name, MORE_PHASES);
  }

  private static void assertForeseen(String name, int phases) {
    RecordedConditions conditions = RecordedConditions.of(name);
    // Without a metric, the autoscaler is created again: another app is recorded then.
    List<RecordedRow> rows =
        RecordedRow.of(name).stream().takeWhile(row -> !Double.isNaN(row.metric())).toList();
    RecordedTraffic recorded = new RecordedTraffic(rows);
    double step = recorded.steps().get(0);
    double begin = rows.get(0).from();
    Traffic traffic = recorded.traffic(1);

    List<PlannedRecording> all =
        LongStream.rangeClosed(1, phases)
            .mapToObj(seed -> PlannedRecording.of(conditions, traffic, begin, seed))
            .toList();
    PlannedRecording nearest =
        all.stream().min(Comparator.comparingDouble(plan -> plan.distance(rows))).orElseThrow();
    int before = conditions.minReplicas();
    OptionalDouble decision = decision(rows, step, before);
    report(name, rows, all, nearest, decision, step, before);

    assertLateShareAgrees(rows, all, nearest);
    assertDecisionAgrees(decision, all, nearest, step, conditions);
    assertThat(rows.stream().flatMap(row -> differs(row, nearest, conditions).stream()))
        .as("replicas of the plan with the nearest phases")
        .isEmpty();
  }

  private static void assertLateShareAgrees(
      List<RecordedRow> rows, List<PlannedRecording> all, PlannedRecording nearest) {
    DoubleSummaryStatistics range =
        all.stream().mapToDouble(plan -> plan.result().lateShare()).summaryStatistics();
    assertThat(lateShare(rows))
        .as("late share, over all phases")
        .isBetween(range.getMin() - 0.01, range.getMax() + 0.01);
    assertThat(nearest.result().lateShare())
        .as("late share, with the nearest phases")
        .isCloseTo(lateShare(rows), within(0.03));
  }

  private static void assertDecisionAgrees(
      OptionalDouble recorded,
      List<PlannedRecording> all,
      PlannedRecording nearest,
      double step,
      RecordedConditions conditions) {
    int before = conditions.minReplicas();
    if (recorded.isEmpty()) {
      assertThat(all).allMatch(plan -> plan.decision(step, before).isEmpty());
      return;
    }
    // A recording may end before some phases lead to a decision.
    DoubleSummaryStatistics range =
        all.stream()
            .mapToDouble(plan -> plan.decision(step, before).orElse(Double.POSITIVE_INFINITY))
            .summaryStatistics();
    double seen = recorded.getAsDouble();
    assertThat(range.getMin()).as("the earliest decision").isLessThanOrEqualTo(seen);
    assertThat(range.getMax()).as("the latest").isGreaterThanOrEqualTo(seen - ROW_SECONDS);
    // What was seen at the end of a row was decided within it.
    assertThat(nearest.decision(step, before).orElseThrow())
        .as("decision with the nearest phases")
        .isBetween(
            seen - ROW_SECONDS - conditions.scrapeSeconds(), seen + conditions.scrapeSeconds());
  }

  /**
   * A change may come a sync earlier or later, and near a threshold not at all. Of the last rows it
   * is unknown what a sync later would show.
   */
  private static Optional<String> differs(
      RecordedRow row, PlannedRecording plan, RecordedConditions conditions) {
    double slack = conditions.syncSeconds() + ROW_SECONDS;
    double end = plan.begin() + plan.result().seconds();
    return row.to() + slack > end
            || plan.wanted(row.desired(), row.to() - slack, row.to() + slack)
            || isNearThreshold(row, conditions)
        ? Optional.empty()
        : Optional.of(
            "%.0f s: recorded %d, planned %d"
                .formatted(row.to(), row.desired(), plan.at(row.to()).replicas()));
  }

  private static boolean isNearThreshold(RecordedRow row, RecordedConditions conditions) {
    double pods = row.metric() / conditions.target() * Math.max(1, row.ready());
    double ratio = row.metric() / conditions.target();
    return Math.abs(pods - Math.rint(pods)) < NEAR * pods
        || Math.abs(ratio - 1.1) < NEAR
        || Math.abs(ratio - 0.9) < NEAR;
  }

  /** Of the requests that were sent; one that was not answered at the end is late, too. */
  private static double lateShare(List<RecordedRow> rows) {
    double sent = 0;
    double answered = 0;
    double late = 0;
    for (RecordedRow row : rows) {
      sent += row.offered() * row.seconds();
      answered += row.answered() * row.seconds();
      late += row.late() * row.seconds();
    }
    return (late + sent - answered) / sent;
  }

  private static OptionalDouble decision(List<RecordedRow> rows, double step, int before) {
    return rows.stream()
        .filter(row -> row.to() > step && row.desired() > before)
        .mapToDouble(row -> row.to() - step)
        .findFirst();
  }

  private static void report(
      String name,
      List<RecordedRow> rows,
      List<PlannedRecording> all,
      PlannedRecording nearest,
      OptionalDouble decision,
      double step,
      int before) {
    double[] late = all.stream().mapToDouble(plan -> plan.result().lateShare()).sorted().toArray();
    double[] decisions =
        all.stream()
            .flatMapToDouble(plan -> plan.decision(step, before).stream())
            .sorted()
            .toArray();
    long same =
        rows.stream().filter(row -> nearest.at(row.to()).replicas() == row.desired()).count();
    System.out.printf(
        Locale.ROOT,
        "%s: late %.1f %% recorded, %.1f planned with the nearest phases, %.1f to %.1f over all;"
            + " decision %s s, %s, %s; replicas the same in %d of %d rows%n",
        name,
        100 * lateShare(rows),
        100 * nearest.result().lateShare(),
        100 * late[0],
        100 * late[late.length - 1],
        text(decision),
        text(nearest.decision(step, before)),
        decisions.length == 0
            ? "never"
            : String.format(
                Locale.ROOT, "%.0f to %.0f", decisions[0], decisions[decisions.length - 1]),
        same,
        rows.size());
  }

  private static String text(OptionalDouble seconds) {
    return seconds.isPresent()
        ? String.format(Locale.ROOT, "%.1f", seconds.getAsDouble())
        : "never";
  }
}
