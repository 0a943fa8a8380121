package io.github.cdk8sovms.emulator;

import java.util.Arrays;
import java.util.List;

/** Times, as OVMS counts them: in microseconds, by 33 bounds that grow by 1.8. */
final class Histogram {
  private static final long[] BOUNDS = bounds();

  private static final List<String> UPPER =
      Arrays.stream(BOUNDS).mapToObj(String::valueOf).toList();

  private final long[] counts = new long[BOUNDS.length + 1];
  private double sum;
  private long count;

  void observe(double seconds) {
    double micros = seconds * 1e6;
    int bucket = 0;
    while (bucket < BOUNDS.length && micros > BOUNDS[bucket]) {
      bucket++;
    }
    counts[bucket]++;
    sum += micros;
    count++;
  }

  void write(Exposition page, String series, Labels labels) {
    page.sample(series + "_count", labels, count);
    page.sample(series + "_sum", labels, sum);
    long below = 0;
    for (int bucket = 0; bucket < BOUNDS.length; bucket++) {
      below += counts[bucket];
      page.sample(series + "_bucket", labels.bound(UPPER.get(bucket)), below);
    }
    page.sample(series + "_bucket", labels.bound("+Inf"), count);
  }

  private static long[] bounds() {
    long[] bounds = new long[33];
    for (int i = 0; i < bounds.length; i++) {
      bounds[i] = (long) Math.floor(10 * Math.pow(1.8, i));
    }
    return bounds;
  }
}
