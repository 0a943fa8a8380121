package io.github.cdk8sovms.autoscaling;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.internal.ovms.Served;
import io.github.cdk8sovms.internal.ovms.Served.ServedGraph;
import io.github.cdk8sovms.internal.values.Quantity;
import io.github.cdk8sovms.serving.ModelServer;
import io.github.cdk8sovms.serving.internal.ServerLink;
import io.github.cdk8sovms.signal.LoadSignal;
import io.github.cdk8sovms.signal.internal.SignalLink;
import io.github.cdk8sovms.signal.internal.TargetRange;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * The load signal and its target value per pod.
 *
 * @param ratio the target of a dimensionless signal, if configured
 * @param latency the target of a latency signal, if configured
 */
record SignalTarget(LoadSignal signal, OptionalDouble ratio, Optional<Duration> latency) {
  static final SignalTarget DEFAULT =
      new SignalTarget(LoadSignal.requestsPerStream(), OptionalDouble.empty(), Optional.empty());

  /** The metrics API has a resolution of one thousandth. */
  private static final double LOWEST_RATIO = 0.001;

  private static final double HIGHEST_RATIO = 1_000;

  /** Returns the name of the metric, with the model if it is of one only. */
  String id() {
    return signal.metricName() + signal.model().map(model -> "-" + model).orElse("");
  }

  /** Returns the target for the default signal of a server. */
  SignalTarget withDefaultFor(ModelServer server) {
    return signal(defaultFor(server));
  }

  /**
   * Returns the default signal of a server: graphs in flight if it serves graphs only, all of one
   * capacity; else requests per stream.
   */
  private static LoadSignal defaultFor(ModelServer server) {
    List<Served> servables = ServerLink.of(server).serving().capacity().servables();
    List<OptionalInt> capacities =
        servables.stream()
            .map(each -> each instanceof ServedGraph graph ? graph.capacity() : OptionalInt.empty())
            .distinct()
            .toList();
    return capacities.size() == 1 && capacities.get(0).isPresent()
        ? LoadSignal.graphsInFlight(capacities.get(0).getAsInt())
        : LoadSignal.requestsPerStream();
  }

  SignalTarget signal(LoadSignal other) {
    return new SignalTarget(other, ratio, latency);
  }

  SignalTarget ratio(double value) {
    return new SignalTarget(signal, OptionalDouble.of(value), latency);
  }

  SignalTarget latency(Duration value) {
    return new SignalTarget(signal, ratio, Optional.of(value));
  }

  /** Returns the target in the unit of the signal. */
  double value() {
    return isLatency()
        ? latency.filter(SignalTarget::isUsable).map(Duration::toMillis).orElse(0L)
        : ratio.orElse(SignalLink.of(signal).targets().standard());
  }

  /** Returns the target in the unit of the metric. */
  double metricValue() {
    return signal.metricValue(value());
  }

  /** Returns the target as a quantity of the metrics API. */
  Quantity quantity() {
    return Quantity.of(BigDecimal.valueOf(metricValue()));
  }

  /** Returns the option that sets the target. */
  String option() {
    return isLatency() ? "latency" : "ratio";
  }

  /** Returns the target as configured. */
  String text() {
    return isLatency() ? (long) value() + " ms" : String.valueOf(value());
  }

  /**
   * Checks target and signal.
   *
   * @return whether the target is a usable number
   */
  boolean check(Findings findings) {
    return check(findings, "");
  }

  /**
   * Checks a further signal and its target, which one option sets.
   *
   * @return whether the target is a usable number
   */
  boolean checkFurther(Findings findings) {
    return check(findings, "additionalSignal(signal, ");
  }

  private boolean check(Findings findings, String setter) {
    SignalLink.of(signal).check(findings, "signal");
    boolean usable = isLatency() ? checkLatency(findings, setter) : checkRatio(findings, setter);
    TargetRange sensible = SignalLink.of(signal).targets();
    findings.require(
        !usable || sensible.contains(value()),
        FindingCode.TARGET_UNUSUAL,
        option(),
        quote(text())
            + " is an unusual target for "
            + signal.description()
            + "; "
            + sensible.low()
            + " to "
            + sensible.high()
            + " make sense: a lower target adds pods at almost no load, a higher one lets"
            + " requests queue for long before a pod is added",
        "See docs/signals.md for how to choose.");
    return usable;
  }

  private boolean checkRatio(Findings findings, String setter) {
    findings.require(
        latency.isEmpty(),
        FindingCode.TARGET_RATIO,
        "latency",
        quote(signal.description()) + " is not a latency, so a duration does not apply",
        setter.isEmpty()
            ? "Write .ratio(1.0), or .signal(LoadSignal.meanLatency())."
            : "Write ." + setter + "1.0).");
    boolean usable = value() >= LOWEST_RATIO && value() <= HIGHEST_RATIO;
    findings.require(
        usable,
        FindingCode.TARGET_RATIO,
        "ratio",
        quote(value()) + " is not a target; it must be 0.001 to 1000",
        "Write ." + (setter.isEmpty() ? "ratio(" : setter) + "1.0).");
    return usable;
  }

  private boolean checkLatency(Findings findings, String setter) {
    findings.require(
        ratio.isEmpty(),
        FindingCode.TARGET_RATIO,
        "ratio",
        quote(signal.description()) + " is a latency, so a ratio does not apply",
        fixOfLatency(setter));
    boolean usable = value() >= 1;
    findings.require(
        usable,
        FindingCode.TARGET_RATIO,
        "latency",
        quote(latency.map(Duration::toString).orElse("nothing"))
            + " is not a target for "
            + signal.description()
            + "; it must be a millisecond to a day",
        fixOfLatency(setter));
    return usable;
  }

  private static String fixOfLatency(String setter) {
    return "Write ." + (setter.isEmpty() ? "latency(" : setter) + "Duration.ofMillis(200)).";
  }

  private static boolean isUsable(Duration time) {
    return time.compareTo(Duration.ofMillis(1)) >= 0 && time.compareTo(Duration.ofDays(1)) <= 0;
  }

  private boolean isLatency() {
    return switch (signal.unit()) {
      case MILLISECONDS -> true;
      case RATIO -> false;
    };
  }
}
