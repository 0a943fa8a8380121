package io.github.cdk8sovms.internal.promql;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The labels of a series or of a result, with the metric as {@code __name__}. A {@link LabelTable}
 * has each set once, so that sets of one table are equal only if they are the same object, and can
 * be indexed by their number.
 */
final class Labels {
  static final String NAME = "__name__";

  /** Names and values in turn, sorted by name. */
  private final String[] pairs;

  private final int hash;
  private final int id;
  private @Nullable Map<String, String> map;

  Labels(String[] pairs, int id) {
    this.pairs = pairs;
    this.hash = Arrays.hashCode(pairs);
    this.id = id;
  }

  /** The number of this set in its table. */
  int id() {
    return id;
  }

  int count() {
    return pairs.length / 2;
  }

  String name(int index) {
    return pairs[2 * index];
  }

  String value(int index) {
    return pairs[2 * index + 1];
  }

  /** The value of a label; an empty one is as good as none. */
  String get(String name) {
    for (int i = 0; i < pairs.length; i += 2) {
      if (pairs[i].equals(name)) {
        return pairs[i + 1];
      }
    }
    return "";
  }

  /** For users. */
  Map<String, String> toMap() {
    if (map == null) {
      Map<String, String> all = new LinkedHashMap<>();
      for (int i = 0; i < pairs.length; i += 2) {
        all.put(pairs[i], pairs[i + 1]);
      }
      map = Collections.unmodifiableMap(all);
    }
    return map;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Labels labels && Arrays.equals(pairs, labels.pairs);
  }

  @Override
  public int hashCode() {
    return hash;
  }

  /** In the notation of PromQL. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(get(NAME)).append('{');
    String separator = "";
    for (int i = 0; i < pairs.length; i += 2) {
      if (!pairs[i].equals(NAME)) {
        text.append(separator).append(pairs[i]).append("=\"").append(pairs[i + 1]).append('"');
        separator = ", ";
      }
    }
    return text.append('}').toString();
  }
}
