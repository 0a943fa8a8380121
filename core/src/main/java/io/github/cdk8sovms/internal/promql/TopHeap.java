package io.github.cdk8sovms.internal.promql;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The highest or lowest values. It is a heap as Go has it, so that of equal values the same remain
 * as in Prometheus.
 */
final class TopHeap {
  private final boolean highest;
  private final List<Entry> heap = new ArrayList<>();

  /** A series with its value. */
  private record Entry(Labels labels, double value) {}

  TopHeap(boolean highest) {
    this.highest = highest;
  }

  void clear() {
    heap.clear();
  }

  /** Takes a value unless there are as many better ones. */
  void offer(Labels labels, double value, int most) {
    if (heap.size() < most) {
      heap.add(new Entry(labels, value));
      up(heap.size() - 1);
      return;
    }
    double worst = heap.get(0).value();
    boolean isBetter = highest ? worst < value : worst > value;
    if (isBetter || Double.isNaN(worst) && !Double.isNaN(value)) {
      heap.set(0, new Entry(labels, value));
      down();
    }
  }

  private boolean isLess(int a, int b) {
    double first = heap.get(a).value();
    double second = heap.get(b).value();
    return Double.isNaN(first) || (highest ? first < second : first > second);
  }

  private void swap(int a, int b) {
    Entry kept = heap.get(a);
    heap.set(a, heap.get(b));
    heap.set(b, kept);
  }

  private void up(int from) {
    int child = from;
    while (child > 0) {
      int parent = (child - 1) / 2;
      if (!isLess(child, parent)) {
        return;
      }
      swap(child, parent);
      child = parent;
    }
  }

  private void down() {
    int parent = 0;
    while (2 * parent + 1 < heap.size()) {
      int child = 2 * parent + 1;
      if (child + 1 < heap.size() && isLess(child + 1, child)) {
        child++;
      }
      if (!isLess(child, parent)) {
        return;
      }
      swap(parent, child);
      parent = child;
    }
  }

  /** Adds the best first, and last what is not a number. */
  void addTo(Vector out) {
    Comparator<Entry> ascending = Comparator.comparingDouble(Entry::value);
    Comparator<Entry> order =
        Comparator.<Entry, Boolean>comparing(entry -> Double.isNaN(entry.value()))
            .thenComparing(highest ? ascending.reversed() : ascending);
    heap.stream().sorted(order).forEach(entry -> out.add(entry.labels(), entry.value()));
  }
}
