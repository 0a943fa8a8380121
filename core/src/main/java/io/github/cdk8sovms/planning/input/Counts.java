package io.github.cdk8sovms.planning.input;

import io.github.cdk8sovms.planning.Traffic;
import io.github.cdk8sovms.planning.Traffic.Spacing;
import java.time.Duration;
import java.util.Arrays;

/** Requests in each interval. Fractions, such as of rates, are carried to the next interval. */
public final class Counts {
  /** Most intervals: 115 days of seconds, and 80 MB. */
  public static final int MOST = 10_000_000;

  private double[] requests = new double[1024];
  private int size;

  /** Returns the number of intervals. */
  public int size() {
    return size;
  }

  /** Returns whether nothing was added. */
  public boolean isEmpty() {
    return size == 0;
  }

  /** Adds requests to an interval, from 0 to {@link #MOST}. */
  public void add(int interval, double count) {
    if (interval >= requests.length) {
      requests = Arrays.copyOf(requests, Math.max(interval + 1, 2 * requests.length));
    }
    requests[interval] += count;
    size = Math.max(size, interval + 1);
  }

  /** Returns traffic of these counts. */
  public Traffic traffic(Duration interval, Spacing spacing) {
    long[] whole = new long[size];
    double carried = 0;
    for (int i = 0; i < size; i++) {
      carried += requests[i];
      whole[i] = (long) Math.floor(carried + 1e-9);
      carried -= whole[i];
    }
    return Traffic.counts(whole, interval, spacing);
  }
}
