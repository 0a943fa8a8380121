package io.github.cdk8sovms.cli.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;

/**
 * A rule of the adapter, interpreted as by the adapter.
 *
 * @see <a
 *     href="https://github.com/kubernetes-sigs/prometheus-adapter/blob/master/docs/config.md">Metrics
 *     Discovery and Presentation Configuration</a>
 */
record AdapterRuleView(JsonNode rule) {
  private static final Pattern FIRST_NAME = Pattern.compile("^\\s*([a-zA-Z_:][\\w:]*)");

  private static final Pattern NAME_PATTERN = Pattern.compile("__name__\\s*=~\\s*\"([^\"]*)\"");

  /** Returns the series that the adapter discovers, if its query contains a name. */
  Optional<String> series() {
    Matcher name = FIRST_NAME.matcher(rule.path("seriesQuery").asText());
    return name.find() ? Optional.of(name.group(1)) : Optional.empty();
  }

  /** Returns the name under which the series is exposed. */
  Optional<String> metric() {
    return series().map(this::exposedName);
  }

  boolean produces(String metric) {
    return metric().filter(metric::equals).isPresent();
  }

  /**
   * Returns whether it may produce a metric. A rule that discovers series by a pattern produces any
   * number of them, so only names that do not match are excluded.
   */
  boolean mayProduce(String metric) {
    if (series().isPresent()) {
      return produces(metric);
    }
    String as = rule.at("/name/as").asText();
    if (as.isEmpty()) {
      return rule.at("/name/matches").asText().isEmpty()
          ? seriesMayBe(metric)
          : !rule.path("seriesQuery").asText().isEmpty();
    }
    String pattern =
        Arrays.stream(as.split("\\$(?:\\{?\\w+}?)", -1))
            .map(Pattern::quote)
            .collect(Collectors.joining(".*"));
    return metric.matches(pattern);
  }

  private boolean seriesMayBe(String name) {
    Matcher pattern = NAME_PATTERN.matcher(rule.path("seriesQuery").asText());
    try {
      return !pattern.find() || Pattern.compile(pattern.group(1)).matcher(name).matches();
    } catch (PatternSyntaxException e) {
      return true;
    }
  }

  /** Returns the label of a resource, such as {@code pod}. */
  Optional<String> labelOf(String resource) {
    for (var override : rule.at("/resources/overrides").properties()) {
      if (override.getValue().path("resource").asText().equals(resource)) {
        return Optional.of(override.getKey());
      }
    }
    String template = rule.at("/resources/template").asText();
    return template.isEmpty()
        ? Optional.empty()
        : Optional.of(template.replace("<<.Resource>>", resource));
  }

  /** Returns all series of OVMS in the query. */
  List<String> seriesOfOvms() {
    return OvmsQuery.series(query().replace("<<.Series>>", series().orElse("")));
  }

  String query() {
    return rule.path("metricsQuery").asText();
  }

  /** Returns the adapter's query for pods; empty if it uses other template variables. */
  Optional<String> queryFor(String namespace, List<String> pods, JsonNode metricLabels) {
    Optional<String> podLabel = labelOf("pod");
    Optional<String> namespaceLabel = labelOf("namespace");
    if (podLabel.isEmpty() || namespaceLabel.isEmpty()) {
      return Optional.empty();
    }
    List<String> matchers = new ArrayList<>();
    metricLabels
        .properties()
        .forEach(label -> matchers.add(label.getKey() + "=\"" + label.getValue().asText() + "\""));
    matchers.add(namespaceLabel.get() + "=\"" + namespace + "\"");
    matchers.add(podLabel.get() + "=~\"" + alternatives(pods) + "\"");
    String query =
        query()
            .replace("<<.LabelMatchers>>", String.join(",", matchers))
            .replace("<<.GroupBy>>", podLabel.get())
            .replace("<<.Series>>", series().orElse(""));
    return query.contains("<<") ? Optional.empty() : Optional.of(query);
  }

  /** Returns {@code name.as} with its groups expanded; by default the first group, or the name. */
  private String exposedName(String series) {
    String as = rule.at("/name/as").asText();
    try {
      Matcher matches = Pattern.compile(rule.at("/name/matches").asText()).matcher(series);
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
      // The adapter would not start with this pattern.
      return as.isEmpty() ? series : as;
    }
  }

  /** Returns a pattern of pod names, in which only dots are special in a regular expression. */
  static String alternatives(List<String> pods) {
    return pods.stream().map(pod -> pod.replace(".", "\\\\.")).collect(Collectors.joining("|"));
  }
}
