package io.github.cdk8sovms.planning;

import java.util.Arrays;

/**
 * What will happen, by time; what is due at the same time happens in the order in which it was
 * added. A binary heap of primitive values.
 */
final class Events {
  /** What can happen. An event is about one request, pod or client, by its number. */
  enum Kind {
    SERVED,
    STAGE,
    SCRAPE,
    SCRAPE_TIMEOUT,
    FORGET,
    STALE,
    TERMINATE,
    KILL,
    SYNC,
    TICK,
    AGED,
    RESOLVE
  }

  private static final int NUMBER_BITS = 27;
  private static final int NUMBERS = (1 << NUMBER_BITS) - 1;
  private static final Kind[] KINDS = Kind.values();

  private double[] times = new double[64];

  /** The order of adding in the high 32 bits, kind and number in the low. */
  private long[] keys = new long[64];

  private int size;
  private int added;

  void add(double time, Kind kind, int number) {
    if (size == times.length) {
      times = Arrays.copyOf(times, 2 * size);
      keys = Arrays.copyOf(keys, 2 * size);
    }
    long key = (long) added++ << 32 | (long) kind.ordinal() << NUMBER_BITS | number;
    int hole = size++;
    while (hole > 0) {
      int parent = (hole - 1) >>> 1;
      if (!isBefore(time, key, times[parent], keys[parent])) {
        break;
      }
      times[hole] = times[parent];
      keys[hole] = keys[parent];
      hole = parent;
    }
    times[hole] = time;
    keys[hole] = key;
  }

  double nextTime() {
    return times[0];
  }

  static Kind kind(long event) {
    return KINDS[(int) (event & 0xffffffffL) >>> NUMBER_BITS];
  }

  static int number(long event) {
    return (int) event & NUMBERS;
  }

  /** Removes the next one. */
  long remove() {
    long first = keys[0];
    size--;
    double time = times[size];
    long key = keys[size];
    int hole = 0;
    while (true) {
      int child = 2 * hole + 1;
      if (child >= size) {
        break;
      }
      if (child + 1 < size
          && isBefore(times[child + 1], keys[child + 1], times[child], keys[child])) {
        child++;
      }
      if (!isBefore(times[child], keys[child], time, key)) {
        break;
      }
      times[hole] = times[child];
      keys[hole] = keys[child];
      hole = child;
    }
    times[hole] = time;
    keys[hole] = key;
    return first;
  }

  private static boolean isBefore(double time, long key, double otherTime, long otherKey) {
    return time < otherTime || time == otherTime && key < otherKey;
  }
}
