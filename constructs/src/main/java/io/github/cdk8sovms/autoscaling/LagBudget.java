package io.github.cdk8sovms.autoscaling;

import io.github.cdk8sovms.internal.values.Durations;
import io.github.cdk8sovms.validation.internal.Required;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The delay from a step of the load until the added pods are ready, stage by stage. The load steps
 * from half the target to twice the target and remains there.
 *
 * @param terms the stages, in chronological order
 */
public record LagBudget(List<Term> terms) {
  /** The HPA sync period, unless the cluster's administrator changed it. */
  private static final Duration SYNC_PERIOD = Duration.ofSeconds(15);

  /**
   * The share of the window after which the average of a load that steps from 0.5 to 2 times the
   * target is above 1.1 times the target: (1.1 - 0.5) / (2 - 0.5).
   */
  private static final double SHARE_OF_WINDOW = 0.4;

  /**
   * One stage of the delay.
   *
   * @param what name of the stage
   * @param typical the average duration, for the assumed step
   * @param worst the maximum duration, for any step beyond the target
   */
  public record Term(String what, Duration typical, Duration worst) {
    /** Takes no null. */
    public Term {
      Required.nonNull(what, "what");
      Required.nonNull(typical, "typical");
      Required.nonNull(worst, "worst");
    }
  }

  /** Copies the terms. */
  public LagBudget {
    terms = Required.elements(terms, "terms");
  }

  static LagBudget of(
      Duration scrapeInterval, Duration window, ScalingRules up, Optional<PodStart> start) {
    List<Term> terms = new ArrayList<>();
    terms.add(anywhereIn("scrape", scrapeInterval));
    terms.add(new Term("averaging window", share(window, SHARE_OF_WINDOW), window));
    terms.add(anywhereIn("HPA sync period", SYNC_PERIOD));
    // The lowest recommendation within the window applies, so the whole window must pass.
    terms.add(new Term("stabilization window", up.window(), up.window()));
    start.ifPresent(pod -> terms.add(new Term("start of a pod", pod.typical(), pod.worst())));
    return new LagBudget(terms);
  }

  /** Returns the average duration of all stages together. */
  public Duration typical() {
    return sum(Term::typical);
  }

  /** Returns the maximum duration of all stages together. */
  public Duration worst() {
    return sum(Term::worst);
  }

  /** Returns the budget on one line, such as {@code 19s typical, 40s worst: scrape 3s/5s, ...}. */
  @Override
  public String toString() {
    StringBuilder text =
        new StringBuilder(
            Durations.text(typical()) + " typical, " + Durations.text(worst()) + " worst:");
    for (Term term : terms) {
      text.append(text.charAt(text.length() - 1) == ':' ? " " : ", ")
          .append(term.what())
          .append(' ')
          .append(Durations.text(term.typical()))
          .append('/')
          .append(Durations.text(term.worst()));
    }
    return text.toString();
  }

  private Duration sum(Function<Term, Duration> part) {
    return terms.stream().map(part).reduce(Duration.ZERO, Duration::plus);
  }

  private static Term anywhereIn(String what, Duration period) {
    return new Term(what, share(period, 0.5), period);
  }

  private static Duration share(Duration whole, double share) {
    return Duration.ofSeconds(Math.round(whole.toSeconds() * share));
  }
}
