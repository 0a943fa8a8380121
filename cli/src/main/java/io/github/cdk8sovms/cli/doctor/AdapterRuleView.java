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
 * A rule of the adapter, read as the adapter does.
 *
 * @see <a
 *     href="https://github.com/kubernetes-sigs/prometheus-adapter/blob/master/docs/config.md">Metrics
 *     Discovery and Presentation Configuration</a>
 */
record AdapterRuleView(JsonNode rule) {
  private static final Pattern FIRST_NAME = Pattern.compile("^\\s*([a-zA-Z_:][\\w:]*)");

  private static final Pattern NAME_PATTERN = Pattern.compile("__name__\\s*=~\\s*\"([^\"]*)\"");

  /** The series that the adapter discovers, if its query names one. */
  Optional<String> series() {
    Matcher name = FIRST_NAME.matcher(rule.path("seriesQuery").asText());
    return name.find() ? Optional.of(name.group(1)) : Optional.empty();
  }

  /** The name under which the series is offered. */
  Optional<String> metric() {
    return series().map(this::offered);
  }

  boolean makes(String metric) {
    return metric().filter(metric::equals).isPresent();
  }

  /**
   * Whether it may make a metric. A rule that finds series by a pattern makes as many as there are,
   * so only what its name excludes is excluded.
   */
  boolean mayMake(String metric) {
    if (series().isPresent()) {
      return makes(metric);
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

  /** The label that holds a resource, such as {@code pod}. */
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

  /** All series of OVMS that the query reads. */
  List<String> seriesOfOvms() {
    return OvmsQuery.series(query().replace("<<.Series>>", series().orElse("")));
  }

  String query() {
    return rule.path("metricsQuery").asText();
  }

  /** The query as the adapter would send it for pods; empty if it uses more of its templates. */
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

  /** {@code name.as} with its groups filled in; without it the first group, or all of the name. */
  private String offered(String series) {
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
      // The adapter would not start with it.
      return as.isEmpty() ? series : as;
    }
  }

  /** Names of pods have no character that means something in a regular expression, except dots. */
  static String alternatives(List<String> pods) {
    return pods.stream().map(pod -> pod.replace(".", "\\\\.")).collect(Collectors.joining("|"));
  }
}
