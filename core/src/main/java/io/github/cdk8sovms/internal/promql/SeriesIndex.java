package io.github.cdk8sovms.internal.promql;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The series of a store by their labels, which selectors search. */
final class SeriesIndex {
  /** Sets of labels that results have, for each series, before those of gone series are dropped. */
  private static final int LABELS_OF_SERIES = 16;

  private static final int FEWEST_LABELS = 4096;

  private final Map<Labels, Series> series = new LinkedHashMap<>();
  private LabelTable table = new LabelTable();
  private int version;

  LabelTable table() {
    return table;
  }

  /** Changes when series come or go. */
  int version() {
    return version;
  }

  /**
   * Finds or creates a series.
   *
   * @param retention how long its samples are kept, in milliseconds
   */
  Series series(String metric, Map<String, String> labels, long retention) {
    Map<String, String> all = new TreeMap<>(labels);
    all.put(Labels.NAME, metric);
    Labels key = table.intern(all);
    Series found = series.get(key);
    if (found == null) {
      found = new Series(retention, key);
      series.put(key, found);
      version++;
    }
    return found;
  }

  List<Series> matching(List<Matcher> matchers) {
    List<Series> found = new ArrayList<>();
    for (Series one : series.values()) {
      if (matchers.stream().allMatch(matcher -> matcher.matches(one.labels()))) {
        found.add(one);
      }
    }
    return found;
  }

  void remove(Series one) {
    series.remove(one.labels());
    version++;
  }

  /**
   * Drops sets of labels that no series has, if there are many: they have numbers, which would grow
   * with every pod that ever was. Returns whether there is a new table.
   */
  boolean dropUnusedLabels() {
    if (table.size() <= Math.max(FEWEST_LABELS, LABELS_OF_SERIES * series.size())) {
      return false;
    }
    table = new LabelTable();
    List<Series> all = List.copyOf(series.values());
    series.clear();
    for (Series one : all) {
      one.labels(table.intern(one.labels().toMap()));
      series.put(one.labels(), one);
    }
    return true;
  }
}
