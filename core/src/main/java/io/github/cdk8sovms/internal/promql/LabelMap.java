package io.github.cdk8sovms.internal.promql;

import java.util.Arrays;

/** A number for each set of labels of a table, in arrays that are used again. */
final class LabelMap {
  static final int NONE = -1;

  private int[] rounds = new int[64];
  private int[] values = new int[64];
  private int round;

  /** Forgets everything. */
  void clear() {
    round++;
  }

  int get(Labels labels) {
    int id = labels.id();
    return id < rounds.length && rounds[id] == round ? values[id] : NONE;
  }

  boolean has(Labels labels) {
    return get(labels) != NONE;
  }

  void put(Labels labels, int value) {
    int id = labels.id();
    if (id >= rounds.length) {
      int length = Math.max(2 * rounds.length, id + 1);
      rounds = Arrays.copyOf(rounds, length);
      values = Arrays.copyOf(values, length);
    }
    rounds[id] = round;
    values[id] = value;
  }
}
