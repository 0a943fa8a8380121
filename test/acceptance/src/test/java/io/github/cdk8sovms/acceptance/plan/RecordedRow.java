package io.github.cdk8sovms.acceptance.plan;

import io.github.cdk8sovms.kit.Repository;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Five seconds of a recording.
 *
 * @param from when they begin, in seconds of the recording
 * @param to when they end; counts of pods, and the metric, are as they were then
 * @param offered requests a second that were sent
 * @param answered requests a second that were answered
 * @param late those of them that took more than two seconds
 * @param metric the metric in the status of the autoscaler
 */
record RecordedRow(
    double from,
    double to,
    double offered,
    double answered,
    double late,
    int ready,
    double metric,
    int desired) {
  private static final double SPAN = 5;

  /** All of a file in docs/timelines. */
  static List<RecordedRow> of(String name) {
    Path file = Repository.ROOT.resolve("docs/timelines/" + name + ".csv");
    List<String> lines = Repository.read(file).lines().toList();
    List<String> header = List.of(lines.get(0).split(","));
    TreeMap<Double, RecordedRow> rows = new TreeMap<>();
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",", -1);
      double to = Double.parseDouble(cells[header.indexOf("seconds")]);
      Map.Entry<Double, RecordedRow> before = rows.lastEntry();
      rows.put(
          to,
          new RecordedRow(
              before == null ? Math.floor(to / SPAN) * SPAN : before.getKey(),
              to,
              Double.parseDouble(cells[header.indexOf("offered")]),
              Double.parseDouble(cells[header.indexOf("answered")]),
              Double.parseDouble(cells[header.indexOf("late")]),
              Integer.parseInt(cells[header.indexOf("pods")]),
              cells[header.indexOf("metric")].isEmpty()
                  ? Double.NaN
                  : Double.parseDouble(cells[header.indexOf("metric")]),
              Integer.parseInt(cells[header.indexOf("desired")])));
    }
    return List.copyOf(rows.values());
  }

  double seconds() {
    return to - from;
  }
}
