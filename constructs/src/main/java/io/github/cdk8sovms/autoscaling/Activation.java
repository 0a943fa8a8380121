package io.github.cdk8sovms.autoscaling;

import static io.github.cdk8sovms.validation.Findings.quote;

import io.github.cdk8sovms.kubernetes.Durations;
import io.github.cdk8sovms.kubernetes.Text;
import io.github.cdk8sovms.monitoring.Prometheus;
import io.github.cdk8sovms.serving.OvmsMetric;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.Findings;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

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
        !query.isBlank() && Text.isPlain(query) && isBalanced(),
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

  /** Returns whether brackets and quotes are closed, outside of comments. */
  private boolean isBalanced() {
    Deque<Character> open = new ArrayDeque<>();
    for (int i = 0; i < query.length(); i++) {
      char c = query.charAt(i);
      if (c == '#') {
        i = endOf(i, '\n', false);
      } else if (c == '"' || c == '\'' || c == '`') {
        i = endOf(i, c, c != '`');
        if (i >= query.length()) {
          return false;
        }
      } else if ("([{".indexOf(c) >= 0) {
        open.push(c);
      } else if (")]}".indexOf(c) >= 0
          && (open.isEmpty() || open.pop() != "([{".charAt(")]}".indexOf(c)))) {
        return false;
      }
    }
    return open.isEmpty();
  }

  /** Returns the position of the next character of this kind; the length if there is none. */
  private int endOf(int start, char end, boolean hasEscapes) {
    int i = start + 1;
    while (i < query.length() && query.charAt(i) != end) {
      i += hasEscapes && query.charAt(i) == '\\' ? 2 : 1;
    }
    return Math.min(i, query.length());
  }

  /**
   * Returns 1 while requests arrive, else 0: KEDA then starts the first pod, and this trigger never
   * requests a second one.
   */
  String trigger() {
    return "sum(\n" + query + "\n) > bool 0";
  }
}
