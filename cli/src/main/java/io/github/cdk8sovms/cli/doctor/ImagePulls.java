package io.github.cdk8sovms.cli.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The durations in the kubelet's events {@code Pulled}: {@code Successfully pulled image "a" in 2s
 * (3.5s including waiting)}, or {@code Container image "a" already present on machine}.
 */
final class ImagePulls {
  private static final Pattern PULLED =
      Pattern.compile(
          "^Successfully pulled image .* in (\\S+)(?: \\((\\S+) including waiting\\))?");
  private static final Pattern PRESENT = Pattern.compile("^Container image .* already present");

  /** A part of a duration as Go prints it, such as {@code 1m2.5s} or {@code 350ms}. */
  private static final Pattern PART = Pattern.compile("(\\d+(?:\\.\\d+)?)(h|ms|m|s|µs|us|ns)");

  private ImagePulls() {}

  /** Returns the time of all pulls, in whole seconds; empty if no event has it. */
  static Optional<Duration> in(List<JsonNode> events) {
    Optional<Double> seconds = Optional.empty();
    for (JsonNode event : events) {
      if (event.path("reason").asText().equals("Pulled")) {
        Optional<Double> one = seconds(event.path("message").asText());
        if (one.isEmpty()) {
          return Optional.empty();
        }
        seconds = Optional.of(seconds.orElse(0.0) + one.get());
      }
    }
    return seconds.map(sum -> Duration.ofSeconds(Math.round(sum)));
  }

  private static Optional<Double> seconds(String message) {
    if (PRESENT.matcher(message).find()) {
      return Optional.of(0.0);
    }
    Matcher pulled = PULLED.matcher(message);
    if (!pulled.find()) {
      return Optional.empty();
    }
    String text = pulled.group(2) == null ? pulled.group(1) : pulled.group(2);
    double sum = 0;
    Matcher parts = PART.matcher(text);
    int end = 0;
    while (parts.find() && parts.start() == end) {
      sum += Double.parseDouble(parts.group(1)) * unit(parts.group(2));
      end = parts.end();
    }
    return end == text.length() && end > 0 ? Optional.of(sum) : Optional.empty();
  }

  private static double unit(String name) {
    return switch (name) {
      case "h" -> 3600;
      case "m" -> 60;
      case "s" -> 1;
      case "ms" -> 1e-3;
      case "µs", "us" -> 1e-6;
      default -> 1e-9;
    };
  }
}
