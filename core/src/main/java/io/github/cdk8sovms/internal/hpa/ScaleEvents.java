package io.github.cdk8sovms.internal.hpa;

import java.util.Arrays;

/** By how much an autoscaler changed the number of pods in one direction, and when. */
final class ScaleEvents {
  private long[] times = new long[16];
  private int[] changes = new int[16];
  private int size;

  /** The sum of the changes after a time. */
  int changeAfter(long cutoff) {
    int sum = 0;
    for (int i = 0; i < size; i++) {
      if (times[i] > cutoff) {
        sum += changes[i];
      }
    }
    return sum;
  }

  /** Adds one, in place of the last that is older than every period. */
  void add(long time, int change, long cutoff) {
    int place = size;
    for (int i = 0; i < size; i++) {
      if (times[i] < cutoff) {
        place = i;
      }
    }
    if (place == times.length) {
      times = Arrays.copyOf(times, 2 * place);
      changes = Arrays.copyOf(changes, 2 * place);
    }
    times[place] = time;
    changes[place] = change;
    size = Math.max(size, place + 1);
  }
}
