package io.github.cdk8sovms.internal.promql;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The values of a group so far. */
final class Group {
  private final Aggregation aggregation;
  private final KahanSum sum = new KahanSum();
  private final KahanMean average = new KahanMean();
  private @Nullable Labels labels;
  private double value;
  private double mean;
  private int count;
  private double[] all = new double[0];

  Group(Aggregation aggregation) {
    this.aggregation = aggregation;
  }

  Labels labels() {
    if (labels == null) {
      throw new IllegalStateException("not started");
    }
    return labels;
  }

  void start(Labels ofGroup, double first) {
    labels = ofGroup;
    count = 1;
    value = first;
    mean = first;
    switch (aggregation) {
      case SUM -> sum.set(first);
      case AVG -> average.set(first);
      case STDDEV, STDVAR -> value = Double.isFinite(first) ? 0 : Double.NaN;
      case QUANTILE -> keep(first);
      default -> {
        // The first value is the result so far.
      }
    }
  }

  void add(double next) {
    count++;
    switch (aggregation) {
      case SUM -> sum.add(next);
      case AVG -> average.add(next);
      case MIN -> value = value > next || Double.isNaN(value) ? next : value;
      case MAX -> value = value < next || Double.isNaN(value) ? next : value;
      case STDDEV, STDVAR -> {
        double delta = next - mean;
        mean += delta / count;
        value += delta * (next - mean);
      }
      case QUANTILE -> keep(next);
      default -> {
        // Only the number of values counts.
      }
    }
  }

  private void keep(double next) {
    if (all.length < count) {
      all = Arrays.copyOf(all, 2 * count);
    }
    all[count - 1] = next;
  }

  double result(double parameter) {
    return switch (aggregation) {
      case SUM -> sum.total();
      case AVG -> average.mean();
      case COUNT -> count;
      case GROUP -> 1;
      case STDVAR -> value / count;
      case STDDEV -> Math.sqrt(value / count);
      case QUANTILE -> OverTime.quantile(Window.sorted(Arrays.copyOf(all, count)), parameter);
      default -> value;
    };
  }
}
