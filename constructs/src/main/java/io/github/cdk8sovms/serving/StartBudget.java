package io.github.cdk8sovms.serving;

import io.github.cdk8sovms.internal.ovms.StartStage;
import io.github.cdk8sovms.internal.values.Durations;
import io.github.cdk8sovms.validation.internal.Required;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The time from the creation of a pod until it takes requests, stage by stage: see {@link
 * StartTimes} for how to configure it. A stage whose duration is neither configured nor assumed is
 * listed as not stated; the sums are too short by its duration.
 *
 * @param terms the stages with a duration, in chronological order
 * @param notStated the stages of this server without one
 */
public record StartBudget(List<Term> terms, List<StartStage> notStated) {

  /** Where a duration comes from. */
  public enum Basis {
    /** From pods that started, such as by {@code cdk8s-ovms doctor}. */
    MEASURED,

    /** Configured by the user without a measurement. */
    DECLARED,

    /** A default of this library; docs/start.md has the source of each. */
    ASSUMED
  }

  /**
   * One stage of the start.
   *
   * @param typical the usual duration
   * @param worst the longest duration that is expected
   * @param basis where both come from
   */
  public record Term(StartStage stage, Duration typical, Duration worst, Basis basis) {
    /** Takes no null. */
    public Term {
      Required.nonNull(stage, "stage");
      Required.nonNull(typical, "typical");
      Required.nonNull(worst, "worst");
      Required.nonNull(basis, "basis");
    }

    @Override
    public String toString() {
      return "%s %s/%s %s"
          .formatted(
              stage.text(),
              Durations.text(typical),
              Durations.text(worst),
              basis.name().toLowerCase(Locale.ROOT));
    }
  }

  /** Copies the lists. */
  public StartBudget {
    terms = Required.elements(terms, "terms");
    notStated = Required.elements(notStated, "notStated");
  }

  /** Returns the usual duration of all stages together. */
  public Duration typical() {
    return sum(Term::typical);
  }

  /** Returns the longest duration of all stages together. */
  public Duration worst() {
    return sum(Term::worst);
  }

  /**
   * Returns whether a stage was measured or declared; the rest of the library then uses the sums.
   */
  public boolean isStated() {
    return terms.stream().anyMatch(term -> term.basis() != Basis.ASSUMED);
  }

  /**
   * Returns the budget on one line, such as {@code 20s typical, 31s worst: schedule 0s/1s assumed,
   * ..., load 4s/9s measured, probe 1s/2s assumed; not stated: image}.
   */
  @Override
  public String toString() {
    String text =
        Durations.text(typical())
            + " typical, "
            + Durations.text(worst())
            + " worst: "
            + terms.stream().map(Term::toString).collect(Collectors.joining(", "));
    return notStated.isEmpty()
        ? text
        : text
            + "; not stated: "
            + notStated.stream().map(StartStage::text).collect(Collectors.joining(", "));
  }

  private Duration sum(Function<Term, Duration> part) {
    return terms.stream().map(part).reduce(Duration.ZERO, Duration::plus);
  }
}
