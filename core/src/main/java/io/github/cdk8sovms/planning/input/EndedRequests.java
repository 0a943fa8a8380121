package io.github.cdk8sovms.planning.input;

import io.github.cdk8sovms.planning.Traffic;
import io.github.cdk8sovms.planning.Traffic.Spacing;
import java.time.Duration;
import java.util.Arrays;

/**
 * Requests of which the end and the duration are known, in any order, such as those of a load test.
 * They are counted by the second in which they started: memory grows with the length of the test,
 * not with its requests.
 */
public final class EndedRequests {
  private long[] counts = new long[4096];
  private long origin = Long.MIN_VALUE;
  private long lowest = Long.MAX_VALUE;
  private long highest = Long.MIN_VALUE;

  /**
   * Adds a request.
   *
   * @param end Unix time in seconds
   * @param seconds its duration
   * @return whether it fits: all requests must be within 115 days
   */
  public boolean add(double end, double seconds) {
    long second = (long) Math.floor(end - seconds);
    if (origin == Long.MIN_VALUE) {
      // Others may have started earlier.
      origin = second - counts.length / 2;
    }
    lowest = Math.min(lowest, second);
    highest = Math.max(highest, second);
    if (highest - lowest >= Counts.MOST) {
      return false;
    }
    if (second < origin || second - origin >= counts.length) {
      grow(second);
    }
    counts[(int) (second - origin)]++;
    return true;
  }

  private void grow(long second) {
    long start = Math.min(origin, second);
    long end = Math.max(origin + counts.length, second + 1);
    int length = (int) (2 * (end - start));
    long moved = start - (length - (end - start)) / 2;
    long[] larger = new long[length];
    System.arraycopy(counts, 0, larger, (int) (origin - moved), counts.length);
    counts = larger;
    origin = moved;
  }

  /** Returns whether nothing was added. */
  public boolean isEmpty() {
    return highest == Long.MIN_VALUE;
  }

  /** Returns the traffic, from the second of the first request on. */
  public Traffic traffic(Spacing spacing) {
    long[] used = Arrays.copyOfRange(counts, (int) (lowest - origin), (int) (highest - origin) + 1);
    return Traffic.counts(used, Duration.ofSeconds(1), spacing);
  }
}
