package io.github.cdk8sovms.autoscaling;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.internal.values.Durations;
import io.github.cdk8sovms.monitoring.internal.ScrapeInterval;
import io.github.cdk8sovms.signal.LoadSignal;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import java.time.Duration;

/** The averaging window of a signal, for a given scrape interval. */
record SignalWindow(LoadSignal signal, ScrapeInterval scrape) {

  Duration length() {
    return signal.windowAt(scrape.interval());
  }

  /**
   * Checks that the window contains enough scrapes and is shorter than the stabilization window for
   * scaling down.
   *
   * @param down rules for scaling down
   */
  void check(Findings findings, ScalingRules down) {
    if (signal.hasUsableWindow()) {
      checkScrapes(findings);
      checkMemory(findings, down.window());
    }
  }

  private void checkScrapes(Findings findings) {
    Duration shortest = Durations.times(signal.fewestScrapes(), scrape.interval());
    findings.require(
        length().compareTo(shortest) >= 0,
        FindingCode.SIGNAL_WINDOW,
        "signal",
        quote(Durations.text(length()))
            + " holds fewer than the "
            + signal.fewestScrapes()
            + " scrapes that "
            + signal.description()
            + " requires, with a scrape interval of "
            + Durations.text(scrape.interval()),
        "Leave .over(..) out, or write "
            + Durations.text(shortest)
            + " or more, or scrape more often.");
  }

  /**
   * After scaling down, the averages of the remaining pods still cover the time before. If their
   * metrics are lost at that moment, this remains the last known value for as long as values are
   * held.
   */
  private void checkMemory(Findings findings, Duration memory) {
    Duration held = signal.heldAt(scrape.interval());
    Duration shortest = Durations.shorter(Durations.times(2, held), ScalingRules.LONGEST);
    findings.require(
        memory.isNegative() || memory.compareTo(shortest) >= 0,
        FindingCode.SHORT_MEMORY,
        "behavior.down",
        quote(Durations.text(memory))
            + " is less than twice the "
            + Durations.text(held)
            + " for which a pod that cannot be scraped has a value; if the metrics of all pods are lost just after a scale-down, outdated values"
            + " can remove more pods than the load allows",
        "Write a scale-down window of " + Durations.text(shortest) + " or more.");
  }
}
