package io.github.cdk8sovms.cli.doctor;

import io.github.cdk8sovms.signal.OvmsMetric;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Analyzes PromQL queries on series of OVMS. */
final class OvmsQuery {
  private static final Pattern SERIES = Pattern.compile("(?<![\\w:])ovms_[\\w:]+");
  private static final Pattern LITERAL =
      Pattern.compile(
          "(__name__\\s*=~?\\s*|[{]\\s*)?(\"(?:[^\"\\\\]|\\\\.)*\"|'(?:[^'\\\\]|\\\\.)*'|`[^`]*`)");
  private static final Pattern OF_HISTOGRAM = Pattern.compile("_(bucket|sum|count)$");

  private OvmsQuery() {}

  /** Returns the series by their documented names: those of histograms without suffixes. */
  static List<String> series(String query) {
    TreeSet<String> found = new TreeSet<>();
    Matcher names = SERIES.matcher(withoutLiterals(query));
    while (names.find()) {
      found.add(OF_HISTOGRAM.matcher(names.group()).replaceFirst(""));
    }
    return List.copyOf(found);
  }

  /** Removes string literals, which are label values, except quoted metric names. */
  private static String withoutLiterals(String query) {
    return LITERAL
        .matcher(query)
        .replaceAll(
            literal -> literal.group(1) == null ? "" : Matcher.quoteReplacement(literal.group()))
        .replaceAll("#[^\n]*", "");
  }

  /** Returns whether it is requests / streams only, with the maximum infer requests / streams. */
  static boolean isRequestsByStreams(String query) {
    return series(query)
        .equals(List.of(OvmsMetric.CURRENT_REQUESTS.series(), OvmsMetric.STREAMS.series()));
  }
}
