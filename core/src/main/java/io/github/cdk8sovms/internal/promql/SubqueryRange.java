package io.github.cdk8sovms.internal.promql;

import io.github.cdk8sovms.internal.promql.Expr.Subquery;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The values of an expression at the multiples of a step in a range. */
final class SubqueryRange implements RangeNode {
  private final Subquery query;
  private final VectorNode inner;
  private final LabelMap indexes = new LabelMap();
  private final List<Points> points = new ArrayList<>();
  private final Window window = new Window();
  private int size;

  /** The values of one series. */
  private static final class Points {
    private Labels labels;
    private long[] times = new long[16];
    private double[] values = new double[16];
    private int count;

    Points(Labels labels) {
      this.labels = labels;
    }

    void add(long time, double value) {
      if (count == times.length) {
        times = Arrays.copyOf(times, 2 * count);
        values = Arrays.copyOf(values, 2 * count);
      }
      times[count] = time;
      values[count++] = value;
    }
  }

  SubqueryRange(Subquery query, VectorNode inner) {
    this.query = query;
    this.inner = inner;
  }

  @Override
  public void moveTo(long now) {
    indexes.clear();
    size = 0;
    window.now = now;
    window.end = now - query.offset();
    window.range = query.range();
    long start = window.end - query.range();
    // Rounded towards zero, also before it, as Prometheus does.
    long first = query.step() * (start / query.step());
    if (first <= start) {
      first += query.step();
    }
    for (long time = first; time <= window.end; time += query.step()) {
      Vector values = inner.at(time);
      for (int i = 0; i < values.size(); i++) {
        points(values.labels(i)).add(time, values.value(i));
      }
    }
  }

  private Points points(Labels labels) {
    int index = indexes.get(labels);
    if (index == LabelMap.NONE) {
      index = size++;
      indexes.put(labels, index);
      if (index == points.size()) {
        points.add(new Points(labels));
      }
      points.get(index).labels = labels;
      points.get(index).count = 0;
    }
    return points.get(index);
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public Labels labels(int index) {
    return points.get(index).labels;
  }

  @Override
  public Window window(int index) {
    Points one = points.get(index);
    window.view(one.times, one.values, 0, one.count);
    return window;
  }
}
