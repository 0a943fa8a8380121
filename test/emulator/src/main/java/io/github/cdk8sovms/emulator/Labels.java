package io.github.cdk8sovms.emulator;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Labels of a series, in the order of their names, as OVMS writes them.
 *
 * @param text the same without the last brace: a page of metrics has each many times
 */
public record Labels(SortedMap<String, String> values, String text, String bound)
    implements Comparable<Labels> {
  public static Labels none() {
    return new Labels(new TreeMap<>(), "{", "");
  }

  public Labels with(String name, String value) {
    TreeMap<String, String> more = new TreeMap<>(values);
    more.put(name, value);
    String text =
        more.entrySet().stream().map(Labels::pair).collect(Collectors.joining(",", "{", ""));
    return new Labels(more, text, bound);
  }

  /** Of a bucket; comes after all others. */
  Labels bound(String upper) {
    return new Labels(values, text, upper);
  }

  @Override
  public int compareTo(Labels other) {
    return toString().compareTo(other.toString());
  }

  @Override
  public String toString() {
    return bound.isEmpty() ? text + "}" : text + ",le=\"" + bound + "\"}";
  }

  private static String pair(Map.Entry<String, String> label) {
    String escaped =
        label.getValue().replace("\\", "\\\\").replace("\n", "\\n").replace("\"", "\\\"");
    return label.getKey() + "=\"" + escaped + "\"";
  }
}
