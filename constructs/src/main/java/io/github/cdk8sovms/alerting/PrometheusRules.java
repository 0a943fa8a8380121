package io.github.cdk8sovms.alerting;

import io.github.cdk8sovms.adapter.MetricsAdapter;
import io.github.cdk8sovms.alerting.RuleSpec.Condition;
import io.github.cdk8sovms.internal.values.Durations;
import io.github.cdk8sovms.monitoring.Prometheus;
import io.github.cdk8sovms.monitoring.internal.AlertingRule;
import io.github.cdk8sovms.monitoring.internal.PrometheusLink;
import io.github.cdk8sovms.monitoring.internal.Rule;
import io.github.cdk8sovms.monitoring.internal.RuleGroup;
import io.github.cdk8sovms.monitoring.internal.SelfMonitoring;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * The rules for what all autoscalers share: Prometheus and the adapter.
 *
 * <p>The adapter's own metrics require authentication, over a certificate that Prometheus often
 * cannot verify. But a Prometheus that this library creates counts its HTTP requests: each adapter
 * lists series at every relist, and sends a query at every HPA sync. The absence of requests shows
 * that it is down, without RBAC rules, tokens or network access.
 */
final class PrometheusRules {
  private static final Duration PENDING = Duration.ofMinutes(3);
  private static final Duration LONGER_PENDING = Duration.ofMinutes(5);
  private static final Duration SHORTEST_WINDOW = Duration.ofMinutes(2);
  private static final Duration FULL_PENDING = Duration.ofMinutes(15);

  /** The HPA sync period; its default, which the cluster's administrator may have changed. */
  private static final Duration SYNC_PERIOD = Duration.ofSeconds(15);

  /** Of four relists or HPA syncs, one may be slow. */
  private static final int MIN_REQUESTS = 4;

  /** Samples may take 80 % of a volume; above this, data that retention cannot delete has grown. */
  private static final BigDecimal FULL = new BigDecimal("0.9");

  private final Prometheus prometheus;
  private final RuleSpec settings;

  PrometheusRules(Prometheus prometheus, RuleSpec settings) {
    this.prometheus = prometheus;
    this.settings = settings;
  }

  /** Returns the job under which Prometheus scrapes itself, if known. */
  private Optional<String> selfJob() {
    return PrometheusLink.of(prometheus)
        .ownSeries()
        .map(SelfMonitoring::job)
        .or(settings::prometheusJob);
  }

  RuleGroup group(String file) {
    return new RuleGroup(
        file + "/prometheus",
        PrometheusLink.of(prometheus).scrapeInterval().evaluationInterval(),
        settings.enabled().stream().flatMap(alert -> rule(alert, file).stream()).toList());
  }

  private Optional<Rule> rule(Alert alert, String file) {
    Optional<AlertingRule> rule =
        switch (alert) {
          case ADAPTER_DOWN ->
              settings
                  .adapterJob()
                  .map(this::scrapedAdapterDown)
                  .or(() -> selfJob().map(this::adapterDown));
          case METRIC_NOT_QUERIED -> selfJob().map(this::metricNotQueried);
          case METRICS_API_UNAVAILABLE -> Optional.of(apiUnavailable());
          case RULE_FAILURES -> selfJob().map(job -> ruleFailures(job, file));
          case VOLUME_FILLING -> PrometheusLink.of(prometheus).ownSeries().map(this::volumeFilling);
          // Of one autoscaler or canary: see AutoscalerRules and CanaryRules.
          case METRIC_MISSING,
              TARGET_ABSENT,
              TARGET_DOWN,
              MODEL_NOT_LOADED,
              STORE_FAILED,
              POD_STUCK,
              LOAD_ABOVE_TARGET,
              AT_MAX_REPLICAS,
              FLAPPING,
              ERROR_RATIO,
              LATENCY_OBJECTIVE,
              CANARY_WORSE,
              SCALING_INACTIVE ->
              Optional.empty();
        };
    return rule.map(Rule.class::cast);
  }

  private AlertingRule scrapedAdapterDown(String job) {
    return rule(
        Alert.ADAPTER_DOWN,
        "absent(up{job=\"" + job + "\"} == 1)",
        PENDING,
        "The metrics adapter is down",
        "Prometheus cannot scrape any target of job " + job + ". No autoscaler gets a value.");
  }

  private AlertingRule adapterDown(String job) {
    Duration window = window(PrometheusLink.of(prometheus).scrapeInterval().relistInterval());
    return rule(
        Alert.ADAPTER_DOWN,
        noRequests(job, "/api/v1/series", window),
        PENDING,
        "The metrics adapter is down",
        "No adapter has listed series in Prometheus for "
            + Durations.text(window)
            + "; its relist interval is "
            + Durations.text(PrometheusLink.of(prometheus).scrapeInterval().relistInterval())
            + ". No autoscaler gets a value.");
  }

  private AlertingRule metricNotQueried(String job) {
    Duration window = window(SYNC_PERIOD);
    return rule(
        Alert.METRIC_NOT_QUERIED,
        noRequests(job, "/api/v1/query", window),
        LONGER_PENDING,
        "No autoscaler queries its metric",
        "Prometheus has received no query for "
            + Durations.text(window)
            + "; the HPA sync period is "
            + Durations.text(SYNC_PERIOD)
            + ". The HPA controller, the API server, the adapter or KEDA has stopped.");
  }

  private AlertingRule apiUnavailable() {
    return rule(
        Alert.METRICS_API_UNAVAILABLE,
        "max by (name) (aggregator_unavailable_apiservice{name=~\"v1beta[12][.]"
            + MetricsAdapter.API_GROUP.replace(".", "[.]")
            + "\"}) == 1",
        PENDING,
        "The API server cannot reach the metrics adapter",
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
        "Prometheus cannot evaluate rules of " + file,
        "{{ $value | humanize }} rule evaluations of {{ $labels.rule_group }} failed within "
            + Durations.text(window)
            + ". Alerts whose evaluation fails do not fire.");
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
            + ". When it is full, Prometheus stops, and with it all autoscaling.");
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

  /** Returns a window that contains several requests and several scrapes of their counter. */
  private Duration window(Duration period) {
    return Durations.longer(
        SHORTEST_WINDOW,
        Durations.longer(period, PrometheusLink.of(prometheus).scrapeInterval().interval())
            .multipliedBy(MIN_REQUESTS));
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
