package io.github.cdk8sovms.planning.input;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The columns of a CSV file that a plan reads; -1 for one that the file does not have.
 *
 * @param separator between columns
 * @param time the column of times
 * @param count the column of requests in an interval
 * @param rate the column of requests a second
 * @param hasHeader whether the first line names the columns
 */
record CsvColumns(char separator, int time, int count, int rate, boolean hasHeader) {
  private static final Set<String> TIMES =
      Set.of(
          "time", "timestamp", "ts", "arrival", "arrivals", "date", "datetime", "seconds", "start");
  private static final Set<String> COUNTS =
      Set.of("count", "counts", "requests", "invocations", "arrivals per interval", "n");
  private static final Set<String> RATES =
      Set.of("rate", "rps", "qps", "requests_per_second", "per_second", "requests/s");

  /** Recognizes the columns by the first line. */
  static CsvColumns of(TrafficFile file, long line, String first) {
    char separator = first.indexOf(';') >= 0 ? ';' : first.indexOf('\t') >= 0 ? '\t' : ',';
    List<String> cells = cells(first, separator);
    if (Times.seconds(cells.get(0)).isPresent()) {
      if (cells.size() == 1) {
        return new CsvColumns(separator, 0, -1, -1, false);
      }
      throw file.invalid(
          line,
          "it has %d columns without names. Write a header, such as \"time\" for arrivals or \"time,count\" for requests in each interval."
              .formatted(cells.size()));
    }
    int time = -1;
    int count = -1;
    int rate = -1;
    for (int i = cells.size() - 1; i >= 0; i--) {
      String name = cells.get(i).toLowerCase(Locale.ROOT);
      time = TIMES.contains(name) ? i : time;
      count = COUNTS.contains(name) ? i : count;
      rate = RATES.contains(name) ? i : rate;
    }
    if (time < 0 && count < 0 && rate < 0) {
      throw file.invalid(
          line,
          "\"%s\" is neither a time nor a header with one of the columns time, count and rate. Use \"time\" for arrivals or \"time,count\" for requests in each interval."
              .formatted(first.length() > 60 ? first.substring(0, 60) + "..." : first));
    }
    return new CsvColumns(separator, time, count, rate, true);
  }

  boolean isOfArrivals() {
    return count < 0 && rate < 0;
  }

  /** Returns a cell of a line; empty if the line is shorter. */
  String cell(String line, int column) {
    int start = 0;
    for (int i = 0; i < column; i++) {
      int next = line.indexOf(separator, start);
      if (next < 0) {
        return "";
      }
      start = next + 1;
    }
    int end = line.indexOf(separator, start);
    return unquoted(line.substring(start, end < 0 ? line.length() : end));
  }

  private static List<String> cells(String line, char separator) {
    List<String> cells = new ArrayList<>();
    for (String cell : line.split(String.valueOf(separator), -1)) {
      cells.add(unquoted(cell));
    }
    return cells;
  }

  private static String unquoted(String cell) {
    String text = cell.strip();
    boolean isQuoted = text.length() > 1 && text.startsWith("\"") && text.endsWith("\"");
    return isQuoted ? text.substring(1, text.length() - 1).strip() : text;
  }
}
