package io.github.cdk8sovms.cli.doctor;

import io.github.cdk8sovms.serving.OvmsMetric;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a query on series of OVMS depends on. */
final class OvmsQuery {
  private static final Pattern SERIES = Pattern.compile("(?<![\\w:])ovms_[\\w:]+");
  private static final Pattern LITERAL =
      Pattern.compile(
          "(__name__\\s*=~?\\s*|[{]\\s*)?(\"(?:[^\"\\\\]|\\\\.)*\"|'(?:[^'\\\\]|\\\\.)*'|`[^`]*`)");
  private static final Pattern OF_HISTOGRAM = Pattern.compile("_(bucket|sum|count)$");

  private OvmsQuery() {}

  /** The series by the names that OVMS documents: those of histograms without their suffixes. */
  static List<String> series(String query) {
    TreeSet<String> found = new TreeSet<>();
    Matcher names = SERIES.matcher(withoutLiterals(query));
    while (names.find()) {
      found.add(OF_HISTOGRAM.matcher(names.group()).replaceFirst(""));
    }
    return List.copyOf(found);
  }

  /** Texts are values of labels and no names, except where a name is written as one. */
  private static String withoutLiterals(String query) {
    return LITERAL
        .matcher(query)
        .replaceAll(
            literal -> literal.group(1) == null ? "" : Matcher.quoteReplacement(literal.group()))
        .replaceAll("#[^\n]*", "");
  }

  /** Whether it is requests by streams and nothing else, which end at infer requests by streams. */
  static boolean isRequestsByStreams(String query) {
    return series(query)
        .equals(List.of(OvmsMetric.CURRENT_REQUESTS.series(), OvmsMetric.STREAMS.series()));
  }
}
