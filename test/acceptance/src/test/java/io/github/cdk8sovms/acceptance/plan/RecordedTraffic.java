package io.github.cdk8sovms.acceptance.plan;

import io.github.cdk8sovms.planning.Traffic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * As many requests in each row of a recording as there were, at random times within it. A row in
 * which the load was changed has both rates, one after the other, so that the step is where it was
 * to about half a second.
 */
final class RecordedTraffic {
  /** A change of the load by more than this is a step and not chance. */
  private static final double STEP = 1.6;

  private static final int AROUND = 3;

  private final List<RecordedRow> rows;
  private final List<Integer> stepRows = new ArrayList<>();
  private final double begin;

  RecordedTraffic(List<RecordedRow> rows) {
    this.rows = rows;
    this.begin = rows.get(0).from();
    for (int i = AROUND; i + AROUND < rows.size(); i++) {
      if (isStep(i)) {
        stepRows.add(i);
        i += AROUND;
      }
    }
  }

  /** Seconds of the recording at which the load rose or fell. */
  List<Double> steps() {
    return stepRows.stream().map(this::stepIn).toList();
  }

  /** Times are from the beginning of the first row. */
  Traffic traffic(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Double> times = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      RecordedRow row = rows.get(i);
      if (stepRows.contains(i)) {
        double step = stepIn(i);
        add(times, row.from(), step, rate(i - AROUND, i), random);
        add(times, step, row.to(), rate(i + 1, i + 1 + AROUND), random);
      } else {
        add(times, row.from(), row.to(), row.offered(), random);
      }
    }
    double[] all = times.stream().mapToDouble(time -> time).toArray();
    Arrays.sort(all);
    double end = rows.get(rows.size() - 1).to() - begin;
    return Traffic.exact(all, Duration.ofMillis((long) Math.ceil(1000 * end)));
  }

  private void add(
      List<Double> times, double from, double to, double perSecond, SplittableRandom random) {
    long count = Math.round(perSecond * (to - from));
    for (long i = 0; i < count; i++) {
      times.add(from - begin + (to - from) * random.nextDouble());
    }
  }

  /** The load before a row and after it differ, and that of the row is between. */
  private boolean isStep(int index) {
    double before = rate(index - AROUND, index);
    double after = rate(index + 1, index + 1 + AROUND);
    double now = rows.get(index).offered();
    boolean up = after > STEP * before && now > 1.25 * before;
    boolean down = before > STEP * after && now < before / 1.1;
    return up || down;
  }

  private double stepIn(int index) {
    RecordedRow row = rows.get(index);
    double before = rate(index - AROUND, index);
    double after = rate(index + 1, index + 1 + AROUND);
    double share = Math.max(0, Math.min(1, (row.offered() - before) / (after - before)));
    return row.to() - share * row.seconds();
  }

  private double rate(int from, int to) {
    double requests = 0;
    double seconds = 0;
    for (RecordedRow row : rows.subList(from, to)) {
      requests += row.offered() * row.seconds();
      seconds += row.seconds();
    }
    return requests / seconds;
  }
}
