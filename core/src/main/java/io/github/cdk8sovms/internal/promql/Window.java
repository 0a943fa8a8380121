package io.github.cdk8sovms.internal.promql;

import java.util.Arrays;

/** The samples of one series in a range of time: a part of its arrays, or a copy. */
final class Window {
  long[] times = new long[0];
  double[] values = new double[0];
  int from;
  int to;

  /** The end of the range, which the last sample need not reach. */
  long end;

  /** When it is looked at: the end, if there is no offset. */
  long now;

  /** The length of the range in milliseconds. */
  long range;

  private long[] ownTimes = new long[16];
  private double[] ownValues = new double[16];

  int size() {
    return to - from;
  }

  void view(long[] someTimes, double[] someValues, int first, int last) {
    times = someTimes;
    values = someValues;
    from = first;
    to = last;
  }

  /** Copies a part without the markers of staleness. */
  void copyLive(long[] someTimes, double[] someValues, int first, int last) {
    if (ownTimes.length < last - first) {
      ownTimes = new long[2 * (last - first)];
      ownValues = new double[2 * (last - first)];
    }
    int size = 0;
    for (int i = first; i < last; i++) {
      if (!StalenessMarker.is(someValues[i])) {
        ownTimes[size] = someTimes[i];
        ownValues[size++] = someValues[i];
      }
    }
    view(ownTimes, ownValues, 0, size);
  }

  /** The values in ascending order, those first that are not a number. */
  double[] sorted() {
    return sorted(Arrays.copyOfRange(values, from, to));
  }

  static double[] sorted(double[] all) {
    Arrays.sort(all);
    int numbers = all.length;
    while (numbers > 0 && Double.isNaN(all[numbers - 1])) {
      numbers--;
    }
    if (numbers == all.length) {
      return all;
    }
    double[] result = new double[all.length];
    Arrays.fill(result, 0, all.length - numbers, Double.NaN);
    System.arraycopy(all, 0, result, all.length - numbers, numbers);
    return result;
  }
}
