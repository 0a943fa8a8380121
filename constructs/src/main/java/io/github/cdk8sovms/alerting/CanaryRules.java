package io.github.cdk8sovms.alerting;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.alerting.RuleSpec.Condition;
import io.github.cdk8sovms.autoscaling.RatioAutoscaler;
import io.github.cdk8sovms.exposure.Canary;
import io.github.cdk8sovms.exposure.internal.CanarySides;
import io.github.cdk8sovms.internal.values.Durations;
import io.github.cdk8sovms.monitoring.internal.PrometheusLink;
import io.github.cdk8sovms.monitoring.internal.RecordingRule;
import io.github.cdk8sovms.monitoring.internal.Rule;
import io.github.cdk8sovms.monitoring.internal.RuleGroup;
import io.github.cdk8sovms.serving.ModelServer;
import io.github.cdk8sovms.serving.internal.ServerLink;
import io.github.cdk8sovms.signal.LoadSignal;
import io.github.cdk8sovms.signal.OvmsMetric;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The rules that compare the sides of a canary, per model over all pods: requests, error ratio and
 * the 95th percentile of the latency of each side, and the alert.
 */
record CanaryRules(
    Canary canary, RatioAutoscaler stable, RatioAutoscaler candidate, RuleSpec settings) {
  /** Fewer requests have no 95th percentile. */
  private static final int FEWEST_REQUESTS = 20;

  private static final double QUANTILE = 0.95;
  private static final String BY = LoadSignal.MODEL_LABEL;

  /** Checks that both sides have an autoscaler among the watched ones. */
  static void check(Findings findings, Canary canary, List<RatioAutoscaler> watched) {
    new CanarySides(canary).check(findings, "canary");
    for (ModelServer server : List.of(canary.stable(), canary.candidate())) {
      Optional<RatioAutoscaler> autoscaler = of(server, watched);
      findings.require(
          autoscaler.isPresent(),
          FindingCode.CANARY_NOT_WATCHED,
          "canary",
          quote(server.serviceName())
              + " is a side of the canary, and no autoscaler of these alerts has it as its target",
          "Add .autoscaler(..) with the autoscaler of this server.");
      autoscaler.ifPresent(it -> checkExported(findings, it));
    }
  }

  private static void checkExported(Findings findings, RatioAutoscaler autoscaler) {
    LoadSignal signal = autoscaler.settings().signal();
    Set<String> missing = new TreeSet<>();
    RequestSeries.needs(Alert.ERROR_RATIO, signal).forEach(it -> missing.add(it.series()));
    if (!signal.isOfGraphs()) {
      missing.add(OvmsMetric.REQUEST_TIME.series());
    }
    ServerLink.of(autoscaler.settings().server())
        .exportedMetrics()
        .forEach(exported -> missing.remove(exported.series()));
    findings.require(
        missing.isEmpty(),
        FindingCode.ALERT_SERIES,
        "canary",
        quote(missing)
            + " must be exported for "
            + Alert.CANARY_WORSE.alertName()
            + ", and the server of "
            + quote(autoscaler.name())
            + " does not",
        "Add them to .metrics(..) of the server, or leave .canary(..) out.");
  }

  /** Returns the autoscaler of a server. */
  static Optional<RatioAutoscaler> of(ModelServer server, List<RatioAutoscaler> watched) {
    return watched.stream().filter(each -> each.settings().server() == server).findFirst();
  }

  RuleGroup group(String file) {
    List<Rule> rules = new ArrayList<>();
    recordSide(rules, "stable", stable);
    recordSide(rules, "candidate", candidate);
    if (settings.enabled().contains(Alert.CANARY_WORSE)) {
      rules.add(moreErrors());
      if (hasLatency()) {
        rules.add(slower());
      }
    }
    return new RuleGroup(
        file + "/" + namespace() + "/canary-" + name(),
        PrometheusLink.of(candidate.settings().prometheus()).scrapeInterval().evaluationInterval(),
        rules);
  }

  private void recordSide(List<Rule> rules, String side, RatioAutoscaler autoscaler) {
    RequestSeries requests = requests(autoscaler);
    Map<String, String> labels = new LinkedHashMap<>(labels());
    labels.put("side", side);
    rules.add(new RecordingRule(requestRate(), requests.requests(BY), labels));
    rules.add(new RecordingRule(errorRatio(), requests.errorRatio(BY), labels));
    if (hasLatency()) {
      rules.add(new RecordingRule(latency(), requests.latency(QUANTILE, BY), labels));
    }
  }

  private Rule moreErrors() {
    return rule(
        side(errorRatio(), "candidate")
            + " > on ("
            + BY
            + ") ("
            + side(errorRatio(), "stable")
            + " + "
            + Numbers.text(canary.errorMargin())
            + ")"
            + enoughRequests(),
        "errors",
        "{{ $value | humanizePercentage }} of the requests for {{ $labels.name }} fail on "
            + name(),
        "The error ratio of "
            + name()
            + " for {{ $labels.name }} exceeds that of "
            + canary.stable().serviceName()
            + " by more than "
            + Numbers.text(canary.errorMargin() * 100)
            + " percentage points.");
  }

  private Rule slower() {
    return rule(
        side(latency(), "candidate")
            + " > on ("
            + BY
            + ") ("
            + side(latency(), "stable")
            + " * "
            + Numbers.text(canary.latencyFactor())
            + ")"
            + enoughRequests(),
        "latency",
        "{{ $labels.name }} is slower on " + name(),
        "95 % of the requests for {{ $labels.name }} complete within {{ $value | humanize }} ms on "
            + name()
            + ", more than "
            + Numbers.text(canary.latencyFactor())
            + " times the time on "
            + canary.stable().serviceName()
            + ".");
  }

  private Rule rule(String expression, String comparison, String summary, String description) {
    Map<String, String> subject = new LinkedHashMap<>(labels());
    subject.put("comparison", comparison);
    return settings.rule(
        Alert.CANARY_WORSE, subject, new Condition(expression, window()), summary, description);
  }

  private String enoughRequests() {
    String fewest = " > " + Numbers.text((double) FEWEST_REQUESTS / window().toSeconds());
    return " and on ("
        + BY
        + ") "
        + side(requestRate(), "candidate")
        + fewest
        + " and on ("
        + BY
        + ") "
        + side(requestRate(), "stable")
        + fewest;
  }

  /** OVMS exports no request time for graphs. */
  private boolean hasLatency() {
    return !stable.settings().signal().isOfGraphs() && !candidate.settings().signal().isOfGraphs();
  }

  private String requestRate() {
    return "canary:ovms_requests:rate" + Durations.text(window());
  }

  private String errorRatio() {
    return "canary:ovms_errors:ratio_rate" + Durations.text(window());
  }

  private String latency() {
    return "canary:ovms_latency_ms:p95_rate" + Durations.text(window());
  }

  private Duration window() {
    return requests(candidate).window();
  }

  private static RequestSeries requests(RatioAutoscaler autoscaler) {
    return new RequestSeries(autoscaler.settings(), new AutoscalerSeries(autoscaler));
  }

  private Map<String, String> labels() {
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put("namespace", namespace());
    labels.put("canary", name());
    return labels;
  }

  private String side(String recorded, String side) {
    return recorded
        + "{namespace=\""
        + namespace()
        + "\",canary=\""
        + name()
        + "\",side=\""
        + side
        + "\"}";
  }

  private String namespace() {
    return canary.candidate().namespace();
  }

  /** A canary is named after its candidate. */
  private String name() {
    return canary.candidate().serviceName();
  }
}
