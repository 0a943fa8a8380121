package io.github.cdk8sovms.cli.plan;

import io.github.cdk8sovms.planning.Traffic;
import io.github.cdk8sovms.planning.Traffic.Spacing;
import io.github.cdk8sovms.planning.input.CsvFiles;
import io.github.cdk8sovms.planning.input.Shapes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Traffic, and where it comes from.
 *
 * @param description for the report
 */
public record TrafficSource(String description, Traffic traffic) {
  /** Reads a file of any supported format. */
  public static TrafficSource ofFile(Path file, Optional<Duration> interval, Spacing spacing) {
    Traffic traffic =
        JsonTraffic.isJson(file)
            ? new JsonTraffic(file, spacing).read()
            : CsvFiles.read(file, interval, spacing);
    return new TrafficSource(file.toString(), traffic);
  }

  /** Parses a shape. */
  public static TrafficSource ofShape(String shape, Spacing spacing) {
    return new TrafficSource(shape, Shapes.parse(shape, spacing));
  }
}
