package io.github.cdk8sovms.acceptance.promql;

import io.github.cdk8sovms.internal.promql.SeriesStore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Series in the notation of promtool, stored for the library's evaluation of queries. */
final class SyntheticSamples {
  /** Longer than every test. */
  private static final double RETENTION = 86_400;

  private static final Pattern LABEL =
      Pattern.compile("([\\w:]+)\\s*=\\s*\"((?:[^\"\\\\]|\\\\.)*)\"");

  /** A value, and its change in each of some more samples. */
  private static final Pattern REPEATED =
      Pattern.compile(
          "(-?[\\d.]+(?:[eE][+-]?\\d+)?|_)(?:([+-])([\\d.]+(?:[eE][+-]?\\d+)?))?x(\\d+)");

  private SyntheticSamples() {}

  static SeriesStore store(List<Series> series, double intervalSeconds) {
    SeriesStore store = new SeriesStore(RETENTION);
    for (Series one : series) {
      Map<String, String> labels = labels(one.series());
      String metric = labels.remove("__name__");
      append(store.series(metric, labels), values(one.values()), intervalSeconds);
    }
    return store;
  }

  private static void append(
      io.github.cdk8sovms.internal.promql.Series series, List<String> values, double interval) {
    for (int i = 0; i < values.size(); i++) {
      double time = i * interval;
      switch (values.get(i)) {
        case "_" -> {
          // A scrape without this series, and without a staleness marker.
        }
        case "stale" -> series.stale(time);
        case "NaN" -> series.append(time, Double.NaN);
        case "Inf", "+Inf" -> series.append(time, Double.POSITIVE_INFINITY);
        case "-Inf" -> series.append(time, Double.NEGATIVE_INFINITY);
        default -> series.append(time, Double.parseDouble(values.get(i)));
      }
    }
  }

  /** The labels of a series, with its name as {@code __name__}. */
  static Map<String, String> labels(String series) {
    Map<String, String> labels = new LinkedHashMap<>();
    int brace = series.indexOf('{');
    String name = brace < 0 ? series : series.substring(0, brace);
    if (!name.isBlank()) {
      labels.put("__name__", name.strip());
    }
    Matcher label = LABEL.matcher(brace < 0 ? "" : series.substring(brace));
    while (label.find()) {
      labels.put(
          label.group(1),
          label.group(2).replace("\\\"", "\"").replace("\\n", "\n").replace("\\\\", "\\"));
    }
    return labels;
  }

  /** The samples one by one. */
  static List<String> values(String notation) {
    List<String> values = new ArrayList<>();
    for (String word : notation.strip().split("\\s+")) {
      Matcher repeated = REPEATED.matcher(word);
      if (!repeated.matches()) {
        values.add(word);
        continue;
      }
      int more = Integer.parseInt(repeated.group(4));
      if (repeated.group(1).equals("_")) {
        values.addAll(java.util.Collections.nCopies(more, "_"));
        continue;
      }
      double value = Double.parseDouble(repeated.group(1));
      double change = repeated.group(3) == null ? 0 : Double.parseDouble(repeated.group(3));
      for (int i = 0; i <= more; i++) {
        values.add(String.valueOf(value));
        value += "-".equals(repeated.group(2)) ? -change : change;
      }
    }
    return values;
  }
}
