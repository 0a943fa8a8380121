package io.github.cdk8sovms.monitoring.internal;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.internal.values.Text;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import io.github.cdk8sovms.validation.internal.Required;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Label matchers that select the series of this cluster in a store for several clusters. They are
 * added to every query that this library emits.
 *
 * @param labels names and values, in the order in which they are emitted
 */
public record SeriesMatchers(Map<String, String> labels) {
  /** No matchers, if all series are of one cluster. */
  public static final SeriesMatchers NONE = new SeriesMatchers(Map.of());

  /** Prometheus' grammar for label names. */
  private static final Pattern NAME = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]{0,127}");

  /** Labels that queries already match, besides those of pods. */
  private static final Set<String> RESERVED = Set.of("name", "version", "job", "le");

  private static final int LONGEST_VALUE = 200;

  /** Copies the labels, keeping their order. */
  public SeriesMatchers {
    labels = Required.entries(labels, "labels");
  }

  public SeriesMatchers and(String label, String value) {
    Map<String, String> more = new LinkedHashMap<>(labels);
    more.put(label, value);
    return new SeriesMatchers(more);
  }

  /** Returns whether there are none. */
  public boolean isEmpty() {
    return labels.isEmpty();
  }

  /**
   * Returns an expression of this library with the matchers in each of its selectors.
   *
   * @param expression PromQL, or a template for it, in which every selector has braces
   */
  public String in(String expression) {
    Required.nonNull(expression);
    if (isEmpty()) {
      return expression;
    }
    String matchers =
        labels.entrySet().stream()
            .map(label -> label.getKey() + "=" + quoted(label.getValue()))
            .collect(Collectors.joining(","));
    StringBuilder written = new StringBuilder();
    boolean inText = false;
    for (int i = 0; i < expression.length(); i++) {
      char c = expression.charAt(i);
      written.append(c);
      if (inText && c == '\\' && i + 1 < expression.length()) {
        i++;
        written.append(expression.charAt(i));
      } else if (c == '"') {
        inText = !inText;
      } else if (c == '{' && !inText) {
        boolean isOnly = expression.startsWith("}", i + 1);
        written.append(matchers).append(isOnly ? "" : ",");
      }
    }
    return written.toString();
  }

  private static String quoted(String value) {
    return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  /**
   * Checks names and values.
   *
   * @param podLabels the labels that identify a pod or object in any series
   */
  public void check(Findings findings, String option, Collection<String> podLabels) {
    Set<String> reserved = new TreeSet<>(RESERVED);
    reserved.addAll(podLabels);
    labels.forEach(
        (label, value) -> {
          findings.require(
              NAME.matcher(label).matches() && !label.startsWith("__") && !reserved.contains(label),
              FindingCode.SERIES_MATCHER,
              option,
              quote(label)
                  + " is not a valid label for a matcher: use letters, digits and '_', none of "
                  + reserved,
              "Set the label that distinguishes clusters: .matcher(\"cluster\", \"prod\").");
          findings.require(
              isValue(value),
              FindingCode.SERIES_MATCHER,
              option,
              quote(value)
                  + " is not valid in queries, templates of the adapter and dashboards: use 1 to "
                  + LONGEST_VALUE
                  + " printable characters, without '$', \"<<\" and \">>\"",
              "Copy the value from Prometheus: .matcher(\"cluster\", \"prod\").");
        });
  }

  private static boolean isValue(String value) {
    return !value.isBlank()
        && value.length() <= LONGEST_VALUE
        && Text.isPlain(value)
        && value.indexOf('\n') < 0
        && value.indexOf('$') < 0
        && !value.contains("<<")
        && !value.contains(">>");
  }
}
