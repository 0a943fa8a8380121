package io.github.cdk8sovms.planning.input;

import io.github.cdk8sovms.planning.Traffic;
import io.github.cdk8sovms.planning.Traffic.Spacing;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Traffic in CSV files: a line for each request with its time, a line for each interval with its
 * requests, or the output of k6. The first line determines which.
 */
public final class CsvFiles {
  private CsvFiles() {}

  /**
   * Reads a file.
   *
   * @param interval the length of an interval, for counts without times
   * @param spacing of requests within an interval
   * @throws InvalidInputException for a line that cannot be read, with its number
   */
  public static Traffic read(Path path, Optional<Duration> interval, Spacing spacing) {
    TrafficFile file = new TrafficFile(path);
    String first;
    long number;
    try (TrafficFile.Lines lines = file.open()) {
      first = lines.next();
      number = lines.number();
    }
    if (first == null) {
      throw new InvalidInputException(
          file.quoted() + " is empty. Give a file with traffic, or --shape.");
    }
    if (K6Csv.isHeader(first)) {
      return K6Csv.read(file, spacing);
    }
    CsvColumns columns = CsvColumns.of(file, number, first);
    if (columns.isOfArrivals() && interval.isPresent()) {
      // A single column of numbers is counts if the length of an interval is known.
      columns = new CsvColumns(columns.separator(), -1, columns.time(), -1, columns.hasHeader());
    }
    return columns.isOfArrivals()
        ? ArrivalTraffic.of(file, columns)
        : new CountFile(file, columns, interval).read(spacing);
  }
}
