package io.github.cdk8sovms.internal.promql;

import java.util.Arrays;

/**
 * The samples of one metric with one set of labels. {@link SeriesStore#series} gives it; keep it to
 * append to it.
 *
 * <p>Times are in seconds since any moment, and count in milliseconds, as in Prometheus.
 */
public final class Series {
  private static final int FIRST_CAPACITY = 32;

  /** How long a sample is kept after it, in milliseconds. */
  private final long retention;

  private Labels labels;
  private long[] times = new long[FIRST_CAPACITY];
  private double[] values = new double[FIRST_CAPACITY];

  /** What is before has been forgotten; the room is used again when the arrays are full. */
  private int from;

  private int to;
  private int stale;

  Series(long retention, Labels labels) {
    this.retention = retention;
    this.labels = labels;
  }

  /**
   * Appends a sample.
   *
   * @param time in seconds, after that of the last sample
   * @param value any, also infinite or not a number
   * @throws IllegalArgumentException if the time is not after that of the last sample
   */
  public void append(double time, double value) {
    add(millis(time), Double.isNaN(value) ? Double.NaN : value);
  }

  /**
   * Marks the end of the series, as Prometheus does when a target is gone or a scrape fails or no
   * longer has the series. An instant query no longer sees its last sample. A later sample
   * continues it.
   *
   * @param time in seconds, after that of the last sample
   */
  public void stale(double time) {
    add(millis(time), StalenessMarker.VALUE);
    stale++;
  }

  private void add(long time, double value) {
    if (to > from && times[to - 1] >= time) {
      throw new IllegalArgumentException(
          "a sample at %d ms is not after the last one, at %d ms: %s"
              .formatted(time, times[to - 1], labels));
    }
    forgetBefore(time - retention);
    if (to == times.length) {
      makeRoom();
    }
    times[to] = time;
    values[to++] = value;
  }

  private void makeRoom() {
    int size = to - from;
    boolean grows = size > times.length / 2;
    long[] newTimes = grows ? Arrays.copyOf(times, 2 * times.length) : times;
    double[] newValues = grows ? Arrays.copyOf(values, 2 * values.length) : values;
    System.arraycopy(times, from, newTimes, 0, size);
    System.arraycopy(values, from, newValues, 0, size);
    times = newTimes;
    values = newValues;
    from = 0;
    to = size;
  }

  /** Forgets what is older; whether nothing is left. */
  boolean forgetBefore(long time) {
    while (from < to && times[from] < time) {
      if (StalenessMarker.is(values[from++])) {
        stale--;
      }
    }
    return from == to;
  }

  /** Shows the samples after one time and until another. */
  void window(long after, long until, Window window) {
    int last = to;
    while (last > from && times[last - 1] > until) {
      last--;
    }
    int first = last;
    while (first > from && times[first - 1] > after) {
      first--;
    }
    if (stale == 0) {
      window.view(times, values, first, last);
    } else {
      window.copyLive(times, values, first, last);
    }
  }

  /** The index of the last sample until a time, if it is younger than another and not stale. */
  int lastIndex(long after, long until) {
    int last = to - 1;
    while (last >= from && times[last] > until) {
      last--;
    }
    return last < from || times[last] <= after || StalenessMarker.is(values[last]) ? -1 : last;
  }

  long time(int index) {
    return times[index];
  }

  double value(int index) {
    return values[index];
  }

  Labels labels() {
    return labels;
  }

  void labels(Labels same) {
    labels = same;
  }

  static long millis(double seconds) {
    return Math.round(seconds * 1000);
  }
}
