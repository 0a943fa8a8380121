package io.github.cdk8sovms.planning.input;

import io.github.cdk8sovms.planning.Traffic;

/**
 * Arrivals in a CSV file. The file is read once to check it, and once in each plan: it may be
 * larger than the memory.
 *
 * @param origin the time at which the traffic starts
 * @param seconds its length
 * @param count the number of arrivals
 */
record ArrivalTraffic(
    TrafficFile file, CsvColumns columns, double origin, double seconds, long count)
    implements Traffic {

  /** Checks all lines. */
  static ArrivalTraffic of(TrafficFile file, CsvColumns columns) {
    try (TrafficFile.Lines lines = file.open()) {
      Cursor cursor = new Cursor(file, columns, lines, 0);
      long count = 0;
      double first = 0;
      double last = 0;
      for (double time = cursor.next(); time < Double.POSITIVE_INFINITY; time = cursor.next()) {
        first = count == 0 ? time : first;
        last = time;
        count++;
      }
      if (count == 0) {
        throw new InvalidInputException(
            file.quoted() + " has no arrivals. Give a file with a line for each request.");
      }
      double origin = Times.isDate(first) ? first : 0;
      return new ArrivalTraffic(file, columns, origin, Math.floor(last - origin) + 1, count);
    }
  }

  @Override
  public Arrivals arrivals(long seed) {
    return new Cursor(file, columns, file.open(), origin);
  }

  private static final class Cursor implements Arrivals {
    private final TrafficFile file;
    private final CsvColumns columns;
    private final TrafficFile.Lines lines;
    private final double origin;
    private double before = Double.NEGATIVE_INFINITY;
    private long lineBefore;

    Cursor(TrafficFile file, CsvColumns columns, TrafficFile.Lines lines, double origin) {
      this.file = file;
      this.columns = columns;
      this.lines = lines;
      this.origin = origin;
      if (columns.hasHeader()) {
        lines.next();
      }
    }

    @Override
    public double next() {
      String line = lines.next();
      if (line == null) {
        return Double.POSITIVE_INFINITY;
      }
      String cell = columns.cell(line, columns.time());
      double time =
          Times.seconds(cell)
              .orElseThrow(
                  () ->
                      file.invalid(
                          lines.number(),
                          "\"%s\" is not a time. Use seconds or RFC 3339, such as 2026-11-29T14:00:00Z."
                              .formatted(cell)));
      if (time < before) {
        throw file.invalid(
            lines.number(),
            "\"%s\" is before the time of line %d. Sort the file by time."
                .formatted(cell, lineBefore));
      }
      before = time;
      lineBefore = lines.number();
      return time - origin;
    }
  }
}
