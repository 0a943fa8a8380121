package io.github.cdk8sovms.alerting;

import io.github.cdk8sovms.adapter.MetricsAdapter;
import io.github.cdk8sovms.alerting.AlertSettings.Condition;
import io.github.cdk8sovms.kubernetes.Durations;
import io.github.cdk8sovms.monitoring.AlertingRule;
import io.github.cdk8sovms.monitoring.PrometheusStack;
import io.github.cdk8sovms.monitoring.Rule;
import io.github.cdk8sovms.monitoring.RuleGroup;
import io.github.cdk8sovms.monitoring.SelfMonitoring;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * The rules about what all autoscalers share: Prometheus and the adapter.
 *
 * <p>The adapter's own metrics are behind a login, and behind a certificate that Prometheus often
 * cannot verify. But a Prometheus of our own counts who asks it: each adapter lists series at every
 * relist, and asks a query for each look of an autoscaler. So silence tells that one is gone,
 * without rights, tokens or openings in the network.
 */
final class PrometheusRules {
  private static final Duration PENDING = Duration.ofMinutes(3);
  private static final Duration LONGER_PENDING = Duration.ofMinutes(5);
  private static final Duration SHORTEST_WINDOW = Duration.ofMinutes(2);
  private static final Duration FULL_PENDING = Duration.ofMinutes(15);

  /** How often an autoscaler looks, unless the cluster's administrator changed it. */
  private static final Duration SYNC_PERIOD = Duration.ofSeconds(15);

  /** Of four relists or looks, one may be slow. */
  private static final int FEWEST = 4;

  /** Samples may take 80 % of a volume; above this, what cannot be deleted has grown. */
  private static final BigDecimal FULL = new BigDecimal("0.9");

  private final PrometheusStack prometheus;
  private final AlertSettings settings;

  PrometheusRules(PrometheusStack prometheus, AlertSettings settings) {
    this.prometheus = prometheus;
    this.settings = settings;
  }

  /** The job under which it scrapes itself, if that is known. */
  private Optional<String> ownJob() {
    return prometheus.ownSeries().map(SelfMonitoring::job).or(settings::prometheusJob);
  }

  RuleGroup group(String file) {
    return new RuleGroup(
        file + "/prometheus",
        prometheus.scrapeInterval().interval(),
        settings.wanted().stream().flatMap(alert -> rule(alert, file).stream()).toList());
  }

  private Optional<Rule> rule(Alert alert, String file) {
    Optional<AlertingRule> rule =
        switch (alert) {
          case ADAPTER_DOWN ->
              settings
                  .adapterJob()
                  .map(this::scrapedAdapterDown)
                  .or(() -> ownJob().map(this::adapterDown));
          case METRIC_NOT_ASKED -> ownJob().map(this::metricNotAsked);
          case METRICS_API_UNAVAILABLE -> Optional.of(apiUnavailable());
          case RULE_FAILURES -> ownJob().map(job -> ruleFailures(job, file));
          case VOLUME_FILLING -> prometheus.ownSeries().map(this::volumeFilling);
          default -> Optional.empty();
        };
    return rule.map(Rule.class::cast);
  }

  private AlertingRule scrapedAdapterDown(String job) {
    return rule(
        Alert.ADAPTER_DOWN,
        "absent(up{job=\"" + job + "\"} == 1)",
        PENDING,
        "The metrics adapter is down",
        "No target of the job " + job + " answers Prometheus. No autoscaler gets a value.");
  }

  private AlertingRule adapterDown(String job) {
    Duration window = window(prometheus.scrapeInterval().relistInterval());
    return rule(
        Alert.ADAPTER_DOWN,
        noRequests(job, "/api/v1/series", window),
        PENDING,
        "The metrics adapter is down",
        "No adapter has asked Prometheus for its series for "
            + Durations.text(window)
            + ", which each does every "
            + Durations.text(prometheus.scrapeInterval().relistInterval())
            + ". No autoscaler gets a value.");
  }

  private AlertingRule metricNotAsked(String job) {
    Duration window = window(SYNC_PERIOD);
    return rule(
        Alert.METRIC_NOT_ASKED,
        noRequests(job, "/api/v1/query", window),
        LONGER_PENDING,
        "No autoscaler asks for its metric",
        "Prometheus has had no query for "
            + Durations.text(window)
            + ", though each autoscaler looks every "
            + Durations.text(SYNC_PERIOD)
            + ": between them, the API server, and the adapter or KEDA, something stands still.");
  }

  private AlertingRule apiUnavailable() {
    return rule(
        Alert.METRICS_API_UNAVAILABLE,
        "max by (name) (aggregator_unavailable_apiservice{name=~\"v1beta[12][.]"
            + MetricsAdapter.API_GROUP.replace(".", "[.]")
            + "\"}) == 1",
        PENDING,
        "The API server does not reach the metrics adapter",
        "APIService {{ $labels.name }} is not available. No autoscaler gets a value.");
  }

  private AlertingRule ruleFailures(String job, String file) {
    Duration window = Durations.longer(LONGER_PENDING, window(Duration.ZERO));
    return rule(
        Alert.RULE_FAILURES,
        "increase(prometheus_rule_evaluation_failures_total{job=\""
            + job
            + "\",rule_group=~\".+;"
            + file
            + "/.+\"}["
            + Durations.text(window)
            + "]) > 0",
        LONGER_PENDING,
        "Prometheus cannot work out rules of " + file,
        "Of {{ $labels.rule_group }}, {{ $value | humanize }} rules failed within "
            + Durations.text(window)
            + ". While they do, their alerts do not fire.");
  }

  private AlertingRule volumeFilling(SelfMonitoring own) {
    String job = "{job=\"" + own.job() + "\"}";
    return rule(
        Alert.VOLUME_FILLING,
        "prometheus_tsdb_storage_blocks_bytes"
            + job
            + " + prometheus_tsdb_wal_storage_size_bytes"
            + job
            + " + prometheus_tsdb_head_chunks_storage_size_bytes"
            + job
            + " > "
            + own.volume().amount().multiply(FULL).setScale(0, RoundingMode.DOWN).toPlainString(),
        FULL_PENDING,
        "The volume of Prometheus is nearly full",
        "Samples take {{ $value | humanize1024 }}B of "
            + own.volume().text()
            + ". A full volume stops Prometheus, and with it all scaling.");
  }

  private String noRequests(String job, String handler, Duration window) {
    return "sum(increase(prometheus_http_requests_total{job=\""
        + job
        + "\",handler=\""
        + handler
        + "\"}["
        + Durations.text(window)
        + "])) == 0";
  }

  /** Long enough for several of what is counted, and for the counter to be read. */
  private Duration window(Duration period) {
    return Durations.longer(
        SHORTEST_WINDOW,
        Durations.longer(period, prometheus.scrapeInterval().interval()).multipliedBy(FEWEST));
  }

  private AlertingRule rule(
      Alert alert, String expression, Duration pending, String summary, String description) {
    return settings.rule(
        alert,
        Map.of("namespace", prometheus.namespace()),
        new Condition(expression, pending),
        summary,
        description);
  }
}
