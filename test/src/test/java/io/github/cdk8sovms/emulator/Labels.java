package io.github.cdk8sovms.emulator;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Labels of a series, in the order of their names, as OVMS writes them. */
record Labels(SortedMap<String, String> values, String bound) implements Comparable<Labels> {
  static Labels none() {
    return new Labels(new TreeMap<>(), "");
  }

  Labels with(String name, String value) {
    TreeMap<String, String> more = new TreeMap<>(values);
    more.put(name, value);
    return new Labels(more, bound);
  }

  /** Of a bucket; comes after all others. */
  Labels bound(String upper) {
    return new Labels(values, upper);
  }

  @Override
  public int compareTo(Labels other) {
    return toString().compareTo(other.toString());
  }

  @Override
  public String toString() {
    String text =
        values.entrySet().stream().map(Labels::pair).collect(Collectors.joining(",", "{", ""));
    return bound.isEmpty() ? text + "}" : text + ",le=\"" + bound + "\"}";
  }

  private static String pair(Map.Entry<String, String> label) {
    String escaped =
        label.getValue().replace("\\", "\\\\").replace("\n", "\\n").replace("\"", "\\\"");
    return label.getKey() + "=\"" + escaped + "\"";
  }
}
