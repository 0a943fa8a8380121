package io.github.cdk8sovms.planning.input;

import io.github.cdk8sovms.planning.Traffic;
import io.github.cdk8sovms.planning.Traffic.Spacing;
import java.time.Duration;
import java.util.Optional;

/** Reads counts or rates per interval from a CSV file. */
final class CountFile {
  private final TrafficFile file;
  private final CsvColumns columns;
  private double interval;
  private double first = Double.NaN;
  private double before = Double.NaN;
  private final Counts counts = new Counts();

  CountFile(TrafficFile file, CsvColumns columns, Optional<Duration> interval) {
    this.file = file;
    this.columns = columns;
    this.interval = interval.map(length -> length.toNanos() / 1e9).orElse(Double.NaN);
  }

  Traffic read(Spacing spacing) {
    try (TrafficFile.Lines lines = file.open()) {
      if (columns.hasHeader()) {
        lines.next();
      }
      double waiting = Double.NaN;
      for (String line = lines.next(); line != null; line = lines.next()) {
        long index = index(lines.number(), line);
        double value = value(lines.number(), line);
        // The interval is known from the second line on.
        if (Double.isNaN(interval)) {
          waiting = value;
          continue;
        }
        if (!Double.isNaN(waiting)) {
          add(lines.number(), 0, waiting);
          waiting = Double.NaN;
        }
        add(lines.number(), index, value);
      }
      if (counts.isEmpty()) {
        throw new InvalidInputException(
            Double.isNaN(waiting)
                ? file.quoted() + " has no counts. Give a file with a line for each interval."
                : file.quoted()
                    + " has a single interval of unknown length. Give --interval, such as"
                    + " --interval 1m.");
      }
    }
    return counts.traffic(DurationTexts.of(interval), spacing);
  }

  private void add(long line, long index, double value) {
    if (index >= Counts.MOST) {
      throw file.invalid(
          line, "the traffic has more than %d intervals. Split it.".formatted(Counts.MOST));
    }
    counts.add((int) index, columns.count() >= 0 ? value : value * interval);
  }

  /** Returns the index of a line's interval; intervals without a line have no requests. */
  private long index(long number, String line) {
    if (columns.time() < 0) {
      if (Double.isNaN(interval)) {
        throw file.invalid(
            number,
            "it has no column with times. Give the length of an interval, such as --interval 1m.");
      }
      return counts.size();
    }
    String cell = columns.cell(line, columns.time());
    double time =
        Times.seconds(cell)
            .orElseThrow(
                () ->
                    file.invalid(
                        number,
                        "\"%s\" is not a time. Use seconds or RFC 3339, such as 2026-11-29T14:00:00Z."
                            .formatted(cell)));
    if (Double.isNaN(first)) {
      first = time;
      before = time;
      return 0;
    }
    if (time <= before) {
      throw file.invalid(
          number,
          "\"%s\" is not after the interval before it. Sort the file by time.".formatted(cell));
    }
    interval = Double.isNaN(interval) ? time - first : interval;
    before = time;
    double exact = (time - first) / interval;
    if (Math.abs(exact - Math.rint(exact)) > 0.01) {
      throw file.invalid(
          number,
          "\"%s\" is not a multiple of %s after the first interval. Write intervals of one length."
              .formatted(cell, DurationTexts.text(interval)));
    }
    return Math.round(exact);
  }

  private double value(long number, String line) {
    int column = columns.count() >= 0 ? columns.count() : columns.rate();
    String cell = columns.cell(line, column);
    try {
      double value = Double.parseDouble(cell);
      if (value >= 0 && value <= 1e9) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Reported below.
    }
    throw file.invalid(
        number,
        "\"%s\" is not a number of requests; it must be from 0 to 1000000000. Correct it."
            .formatted(cell));
  }
}
