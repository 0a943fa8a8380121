package io.github.cdk8sovms.planning.input;

import io.github.cdk8sovms.planning.Traffic;
import io.github.cdk8sovms.planning.Traffic.Spacing;
import java.util.OptionalDouble;
import java.util.Set;

/** Reads the CSV output of k6, which has the end and the duration of each request. */
final class K6Csv {
  /** Trends with a value in milliseconds for each request. */
  static final Set<String> DURATIONS = Set.of("http_req_duration", "grpc_req_duration");

  private static final String FIRST_COLUMN = "metric_name";

  private K6Csv() {}

  static boolean isHeader(String line) {
    return line.startsWith(FIRST_COLUMN + ",");
  }

  static Traffic read(TrafficFile file, Spacing spacing) {
    EndedRequests requests = new EndedRequests();
    CsvColumns columns = new CsvColumns(',', 1, 2, -1, true);
    try (TrafficFile.Lines lines = file.open()) {
      lines.next();
      for (String line = lines.next(); line != null; line = lines.next()) {
        if (!DURATIONS.contains(columns.cell(line, 0))) {
          continue;
        }
        OptionalDouble time = Times.seconds(columns.cell(line, 1));
        OptionalDouble value = Times.seconds(columns.cell(line, 2));
        if (time.isEmpty() || value.isEmpty()) {
          throw file.invalid(
              lines.number(),
              "it has no time and duration of a request. Write the file with k6 run --out csv=FILE.");
        }
        if (!requests.add(time.getAsDouble(), value.getAsDouble() / 1000)) {
          throw file.invalid(lines.number(), "it is more than 115 days from other requests.");
        }
      }
    }
    if (requests.isEmpty()) {
      throw new InvalidInputException(
          file.quoted()
              + " has no http_req_duration or grpc_req_duration of k6. Write it with k6 run --out"
              + " csv=FILE.");
    }
    return requests.traffic(spacing);
  }
}
