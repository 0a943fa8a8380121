package io.github.cdk8sovms.load;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.internal.values.Durations;
import io.github.cdk8sovms.internal.values.Shares;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The pass criteria of a load test, evaluated at its end.
 *
 * @param failures the maximum fraction of failed requests
 * @param latency the maximum latency
 */
record Expectations(double failures, Optional<Latency> latency) {
  static final Expectations DEFAULT = new Expectations(0.01, Optional.empty());

  record Latency(double quantile, Duration most) {}

  Expectations failures(double share) {
    return new Expectations(share, latency);
  }

  Expectations latency(double quantile, Duration most) {
    return new Expectations(failures, Optional.of(new Latency(quantile, most)));
  }

  void check(Findings findings, Duration timeout) {
    findings.require(
        failures >= 0 && failures <= 1,
        FindingCode.LOAD_EXPECTATION,
        "failures",
        quote(failures) + " is not a fraction; it must be 0 to 1",
        "Write .failures(0.01) for one in a hundred.");
    latency.ifPresent(expected -> checkLatency(findings, expected, timeout));
  }

  /**
   * Returns the thresholds in k6 notation.
   *
   * @param allOffered whether there are enough clients to start every request
   */
  Map<String, Object> thresholds(Protocol protocol, boolean allOffered) {
    Map<String, Object> thresholds = new LinkedHashMap<>();
    thresholds.put("checks", List.of("rate>=" + text(1 - failures)));
    if (allOffered) {
      thresholds.put("dropped_iterations", List.of("count==0"));
    }
    latency.ifPresent(
        expected ->
            thresholds.put(
                protocol == Protocol.HTTP ? "http_req_duration" : "grpc_req_duration",
                List.of(
                    "p(" + text(expected.quantile() * 100) + ")<=" + expected.most().toMillis())));
    return thresholds;
  }

  private static void checkLatency(Findings findings, Latency expected, Duration timeout) {
    Shares.check(
        findings,
        FindingCode.LOAD_EXPECTATION,
        "latency",
        expected.quantile(),
        "Write .latency(0.95, Duration.ofMillis(500)).");
    findings.require(
        expected.most().compareTo(Duration.ofMillis(1)) >= 0
            && expected.most().compareTo(timeout) <= 0,
        FindingCode.LOAD_EXPECTATION,
        "latency",
        quote(expected.most())
            + " is not a valid latency; it must be 1 ms to the timeout of "
            + Durations.text(timeout),
        "Write .latency(0.95, Duration.ofMillis(500)).");
  }

  /** Formats a number without binary rounding errors. */
  private static String text(double value) {
    return BigDecimal.valueOf(value)
        .setScale(6, RoundingMode.HALF_UP)
        .stripTrailingZeros()
        .toPlainString();
  }
}
