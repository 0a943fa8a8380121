package io.github.cdk8sovms.planning.report;

import io.github.cdk8sovms.planning.input.DurationTexts;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The load signal of a query, with its window and, for KEDA, its target.
 *
 * @param metric the name of the metric in the HPA
 * @param target the target in the manifest
 */
record SignalInQuery(String metric, String query, double target) {
  /** A selector may contain brackets in the patterns of its labels. */
  private static final Pattern RANGE =
      Pattern.compile(
          "(\\b(?:avg_over_time|rate)\\(\\s*[\\w:]+(?:\\{(?:[^\"{}]|\"(?:[^\"\\\\]|\\\\.)*\")*})?)\\[(\\w+)]");

  /** Returns the averaging window in seconds; 0 if the query has none. */
  long window() {
    return windows().isEmpty() ? 0 : windows().first();
  }

  /** Returns the window, and the longer one for pods without a value in it, if there is one. */
  private TreeSet<Long> windows() {
    TreeSet<Long> windows = new TreeSet<>();
    Matcher ranges = RANGE.matcher(query);
    while (ranges.find()) {
      windows.add(seconds(ranges.group(2)));
    }
    return windows;
  }

  private static long seconds(String range) {
    return DurationTexts.seconds(range).map(Math::round).orElse(0L);
  }

  /** Returns whether the signal is the one whose window Java sets with {@code over(..)}. */
  boolean hasWindowOption() {
    return window() > 0
        && windows().size() <= 2
        && query.contains("ovms_current_requests")
        && query.contains("ovms_streams")
        && !query.contains("rate(");
  }

  String windowLine(long seconds) {
    return ".signal(LoadSignal.requestsPerStream().over(Duration.ofSeconds(%d)))"
        .formatted(seconds);
  }

  String targetLine(double value) {
    return metric.startsWith("ovms_latency_") || query.contains("histogram_quantile(")
        ? ".latency(Duration.ofMillis(%d))".formatted(Math.round(value))
        : ".ratio(%s)".formatted(value);
  }

  /** Returns the query with another window and target. */
  String query(long window, double value) {
    String other = query;
    if (window != window()) {
      other = RANGE.matcher(other).replaceAll(range -> withWindow(range, window));
    }
    if (value != target) {
      // The library's query for KEDA counts pods without a value at their target.
      String before = Pattern.quote(Numbers.plain(target));
      String after = Matcher.quoteReplacement(Numbers.plain(value));
      other =
          other
              .replaceAll("\\(" + before + " \\* count\\(", "(" + after + " * count(")
              .replaceAll(" - " + before + "\\), 0\\)", " - " + after + "), 0)");
    }
    return other;
  }

  /** A pod without a value has that of at least the window, as in the library. */
  private String withWindow(MatchResult range, long window) {
    long seconds = seconds(range.group(2));
    long changed = seconds == window() ? window : Math.max(seconds, window);
    return Matcher.quoteReplacement(range.group(1) + "[" + changed + "s]");
  }
}
