package io.github.cdk8sovms.autoscaling;

import static io.github.cdk8sovms.validation.Findings.quote;

import io.github.cdk8sovms.kubernetes.Durations;
import io.github.cdk8sovms.kubernetes.Text;
import io.github.cdk8sovms.monitoring.PrometheusStack;
import io.github.cdk8sovms.serving.OvmsMetric;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.Findings;
import java.time.Duration;
import java.util.Arrays;

/**
 * What starts the first pod, and when the last one ends.
 *
 * @param query PromQL that is above zero while requests come in, also without pods
 * @param idle how long it must have been zero before the last pod is removed
 */
record Activation(String query, Duration idle) {
  private static final String OPTION = "metrics.scaleToZero";
  private static final Duration SHORTEST = Duration.ofMinutes(1);
  private static final Duration LONGEST = Duration.ofDays(7);
  private static final String FIX =
      "Name a metric of what stands before the server, such as"
          + " \"sum(rate(istio_requests_total{reporter=\\\"source\\\","
          + "destination_service=\\\"resnet.serving.svc.cluster.local\\\"}[1m]))\".";

  void check(Findings findings, PrometheusStack prometheus) {
    findings.require(
        !query.isBlank() && Text.isPlain(query),
        FindingCode.ACTIVATION,
        OPTION,
        quote(query) + " is not a query",
        FIX);
    findings.require(
        Arrays.stream(OvmsMetric.values()).noneMatch(it -> query.contains(it.series())),
        FindingCode.ACTIVATION,
        OPTION,
        quote(query)
            + " asks for a metric of OVMS, and without pods there is none, so nothing would start"
            + " the first",
        FIX);
    findings.require(
        !prometheus.scrapesOnlyItsServers(),
        FindingCode.ACTIVATION,
        OPTION,
        quote(prometheus.name())
            + " is a Prometheus that reads model servers only, so it does not know whether"
            + " requests come in while there are none",
        "Use .existing(url) or .operator() on the PrometheusStack: one that reads the metrics of"
            + " the Gateway, too.");
    Durations.check(findings, OPTION, idle, SHORTEST, LONGEST);
  }

  /**
   * One while requests come in, else zero: so KEDA starts the first pod, and the autoscaler never
   * asks for a second because of it.
   */
  String trigger() {
    return "sum(\n" + query + "\n) > bool 0";
  }
}
