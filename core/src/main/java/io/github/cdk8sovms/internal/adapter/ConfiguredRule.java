package io.github.cdk8sovms.internal.adapter;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;

/**
 * A rule in the configuration of prometheus-adapter. Of two rules that produce the same metric, the
 * adapter uses the last.
 *
 * @param seriesQuery by which the adapter discovers series
 * @param metricsQuery the template of its query
 * @param matches {@code name.matches}; empty for none
 * @param as {@code name.as}; empty for the first group, or the name of the series
 * @param resourceByLabel {@code resources.overrides}
 * @param labelTemplate {@code resources.template}; empty for none
 * @see <a
 *     href="https://github.com/kubernetes-sigs/prometheus-adapter/blob/master/docs/config.md">Metrics
 *     Discovery and Presentation Configuration</a>
 */
public record ConfiguredRule(
    String seriesQuery,
    String metricsQuery,
    String matches,
    String as,
    Map<String, String> resourceByLabel,
    String labelTemplate) {
  private static final Pattern SERIES = Pattern.compile("\\s*([a-zA-Z_:][\\w:]*)");
  private static final Pattern NAME_PATTERN = Pattern.compile("__name__\\s*=~\\s*\"([^\"]*)\"");

  /** Both delimiters may have spaces inside, as in any Go template. */
  private static final Pattern FIELD = Pattern.compile("<<-?\\s*(.*?)\\s*-?>>");

  private static final String OF_SERIES = ".Series";
  private static final String OF_MATCHERS = ".LabelMatchers";
  private static final String OF_GROUPING = ".GroupBy";

  /** Keeps the order of the labels. */
  public ConfiguredRule {
    resourceByLabel = Collections.unmodifiableMap(new LinkedHashMap<>(resourceByLabel));
  }

  /** Returns the series that the adapter discovers, if its query contains a name. */
  public Optional<String> series() {
    Matcher name = SERIES.matcher(seriesQuery);
    return name.lookingAt() ? Optional.of(name.group(1)) : Optional.empty();
  }

  /** Returns the name under which the series is served; empty if only a pattern finds series. */
  public Optional<String> metric() {
    return series().map(this::exposedName);
  }

  /** Returns whether it produces a metric. */
  public boolean produces(String metric) {
    return metric().filter(metric::equals).isPresent();
  }

  /**
   * Returns whether it may produce a metric. A rule that discovers series by a pattern produces any
   * number of them, so only names that do not match are excluded.
   */
  public boolean mayProduce(String metric) {
    if (series().isPresent()) {
      return produces(metric);
    }
    if (as.isEmpty()) {
      return matches.isEmpty() ? seriesMayBe(metric) : !seriesQuery.isEmpty();
    }
    String pattern =
        Arrays.stream(as.split("\\$(?:\\{?\\w+}?)", -1))
            .map(Pattern::quote)
            .collect(Collectors.joining(".*"));
    return metric.matches(pattern);
  }

  private boolean seriesMayBe(String name) {
    Matcher pattern = NAME_PATTERN.matcher(seriesQuery);
    try {
      return !pattern.find() || Pattern.compile(pattern.group(1)).matcher(name).matches();
    } catch (PatternSyntaxException e) {
      return true;
    }
  }

  /** Returns the label of a resource, such as {@code pod}. */
  public Optional<String> labelOf(String resource) {
    return resourceByLabel.entrySet().stream()
        .filter(override -> override.getValue().equals(resource))
        .map(Map.Entry::getKey)
        .findFirst()
        .or(
            () ->
                Optional.of(labelTemplate)
                    .filter(template -> !template.isEmpty())
                    .map(
                        template ->
                            FIELD
                                .matcher(template)
                                .replaceAll(Matcher.quoteReplacement(resource))));
  }

  /** Returns whether it serves metrics of pods. */
  public boolean isOfPods() {
    return labelOf("pod").isPresent() && labelOf("namespace").isPresent();
  }

  /** Returns the template with the name of the series in it. */
  public String queryOfSeries() {
    return expanded(
        field -> field.equals(OF_SERIES) ? series().or(() -> Optional.of("")) : Optional.empty());
  }

  /** Returns the first field of the template that a query for pods cannot fill. */
  public Optional<String> unknownField() {
    return FIELD
        .matcher(metricsQuery)
        .results()
        .filter(
            field ->
                !field.group(1).equals(OF_SERIES)
                    && !field.group(1).equals(OF_MATCHERS)
                    && !field.group(1).equals(OF_GROUPING))
        .map(MatchResult::group)
        .findFirst();
  }

  /**
   * Returns the adapter's query for pods; empty if the rule is not one of pods, or has an unknown
   * field.
   *
   * @param pods a regular expression for their names. The adapter lists the names
   * @param selector labels of the metric in the HPA
   */
  public Optional<String> query(String namespace, String pods, Map<String, String> selector) {
    if (!isOfPods() || unknownField().isPresent()) {
      return Optional.empty();
    }
    String podLabel = labelOf("pod").orElseThrow();
    String ofMetric =
        selector.entrySet().stream()
            .map(label -> label.getKey() + "=" + quoted(label.getValue()) + ",")
            .collect(Collectors.joining());
    String matchers =
        ofMetric
            + labelOf("namespace").orElseThrow()
            + "="
            + quoted(namespace)
            + ","
            + podLabel
            + "=~"
            + quoted(pods);
    return Optional.of(
        expanded(
            field ->
                switch (field) {
                  case OF_SERIES -> series().or(() -> Optional.of(""));
                  case OF_MATCHERS -> Optional.of(matchers);
                  case OF_GROUPING -> Optional.of(podLabel);
                  default -> Optional.empty();
                }));
  }

  private String expanded(Function<String, Optional<String>> fields) {
    return FIELD
        .matcher(metricsQuery)
        .replaceAll(
            field -> Matcher.quoteReplacement(fields.apply(field.group(1)).orElse(field.group())));
  }

  private static String quoted(String value) {
    return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
  }

  /** Returns {@code name.as} with the groups of {@code name.matches}; by default the first. */
  private String exposedName(String series) {
    try {
      Matcher found = Pattern.compile(matches).matcher(series);
      if (!found.find()) {
        return series;
      }
      String name = as.isEmpty() ? (found.groupCount() == 0 ? "" : "$1") : as;
      for (int group = found.groupCount(); group >= 0; group--) {
        String text = Optional.ofNullable(found.group(group)).orElse("");
        name = name.replace("${" + group + "}", text).replace("$" + group, text);
      }
      return name.isEmpty() ? series : name;
    } catch (PatternSyntaxException e) {
      // The adapter would not start with this pattern.
      return as.isEmpty() ? series : as;
    }
  }
}
