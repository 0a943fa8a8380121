package io.github.cdk8sovms.autoscaling;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.internal.values.Durations;
import io.github.cdk8sovms.internal.values.Text;
import io.github.cdk8sovms.monitoring.Prometheus;
import io.github.cdk8sovms.signal.OvmsMetric;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When the first pod is started and the last one removed.
 *
 * @param query PromQL that is above zero while requests arrive, even without pods
 * @param idle how long it must have been zero before the last pod is removed
 */
record Activation(String query, Duration idle) {
  private static final Duration SHORTEST = Duration.ofMinutes(1);
  private static final Duration LONGEST = Duration.ofDays(7);

  /** An adapter evaluates the query at this many times, at most, for each HPA sync. */
  private static final Duration LONGEST_OF_ADAPTER = Duration.ofHours(1);

  private static final Duration SHORTEST_STEP = Duration.ofSeconds(15);
  private static final Pattern SELECTOR = Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)\\s*[{\\[]");
  private static final String FIX =
      "Use a metric of the proxy in front of the server, such as"
          + " \"sum(rate(istio_requests_total{reporter=\\\"source\\\","
          + "destination_service=\\\"resnet.serving.svc.cluster.local\\\"}[1m]))\".";

  /** Checks it for KEDA. */
  void check(Findings findings, String option, Prometheus prometheus) {
    check(findings, option, prometheus, LONGEST);
  }

  /** Checks it for an adapter, which must find a series of the query and evaluates a template. */
  void checkForAdapter(Findings findings, String option, Prometheus prometheus) {
    check(findings, option, prometheus, LONGEST_OF_ADAPTER);
    findings.require(
        query.isBlank() || series().isPresent(),
        FindingCode.ACTIVATION,
        option,
        quote(query) + " has no selector with a name and braces, by which the adapter finds it",
        FIX);
    findings.require(
        !query.contains("<<") && !query.contains(">>"),
        FindingCode.ACTIVATION,
        option,
        quote(query) + " contains << or >>, which the adapter evaluates as a template",
        FIX);
  }

  private void check(Findings findings, String option, Prometheus prometheus, Duration longest) {
    findings.require(
        !query.isBlank() && Text.isPlain(query) && isBalanced(),
        FindingCode.ACTIVATION,
        option,
        quote(query) + " is not a query",
        FIX);
    findings.require(
        Arrays.stream(OvmsMetric.values()).noneMatch(it -> query.contains(it.series())),
        FindingCode.ACTIVATION,
        option,
        quote(query)
            + " queries a metric of OVMS, which does not exist without pods, so the first pod"
            + " would never start",
        FIX);
    findings.require(
        !prometheus.scrapesOnlyItsServers(),
        FindingCode.ACTIVATION,
        option,
        quote(prometheus.name())
            + " is a Prometheus that scrapes model servers only, so it has no metric of requests"
            + " while there are no pods",
        "Use an ExistingPrometheus or an OperatorPrometheus: one that also scrapes the"
            + " Gateway.");
    Durations.check(findings, option, idle, SHORTEST, longest);
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

  /** Returns the first series that the query selects. */
  Optional<String> series() {
    Matcher selector = SELECTOR.matcher(query);
    return selector.find() ? Optional.of(selector.group(1)) : Optional.empty();
  }

  /**
   * Returns 1 while requests arrive and for the idle time after, else 0. Kubernetes has no period
   * after which the last pod is removed, apart from the stabilization window of every step.
   */
  String held(Duration scrapeInterval) {
    Duration step = scrapeInterval.compareTo(SHORTEST_STEP) > 0 ? scrapeInterval : SHORTEST_STEP;
    return "max_over_time(("
        + trigger()
        + ")["
        + Durations.text(idle)
        + ":"
        + Durations.text(step)
        + "])";
  }
}
