package io.github.cdk8sovms.controlplane.scenario;

import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * What came of a step of the load and its end, in figures.
 *
 * @param step when the load rose
 * @param drop when it fell again
 */
record Outcome(Recording recording, double step, double drop) {

  /** Seconds from the step until the autoscaler wanted more pods; infinite if it never did. */
  double decision() {
    int before = recording.between(0, step).get(0).desired();
    return after(step, drop, moment -> moment.desired() > before);
  }

  /** Seconds from the step until this number of pods was ready. */
  double ready(int pods) {
    return after(step, drop, moment -> moment.ready() >= pods);
  }

  /** Seconds from the drop until as few pods were ready. */
  double shrunk(int pods) {
    return after(drop, Double.MAX_VALUE, moment -> moment.ready() <= pods);
  }

  /** Part of the requests of the burst that were answered after more than two seconds. */
  double partLate() {
    List<Moment> burst = recording.between(step, drop);
    double answered = burst.stream().mapToDouble(each -> each.load().answered()).sum();
    return burst.stream().mapToDouble(each -> each.load().late()).sum() / answered;
  }

  double worstMedianMillis() {
    return recording.between(step, Double.MAX_VALUE).stream()
        .mapToDouble(each -> each.load().p50Millis())
        .filter(Double::isFinite)
        .max()
        .orElseThrow();
  }

  void report(Trial trial, String name) {
    List<Moment> burst = recording.between(step, drop);
    int most = burst.stream().mapToInt(Moment::ready).max().orElse(0);
    int fewest = recording.between(0, step).get(0).ready();
    trial.report(
        "%s: decision after %s s; %d pods ready after %s s; late %.1f %%; worst median %.1f s;"
            + " last median of the burst %.1f s; %d pods again %s s after the drop",
        name,
        text(decision()),
        most,
        text(ready(most)),
        100 * partLate(),
        worstMedianMillis() / 1000,
        burst.get(burst.size() - 1).load().p50Millis() / 1000,
        fewest,
        text(shrunk(fewest)));
  }

  private double after(double from, double to, Predicate<Moment> is) {
    return recording.between(from, to).stream()
        .filter(is)
        .mapToDouble(moment -> moment.seconds() - from)
        .findFirst()
        .orElse(Double.POSITIVE_INFINITY);
  }

  private static String text(double seconds) {
    return Double.isFinite(seconds) ? String.format(Locale.ROOT, "%.0f", seconds) : "never";
  }
}
