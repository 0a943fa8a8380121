package io.github.cdk8sovms.internal.hpa;

import java.util.Arrays;

/**
 * What an autoscaler recommended, before limits. A recommendation that no window needs is
 * overwritten, so that there are as many as fit into the longest window.
 */
final class Recommendations {
  private long[] times = new long[32];
  private int[] replicas = new int[32];
  private int size;

  boolean isEmpty() {
    return size == 0;
  }

  /** The lowest that is younger than the window, or the given one. */
  int lowestAfter(long cutoff, int now) {
    int lowest = now;
    for (int i = 0; i < size; i++) {
      if (times[i] > cutoff) {
        lowest = Math.min(lowest, replicas[i]);
      }
    }
    return lowest;
  }

  /** The highest that is younger than the window, or the given one. */
  int highestAfter(long cutoff, int now) {
    int highest = now;
    for (int i = 0; i < size; i++) {
      if (times[i] > cutoff) {
        highest = Math.max(highest, replicas[i]);
      }
    }
    return highest;
  }

  /** Adds one, in place of the last that is older than every window. */
  void add(long time, int recommended, long cutoff) {
    int place = size;
    for (int i = 0; i < size; i++) {
      if (times[i] < cutoff) {
        place = i;
      }
    }
    if (place == times.length) {
      times = Arrays.copyOf(times, 2 * place);
      replicas = Arrays.copyOf(replicas, 2 * place);
    }
    times[place] = time;
    replicas[place] = recommended;
    size = Math.max(size, place + 1);
  }
}
