package io.github.cdk8sovms.internal.promql;

import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes one set of labels of another, once for each set. */
final class LabelFunction {
  /** Labels that describe a value; an operation that changes the value removes them. */
  private static final String[] META = {Labels.NAME, "__type__", "__unit__"};

  private final LabelTable table;
  private final Change change;
  private @Nullable Labels[] results = new @Nullable Labels[64];

  /** Changes a copy of the labels. */
  @FunctionalInterface
  interface Change {
    void apply(Map<String, String> labels);
  }

  LabelFunction(LabelTable table, Change change) {
    this.table = table;
    this.change = change;
  }

  static LabelFunction withoutName(LabelTable table) {
    return new LabelFunction(table, LabelFunction::removeName);
  }

  static void removeName(Map<String, String> labels) {
    for (String name : META) {
      labels.remove(name);
    }
  }

  static LabelFunction keeping(LabelTable table, Collection<String> names) {
    return new LabelFunction(table, labels -> labels.keySet().retainAll(names));
  }

  static LabelFunction removing(LabelTable table, Collection<String> names) {
    return new LabelFunction(table, labels -> labels.keySet().removeAll(names));
  }

  Labels of(Labels labels) {
    if (labels.id() < results.length) {
      Labels known = results[labels.id()];
      if (known != null) {
        return known;
      }
    }
    return make(labels);
  }

  private Labels make(Labels labels) {
    Map<String, String> changed = new TreeMap<>(labels.toMap());
    change.apply(changed);
    Labels result = table.intern(changed);
    if (labels.id() >= results.length) {
      results = Arrays.copyOf(results, Math.max(2 * results.length, labels.id() + 1));
    }
    results[labels.id()] = result;
    return result;
  }
}
