package io.github.cdk8sovms.cli.plan;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdk8sovms.planning.Traffic;
import io.github.cdk8sovms.planning.Traffic.Spacing;
import io.github.cdk8sovms.planning.input.Counts;
import io.github.cdk8sovms.planning.input.DurationTexts;
import io.github.cdk8sovms.planning.input.InvalidInputException;
import java.util.Map;
import java.util.TreeMap;

/** Requests a second that Prometheus returned, added up over its series. */
final class RateSamples {
  private final TreeMap<Long, Double> rates = new TreeMap<>();

  /** Adds the series of a range query. */
  void add(JsonNode result, String origin) {
    for (JsonNode series : result) {
      for (JsonNode sample : series.path("values")) {
        double rate = value(sample.path(1).asText(), origin);
        rates.merge(Math.round(sample.path(0).asDouble() * 1000), rate, Double::sum);
      }
    }
  }

  private static double value(String text, String origin) {
    try {
      double value = Double.parseDouble(text);
      if (Double.isNaN(value)) {
        return 0;
      }
      if (value >= 0 && value <= 1e9) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Reported below.
    }
    throw new InvalidInputException(
        "%s has the value \"%s\", which is not a rate of requests. Query requests a second, such as sum(rate(ovms_requests_success[1m]))."
            .formatted(origin, text));
  }

  boolean isEmpty() {
    return rates.isEmpty();
  }

  /** Returns the length of time without samples, in seconds. */
  double gap() {
    double step = step();
    return rates.isEmpty()
        ? 0
        : (rates.lastKey() - rates.firstKey()) / 1000.0 - step * (rates.size() - 1);
  }

  /** Returns the traffic; a sample holds until the next. */
  Traffic traffic(Spacing spacing) {
    if (rates.size() < 2) {
      throw new InvalidInputException(
          "The range query returned a single time. Query a longer range.");
    }
    double step = step();
    Counts counts = new Counts();
    for (Map.Entry<Long, Double> sample : rates.entrySet()) {
      long index = Math.round((sample.getKey() - rates.firstKey()) / 1000.0 / step);
      if (index >= Counts.MOST) {
        throw new InvalidInputException(
            "The range query returned times that are too far from each other. Query one range.");
      }
      counts.add((int) index, sample.getValue() * step);
    }
    return counts.traffic(DurationTexts.of(step), spacing);
  }

  private double step() {
    long step = Long.MAX_VALUE;
    long before = Long.MIN_VALUE;
    for (long time : rates.keySet()) {
      if (before != Long.MIN_VALUE) {
        step = Math.min(step, time - before);
      }
      before = time;
    }
    return step / 1000.0;
  }
}
