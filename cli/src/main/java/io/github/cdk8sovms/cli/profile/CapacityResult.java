package io.github.cdk8sovms.cli.profile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cdk8sovms.cli.manifest.UsageException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The result of a capacity test, the last line of JSON in its log.
 *
 * @param json the line
 */
record CapacityResult(JsonNode json) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String KIND = "ovmsCapacity";
  private static final int VERSION = 1;

  /**
   * A step with a fixed number of requests at a time.
   *
   * @param mean seconds
   * @param deviation standard deviation in seconds
   * @param latency the quantile that should be in time, in seconds
   */
  record Level(int atOnce, int requests, double mean, double deviation, double latency) {}

  /**
   * A step with a rate of requests.
   *
   * @param perSecond the rate
   * @param atOnce the mean number of requests at the pod
   */
  record Rate(double perSecond, double atOnce) {}

  /**
   * Reads a log, whose other lines are ignored.
   *
   * @param where the log, for messages
   * @throws UsageException if it has no usable result
   */
  static CapacityResult of(String log, String where) {
    List<JsonNode> lines = log.lines().flatMap(line -> parse(line.strip()).stream()).toList();
    JsonNode last = lines.isEmpty() ? JSON.nullNode() : lines.get(lines.size() - 1);
    if (lines.isEmpty()) {
      throw new UsageException(
          "%s has no result of a capacity test. Give the log of its Job: kubectl logs job/capacity --container k6."
              .formatted(where));
    }
    if (!last.path(KIND).asText().equals("result")) {
      throw new UsageException(
          "%s ends after %d steps of a capacity test, before its result. Wait until the Job is complete, or see the last line of its log for the reason."
              .formatted(where, lines.size()));
    }
    CapacityResult result = new CapacityResult(last);
    if (last.path("version").asInt() != VERSION || result.levels().isEmpty()) {
      throw new UsageException(
          "%s has a result of a capacity test that this version does not know, or without a step. Use the same version of the library and of the command line."
              .formatted(where));
    }
    return result;
  }

  private static Optional<JsonNode> parse(String line) {
    if (!line.startsWith("{") || !line.contains(KIND)) {
      return Optional.empty();
    }
    try {
      return Optional.of(JSON.readTree(line)).filter(json -> json.has(KIND));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  String model() {
    return json.path("model").asText();
  }

  String image() {
    return json.path("image").asText();
  }

  String device() {
    return json.path("device").asText();
  }

  /** Returns the streams of the model; empty for a graph. */
  Optional<Integer> streams() {
    return json.path("streams").isNumber()
        ? Optional.of(json.path("streams").asInt())
        : Optional.empty();
  }

  /** Returns the share of answers that should be in time. */
  double share() {
    return json.path("share").asDouble();
  }

  /** Returns the time within which they should be, in seconds. */
  double limit() {
    return json.path("limit").asDouble();
  }

  /** Returns the time of the first request after the start, in seconds. */
  double first() {
    return json.path("first").asDouble();
  }

  List<Level> levels() {
    List<Level> levels = new ArrayList<>();
    for (JsonNode level : json.path("levels")) {
      if (level.path("mean").asDouble() > 0) {
        levels.add(
            new Level(
                level.path("atOnce").asInt(),
                level.path("requests").asInt(),
                level.path("mean").asDouble(),
                level.path("deviation").asDouble(),
                level.path("latency").asDouble()));
      }
    }
    return levels;
  }

  /** Returns the highest rate at which enough answers were in time; empty if none was. */
  Optional<Rate> knee() {
    JsonNode knee = json.path("knee");
    return knee.path("perSecond").asDouble() > 0
        ? Optional.of(new Rate(knee.path("perSecond").asDouble(), knee.path("atOnce").asDouble()))
        : Optional.empty();
  }

  /** Returns the rate of the last step, which was too high unless no rate was. */
  double lastRate() {
    JsonNode rates = json.path("rates");
    return rates.path(rates.size() - 1).path("perSecond").asDouble();
  }

  /** Returns why the last step was the last: latency, behind, failures, generator or rates. */
  String reason() {
    return json.path("reason").asText();
  }
}
