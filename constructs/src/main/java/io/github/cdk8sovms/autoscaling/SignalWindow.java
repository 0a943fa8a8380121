package io.github.cdk8sovms.autoscaling;

import static io.github.cdk8sovms.validation.Findings.quote;

import io.github.cdk8sovms.kubernetes.Durations;
import io.github.cdk8sovms.monitoring.ScrapeInterval;
import io.github.cdk8sovms.signal.LoadSignal;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.Findings;
import java.time.Duration;

/** The time that a signal looks back over, in a Prometheus that scrapes this often. */
record SignalWindow(LoadSignal signal, ScrapeInterval scrape) {

  Duration length() {
    return signal.windowOr(scrape.averagingWindow());
  }

  /**
   * Checks that enough scrapes are in it, and that it is forgotten before pods are removed.
   *
   * @param down how pods are removed
   */
  void check(Findings findings, ScalingRules down) {
    if (signal.hasUsableWindow()) {
      checkScrapes(findings);
      checkMemory(findings, down.window());
    }
  }

  private void checkScrapes(Findings findings) {
    Duration shortest = scrape.interval().multipliedBy(signal.fewestScrapes());
    findings.require(
        length().compareTo(shortest) >= 0,
        FindingCode.SIGNAL_WINDOW,
        "signal",
        quote(Durations.text(length()))
            + " holds fewer than the "
            + signal.fewestScrapes()
            + " scrapes that "
            + signal.description()
            + " is worked out from, at one scrape in "
            + Durations.text(scrape.interval()),
        "Leave .over(..) out, or write "
            + Durations.text(shortest)
            + " or more, or scrape more often.");
  }

  /**
   * When pods are removed, the averages of those that stay are still of the time before, and if
   * these fall silent then, that is the last that is known of them for a whole window more.
   */
  private void checkMemory(Findings findings, Duration memory) {
    Duration shortest = Durations.shorter(length().multipliedBy(2), ScalingRules.LONGEST);
    findings.require(
        memory.isNegative() || memory.compareTo(shortest) >= 0,
        FindingCode.SHORT_MEMORY,
        "behavior.down",
        quote(Durations.text(memory))
            + " is less than twice the averaging window of "
            + Durations.text(length())
            + "; if all pods fall silent just after some were removed, what was measured before can"
            + " remove more than the load allows",
        "Write a window for removing of " + Durations.text(shortest) + " or more.");
  }
}
