package io.github.cdk8sovms.planning.manifest;

import io.github.cdk8sovms.planning.input.InvalidInputException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;

/**
 * A rule of prometheus-adapter, and the query that the adapter sends for it.
 *
 * @see <a
 *     href="https://github.com/kubernetes-sigs/prometheus-adapter/blob/master/docs/config.md">Metrics
 *     Discovery and Presentation Configuration</a>
 */
record AdapterRule(Node rule) {
  private static final Pattern SERIES = Pattern.compile("\\s*([a-zA-Z_:][\\w:]*)");

  /** Both delimiters may have spaces inside, as in any Go template. */
  private static final Pattern FIELD = Pattern.compile("<<-?\\s*(.*?)\\s*-?>>");

  boolean produces(String metric) {
    return series().map(this::exposedName).filter(metric::equals).isPresent();
  }

  boolean isOfPods() {
    return label("pod").isPresent() && label("namespace").isPresent();
  }

  String podLabel() {
    return label("pod").orElse("pod");
  }

  String namespaceLabel() {
    return label("namespace").orElse("namespace");
  }

  /**
   * Returns the adapter's query for all pods of a workload. The adapter lists their names; a
   * pattern of all their names selects the same series, and others only of pods that are gone, for
   * which the HPA does not query.
   *
   * @param selector labels of the metric in the HPA
   */
  String query(String namespace, String podPattern, Map<String, String> selector) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put(".Series", series().orElse(""));
    fields.put(".LabelMatchers", matchers(namespace, podPattern, selector));
    fields.put(".GroupBy", podLabel());
    String template = rule.at("metricsQuery").text();
    Matcher field = FIELD.matcher(template);
    StringBuilder query = new StringBuilder();
    while (field.find()) {
      String value = fields.get(field.group(1));
      if (value == null) {
        throw new InvalidInputException(
            "\"%s\" in the metricsQuery \"%s\" cannot be planned. Use <<.Series>>, <<.LabelMatchers>> and <<.GroupBy>>."
                .formatted(field.group(), template));
      }
      field.appendReplacement(query, Matcher.quoteReplacement(value));
    }
    return field.appendTail(query).toString();
  }

  private String matchers(String namespace, String podPattern, Map<String, String> selector) {
    String ofMetric =
        selector.entrySet().stream()
            .map(label -> label.getKey() + "=" + quoted(label.getValue()) + ",")
            .collect(Collectors.joining());
    return ofMetric
        + namespaceLabel()
        + "="
        + quoted(namespace)
        + ","
        + podLabel()
        + "=~"
        + quoted(podPattern);
  }

  private static String quoted(String value) {
    return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
  }

  private Optional<String> series() {
    Matcher name = SERIES.matcher(rule.at("seriesQuery").text());
    return name.lookingAt() ? Optional.of(name.group(1)) : Optional.empty();
  }

  private Optional<String> label(String resource) {
    for (var override : rule.at("resources", "overrides").fields().entrySet()) {
      if (override.getValue().at("resource").text().equals(resource)) {
        return Optional.of(override.getKey());
      }
    }
    String template = rule.at("resources", "template").text();
    return template.isEmpty()
        ? Optional.empty()
        : Optional.of(FIELD.matcher(template).replaceAll(resource));
  }

  /** Returns {@code name.as} with the groups of {@code name.matches}; by default the first. */
  private String exposedName(String series) {
    String as = rule.at("name", "as").text();
    try {
      Matcher matches = Pattern.compile(rule.at("name", "matches").text()).matcher(series);
      if (!matches.find()) {
        return series;
      }
      String name = as.isEmpty() ? (matches.groupCount() == 0 ? "" : "$1") : as;
      for (int group = matches.groupCount(); group >= 0; group--) {
        String text = Optional.ofNullable(matches.group(group)).orElse("");
        name = name.replace("${" + group + "}", text).replace("$" + group, text);
      }
      return name.isEmpty() ? series : name;
    } catch (PatternSyntaxException e) {
      return as.isEmpty() ? series : as;
    }
  }
}
