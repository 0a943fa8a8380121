package io.github.cdk8sovms.internal.promql;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Series for tests: {@code metric a=1 b=2: 1 2 _ 4}, one sample in each interval from 0. */
final class Stored {
  private Stored() {}

  static SeriesStore every(double interval, String series) {
    SeriesStore store = new SeriesStore(3600);
    series.lines().forEach(line -> add(store, interval, line));
    return store;
  }

  private static void add(SeriesStore store, double interval, String line) {
    int colon = line.indexOf(": ");
    String[] owner = line.substring(0, colon).strip().split(" +");
    Map<String, String> labels = new LinkedHashMap<>();
    for (int i = 1; i < owner.length; i++) {
      String[] label = owner[i].split("=");
      labels.put(label[0], label[1]);
    }
    Series series = store.series(owner[0], labels);
    String[] values = line.substring(colon + 2).strip().split(" +");
    for (int i = 0; i < values.length; i++) {
      if (values[i].equals("stale")) {
        series.stale(i * interval);
      } else if (!values[i].equals("_")) {
        series.append(i * interval, Double.parseDouble(values[i].replace("Inf", "Infinity")));
      }
    }
  }

  /** The values as {@code a=1 b=2 → 3.5}, sorted, with a semicolon between them. */
  static String values(SeriesStore store, String query, double time) {
    return Query.parse(query).at(store, time).stream()
        .map(Stored::text)
        .sorted()
        .collect(Collectors.joining("; "));
  }

  private static String text(Query.Value value) {
    String labels =
        value.labels().entrySet().stream()
            .map(label -> label.getKey() + "=" + label.getValue())
            .collect(Collectors.joining(" "));
    return (labels + " → " + value.value()).strip().replace("__name__=", "");
  }

  static List<Query.Value> list(SeriesStore store, String query, double time) {
    return Query.parse(query).at(store, time);
  }
}
