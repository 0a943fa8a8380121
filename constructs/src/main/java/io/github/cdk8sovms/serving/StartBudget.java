package io.github.cdk8sovms.serving;

import io.github.cdk8sovms.internal.ovms.StartStage;
import io.github.cdk8sovms.internal.values.Durations;
import io.github.cdk8sovms.serving.internal.StageTimes;
import io.github.cdk8sovms.validation.internal.Required;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The time from the creation of a pod until it takes requests, stage by stage: see {@link
 * StartTimes} for how to configure it. A stage whose duration is neither configured nor assumed is
 * listed as not stated; the sums are too short by its duration.
 */
public final class StartBudget {
  static {
    StageTimes.LINK.provide(budget -> budget::typical);
  }

  /** Where a duration comes from. */
  enum Basis {
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
  record Term(StartStage stage, Duration typical, Duration worst, Basis basis) {
    Term {
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

  private final List<Term> terms;
  private final List<StartStage> notStated;

  StartBudget(List<Term> terms, List<StartStage> notStated) {
    this.terms = List.copyOf(terms);
    this.notStated = List.copyOf(notStated);
  }

  /** Returns the stages with a duration, in chronological order. */
  List<Term> terms() {
    return terms;
  }

  /** Returns the stages of this server without one. */
  List<StartStage> notStated() {
    return notStated;
  }

  /** Returns the usual duration of all stages together. */
  public Duration typical() {
    return sum(terms.stream(), Term::typical);
  }

  /** Returns the longest duration of all stages together. */
  public Duration worst() {
    return sum(terms.stream(), Term::worst);
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

  private Duration typical(StartStage stage) {
    return sum(terms.stream().filter(term -> term.stage() == stage), Term::typical);
  }

  private static Duration sum(Stream<Term> of, Function<Term, Duration> part) {
    return of.map(part).reduce(Duration.ZERO, Duration::plus);
  }
}
