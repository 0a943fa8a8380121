package io.github.cdk8sovms.internal.promql;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** Each set of labels once, numbered from 0. */
final class LabelTable {
  private final Map<Labels, Labels> all = new HashMap<>();

  Labels intern(Map<String, String> labels) {
    Map<String, String> sorted = new TreeMap<>(labels);
    sorted.values().removeIf(String::isEmpty);
    String[] pairs = new String[2 * sorted.size()];
    int next = 0;
    for (Map.Entry<String, String> label : sorted.entrySet()) {
      pairs[next++] = label.getKey();
      pairs[next++] = label.getValue();
    }
    Labels found = all.get(new Labels(pairs, -1));
    if (found == null) {
      found = new Labels(pairs, all.size());
      all.put(found, found);
    }
    return found;
  }

  Labels empty() {
    return intern(Map.of());
  }

  int size() {
    return all.size();
  }
}
