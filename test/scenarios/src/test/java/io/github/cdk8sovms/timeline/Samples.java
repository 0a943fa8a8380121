package io.github.cdk8sovms.timeline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A file of samples: a line of names, then a line for each moment.
 *
 * @param columns numbers by name; NaN where there is none
 */
record Samples(Map<String, double[]> columns) {
  private static final String TIME = "seconds";

  static Samples parse(String csv) {
    List<String> lines = csv.lines().toList();
    String[] names = lines.get(0).split(",");
    List<String[]> rows = new ArrayList<>();
    lines.stream().skip(1).forEach(line -> rows.add(line.split(",", -1)));
    Map<String, double[]> columns = new LinkedHashMap<>();
    for (int column = 0; column < names.length; column++) {
      int index = column;
      columns.put(names[column], rows.stream().mapToDouble(row -> number(row[index])).toArray());
    }
    if (!columns.containsKey(TIME)) {
      throw new IllegalArgumentException("no column " + TIME + " in " + Arrays.toString(names));
    }
    return new Samples(columns);
  }

  boolean has(String name) {
    return columns.containsKey(name);
  }

  double[] column(String name) {
    return columns.getOrDefault(name, new double[0]);
  }

  /** From the first sample on. */
  double[] minutes() {
    double[] seconds = column(TIME);
    return Arrays.stream(seconds).map(each -> (each - seconds[0]) / 60).toArray();
  }

  private static double number(String cell) {
    try {
      return Double.parseDouble(cell);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }
}
