package io.github.cdk8sovms.internal.promql;

import java.util.Arrays;

/** An instant vector: a value for each of several sets of labels. */
final class Vector {
  private Labels[] labels = new Labels[8];
  private double[] values = new double[8];
  private int size;

  int size() {
    return size;
  }

  Labels labels(int index) {
    return labels[index];
  }

  double value(int index) {
    return values[index];
  }

  void clear() {
    size = 0;
  }

  void add(Labels of, double value) {
    if (size == values.length) {
      labels = Arrays.copyOf(labels, 2 * size);
      values = Arrays.copyOf(values, 2 * size);
    }
    labels[size] = of;
    values[size++] = value;
  }
}
