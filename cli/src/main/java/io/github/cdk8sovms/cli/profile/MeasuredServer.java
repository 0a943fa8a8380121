package io.github.cdk8sovms.cli.profile;

import io.github.cdk8sovms.cli.profile.CapacityResult.Level;
import io.github.cdk8sovms.planning.input.DurationTexts;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A server as a capacity test and its pod have shown it.
 *
 * @param result of the test
 * @param start the time until the server could take requests, if known
 * @param memory the most bytes that the server's container has used, if known
 */
record MeasuredServer(CapacityResult result, Optional<Duration> start, Optional<Long> memory) {
  private static final int MEBIBYTE = 1 << 20;

  /** Returns the profile, as {@code cdk8s-ovms plan} reads it. */
  String profile() {
    StringBuilder text = new StringBuilder();
    text.append("# One pod, measured by a capacity test; cdk8s-ovms profile wrote this file.\n");
    text.append("# ").append(ofCapacity()).append('\n');
    text.append("# ").append(ofFirstRequest()).append('\n');
    field(text, "image", result.image());
    field(text, "device", result.device());
    field(text, "model", quoted(result.model()));
    result.streams().ifPresent(streams -> field(text, "streams", String.valueOf(streams)));
    start.ifPresentOrElse(
        time -> field(text, "startTime", time.toSeconds() + "s"),
        () ->
            text.append(
                "# startTime is unknown: read the Job from its cluster with --job, or give --start.\n"));
    memory.ifPresentOrElse(
        bytes -> field(text, "memory", (bytes + MEBIBYTE - 1) / MEBIBYTE + "Mi"),
        () ->
            text.append(
                "# memory is unknown: read container metrics with --job and --prometheus.\n"));
    field(text, "spread", number(100 * spread()) + "%");
    text.append("serviceTime:\n");
    result
        .levels()
        .forEach(level -> field(text, "  " + level.atOnce(), milliseconds(level.mean())));
    text.append("capacity:\n");
    field(text, "  promise", '"' + promise() + '"');
    result.knee().ifPresent(knee -> field(text, "  requestsPerSecond", number(knee.perSecond())));
    if (atOnce() > 0) {
      field(text, "  atOnce", number(atOnce()));
    }
    return text.toString();
  }

  private String ofCapacity() {
    return result
        .knee()
        .map(
            knee ->
                "%s up to %s requests a second; %s"
                    .formatted(promise(), number(knee.perSecond()), ofLastRate()))
        .orElseGet(
            () ->
                "%s was not kept at %s requests a second, the lowest rate tried."
                    .formatted(promise(), number(result.lastRate())));
  }

  private String ofLastRate() {
    String rate = "at " + number(result.lastRate());
    return switch (result.reason()) {
      case "latency" -> rate + " answers were too late.";
      case "behind" -> rate + " requests were left behind.";
      case "failures" -> rate + " requests failed.";
      case "generator" -> rate + " k6 could not send in time, so the pod may do more.";
      default -> "no rate was too high.";
    };
  }

  private String ofFirstRequest() {
    double mean = result.levels().get(0).mean();
    return "The first request after the start took %s, %s times the mean of one at a time."
        .formatted(milliseconds(result.first()), number(result.first() / mean));
  }

  private String promise() {
    return number(100 * result.share()) + "%<" + DurationTexts.text(result.limit());
  }

  /** Returns the standard deviation divided by the mean, over all steps without a queue. */
  private double spread() {
    double weighted = 0;
    long requests = 0;
    for (Level level : result.levels()) {
      weighted += level.requests() * level.deviation() / level.mean();
      requests += level.requests();
    }
    return weighted / Math.max(1, requests);
  }

  /**
   * Returns how many requests the pod takes in time: of a model at the knee, of a graph at most.
   */
  private double atOnce() {
    if (result.streams().isPresent()) {
      return result.knee().map(CapacityResult.Rate::atOnce).orElse(0.0);
    }
    List<Level> inTime =
        result.levels().stream().filter(level -> level.latency() <= result.limit()).toList();
    return inTime.isEmpty() ? 0 : inTime.get(inTime.size() - 1).atOnce();
  }

  private static void field(StringBuilder text, String name, String value) {
    text.append(name).append(": ").append(value).append('\n');
  }

  private static String milliseconds(double seconds) {
    return number(1000 * seconds) + "ms";
  }

  /** Returns three significant digits, as no measurement has more. */
  private static String number(double value) {
    if (value == 0) {
      return "0";
    }
    int digits = (int) Math.floor(Math.log10(Math.abs(value))) + 1;
    return String.format(Locale.ROOT, "%." + Math.max(0, 3 - digits) + "f", value)
        .replaceFirst("(\\.\\d*?)0+$", "$1")
        .replaceFirst("\\.$", "");
  }

  private static String quoted(String text) {
    return text.matches("[A-Za-z][\\w/.-]*") ? text : '"' + text.replace("\"", "\\\"") + '"';
  }
}
