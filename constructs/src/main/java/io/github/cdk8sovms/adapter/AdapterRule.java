package io.github.cdk8sovms.adapter;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.kubernetes.internal.YamlDocument;
import io.github.cdk8sovms.signal.LoadSignal;
import io.github.cdk8sovms.signal.SeriesLabels;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import io.github.cdk8sovms.validation.internal.Required;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A rule of the adapter for one pod metric.
 *
 * @param metric its name in the custom metrics API
 * @param series the series for discovery in Prometheus
 * @param query PromQL with one value per {@code <<.GroupBy>>}, restricted to {@code
 *     <<.LabelMatchers>>}
 * @see <a
 *     href="https://github.com/kubernetes-sigs/prometheus-adapter/blob/master/docs/config.md">Adapter
 *     configuration</a>
 */
public record AdapterRule(String metric, String series, String query) {
  private static final String LABEL_MATCHERS = "<<.LabelMatchers>>";
  private static final String SERIES = "<<.Series>>";
  private static final String GROUP_BY = "<<.GroupBy>>";
  private static final Pattern TEXT = Pattern.compile("[[^\\p{C}\\p{Zl}\\p{Zp}]\\n\\t]*+");
  private static final Pattern METRIC_NAME = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*");

  /** Takes no null. */
  public AdapterRule {
    Required.nonNull(metric, "metric");
    Required.nonNull(series, "series");
    Required.nonNull(query, "query");
  }

  /** Returns a custom rule, for a metric that is not a signal of this library. */
  public static AdapterRule of(String metric, String series, String query) {
    Required.nonNull(metric, "metric");
    Required.nonNull(series, "series");
    Required.nonNull(query, "query");
    return new AdapterRule(metric, series, query);
  }

  static AdapterRule of(LoadSignal signal, Duration scrapeInterval) {
    return new AdapterRule(
        signal.metricName(),
        signal.discoverySeries(),
        signal.perPod(LABEL_MATCHERS, GROUP_BY, scrapeInterval));
  }

  void check(Findings findings) {
    checkName(findings, "metric", metric);
    checkName(findings, "series", series);
    findings.require(
        !withoutPlaceholders().contains("<<") && !withoutPlaceholders().contains(">>"),
        FindingCode.ADAPTER_RULE,
        "query",
        quote(query)
            + " uses another template than "
            + LABEL_MATCHERS
            + ", "
            + GROUP_BY
            + " and "
            + SERIES
            + "; the adapter does not start with an invalid template",
        "Use only these.");
    findings.require(
        TEXT.matcher(query).matches(),
        FindingCode.ADAPTER_RULE,
        "query",
        quote(query) + " contains invisible characters",
        "Write them as escapes of PromQL, such as \"\\\\u0085\".");
    findings.require(
        query.contains(LABEL_MATCHERS) && query.contains(GROUP_BY),
        FindingCode.ADAPTER_RULE,
        "query",
        quote(query)
            + " does not use "
            + LABEL_MATCHERS
            + " and "
            + GROUP_BY
            + ", so it would return one value for all pods",
        "Write a query such as \"max by (<<.GroupBy>>) (my_series{<<.LabelMatchers>>})\".");
  }

  private String withoutPlaceholders() {
    return query.replace(LABEL_MATCHERS, "").replace(GROUP_BY, "").replace(SERIES, "");
  }

  /**
   * Returns the rule in the adapter's format, which rejects unknown keys.
   *
   * @param labels the labels that identify the pod of a series
   */
  Map<String, Object> toConfig(SeriesLabels labels) {
    Map<String, Object> overrides = new LinkedHashMap<>();
    overrides.put(labels.namespace(), Map.of("resource", "namespace"));
    overrides.put(labels.pod(), Map.of("resource", "pod"));
    Map<String, Object> name = new LinkedHashMap<>();
    // Anchored: otherwise the adapter would match every series with a name that contains this one.
    name.put("matches", "^" + series + "$");
    name.put("as", metric);
    Map<String, Object> rule = new LinkedHashMap<>();
    rule.put(
        "seriesQuery", series + "{" + labels.namespace() + "!=\"\"," + labels.pod() + "!=\"\"}");
    rule.put("resources", Map.of("overrides", overrides));
    rule.put("name", name);
    rule.put("metricsQuery", query);
    return rule;
  }

  /** Returns the metric of a rule in the adapter's format, if it contains one. */
  static Optional<String> metricOf(Object config) {
    return YamlDocument.text(YamlDocument.mapping(config, "name"), "as")
        .filter(name -> !name.isEmpty());
  }

  private static void checkName(Findings findings, String option, String name) {
    findings.require(
        METRIC_NAME.matcher(name).matches(),
        FindingCode.ADAPTER_RULE,
        option,
        quote(name)
            + " is not the name of a metric; it must be letters, digits, '_' and ':', not starting"
            + " with a digit",
        "Write a name such as \"ovms_mean_latency_ms\".");
  }
}
