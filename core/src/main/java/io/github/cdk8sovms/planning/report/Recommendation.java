package io.github.cdk8sovms.planning.report;

import io.github.cdk8sovms.planning.PlanResult;
import java.util.List;
import java.util.Locale;

/**
 * The settings that no other is better than: each has fewer late requests or fewer replica-hours
 * than all others that were planned.
 *
 * @param today the settings in the manifest
 * @param front the best settings, by ascending replica-hours
 * @param planned how many settings were planned
 */
public record Recommendation(Candidate today, List<Candidate> front, int planned) {
  private static final String INDENT = " ".repeat(51);

  /** Copies the lists. */
  public Recommendation {
    front = List.copyOf(front);
  }

  /**
   * Settings and what they lead to.
   *
   * @param lines Java for the builders; empty for the settings in the manifest
   */
  public record Candidate(List<String> lines, PlanResult result) {
    /** Copies the lines. */
    public Candidate {
      lines = List.copyOf(lines);
    }

    /** Returns the share of requests that were late or refused. */
    public double brokenShare() {
      return result.lateShare() + result.refusedShare();
    }
  }

  /** Returns the recommendation as text. */
  public String text() {
    StringBuilder text =
        new StringBuilder(
            "The best of %d settings for this traffic; plan them with others before you decide:\n"
                .formatted(planned));
    row(text, today, List.of("as in the manifest"));
    for (Candidate candidate : front) {
      if (!candidate.lines().isEmpty()) {
        row(text, candidate, candidate.lines());
      }
    }
    return text.toString();
  }

  private static void row(StringBuilder text, Candidate candidate, List<String> lines) {
    text.append(
        String.format(
            Locale.ROOT,
            "  %8s late or refused, %6s replica-hours   %s%n",
            Numbers.percent(candidate.brokenShare()),
            Numbers.amount(candidate.result().replicaHours()),
            lines.get(0)));
    for (String line : lines.subList(1, lines.size())) {
      text.append(INDENT).append(line).append('\n');
    }
  }
}
