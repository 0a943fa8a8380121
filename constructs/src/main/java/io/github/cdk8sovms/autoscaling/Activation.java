package io.github.cdk8sovms.autoscaling;

import static io.github.cdk8sovms.validation.Findings.quote;

import io.github.cdk8sovms.kubernetes.Durations;
import io.github.cdk8sovms.kubernetes.Text;
import io.github.cdk8sovms.monitoring.Prometheus;
import io.github.cdk8sovms.serving.OvmsMetric;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.Findings;
import java.time.Duration;
import java.util.Arrays;

/**
 * When KEDA starts the first pod and removes the last one.
 *
 * @param query PromQL that is above zero while requests arrive, even without pods
 * @param idle how long it must have been zero before the last pod is removed
 */
record Activation(String query, Duration idle) {
  private static final String OPTION = "metrics.scaleToZero";
  private static final Duration SHORTEST = Duration.ofMinutes(1);
  private static final Duration LONGEST = Duration.ofDays(7);
  private static final String FIX =
      "Use a metric of the proxy in front of the server, such as"
          + " \"sum(rate(istio_requests_total{reporter=\\\"source\\\","
          + "destination_service=\\\"resnet.serving.svc.cluster.local\\\"}[1m]))\".";

  void check(Findings findings, Prometheus prometheus) {
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
            + " queries a metric of OVMS, which does not exist without pods, so the first pod"
            + " would never start",
        FIX);
    findings.require(
        !prometheus.scrapesOnlyItsServers(),
        FindingCode.ACTIVATION,
        OPTION,
        quote(prometheus.name())
            + " is a Prometheus that scrapes model servers only, so it has no metric of requests"
            + " while there are no pods",
        "Use an ExistingPrometheus or an OperatorPrometheus: one that also scrapes the"
            + " Gateway.");
    Durations.check(findings, OPTION, idle, SHORTEST, LONGEST);
  }

  /**
   * Returns 1 while requests arrive, else 0: KEDA then starts the first pod, and this trigger never
   * requests a second one.
   */
  String trigger() {
    return "sum(\n" + query + "\n) > bool 0";
  }
}
