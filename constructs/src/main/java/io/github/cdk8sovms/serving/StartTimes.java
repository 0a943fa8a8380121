package io.github.cdk8sovms.serving;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.internal.ovms.StartStage;
import io.github.cdk8sovms.internal.values.Durations;
import io.github.cdk8sovms.serving.StartBudget.Basis;
import io.github.cdk8sovms.serving.StartBudget.Term;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import io.github.cdk8sovms.validation.internal.Required;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How long the stages of a start take, measured or declared. Each duration is whole seconds up to
 * two hours. Immutable: each method returns a modified copy.
 *
 * <pre>{@code
 * StartTimes.measured()
 *     .image(Duration.ofSeconds(14), Duration.ofSeconds(40))
 *     .load(Duration.ofSeconds(4))
 *     .and(StartTimes.declared().node(Duration.ofSeconds(0), Duration.ofMinutes(2)))
 * }</pre>
 *
 * <p>{@code cdk8s-ovms doctor} prints the measured times of pods that run, as such a line.
 */
public final class StartTimes {
  static final StartTimes NONE = declared();

  private static final Duration LONGEST = Duration.ofHours(2);

  private final Basis basis;
  private final List<Term> terms;

  private StartTimes(Basis basis, List<Term> terms) {
    this.basis = basis;
    this.terms = List.copyOf(terms);
  }

  /** Starts with durations that were measured on pods. */
  public static StartTimes measured() {
    return new StartTimes(Basis.MEASURED, List.of());
  }

  /** Starts with durations that are expected, but were not measured. */
  public static StartTimes declared() {
    return new StartTimes(Basis.DECLARED, List.of());
  }

  /** Sets the time of {@link StartStage#SCHEDULE}. */
  public StartTimes schedule(Duration always) {
    return with(StartStage.SCHEDULE, always, always);
  }

  /** Sets the times of {@link StartStage#SCHEDULE}. */
  public StartTimes schedule(Duration typical, Duration worst) {
    return with(StartStage.SCHEDULE, typical, worst);
  }

  /** Sets the time of {@link StartStage#NODE}. */
  public StartTimes node(Duration always) {
    return with(StartStage.NODE, always, always);
  }

  /** Sets the times of {@link StartStage#NODE}. */
  public StartTimes node(Duration typical, Duration worst) {
    return with(StartStage.NODE, typical, worst);
  }

  /** Sets the time of {@link StartStage#IMAGE}. */
  public StartTimes image(Duration always) {
    return with(StartStage.IMAGE, always, always);
  }

  /** Sets the times of {@link StartStage#IMAGE}. */
  public StartTimes image(Duration typical, Duration worst) {
    return with(StartStage.IMAGE, typical, worst);
  }

  /** Sets the time of {@link StartStage#FETCH}. */
  public StartTimes fetch(Duration always) {
    return with(StartStage.FETCH, always, always);
  }

  /** Sets the times of {@link StartStage#FETCH}. */
  public StartTimes fetch(Duration typical, Duration worst) {
    return with(StartStage.FETCH, typical, worst);
  }

  /** Sets the time of {@link StartStage#LOAD}. */
  public StartTimes load(Duration always) {
    return with(StartStage.LOAD, always, always);
  }

  /** Sets the times of {@link StartStage#LOAD}. */
  public StartTimes load(Duration typical, Duration worst) {
    return with(StartStage.LOAD, typical, worst);
  }

  /** Sets the time of {@link StartStage#WARM_UP}. */
  public StartTimes warmUp(Duration always) {
    return with(StartStage.WARM_UP, always, always);
  }

  /** Sets the times of {@link StartStage#WARM_UP}. */
  public StartTimes warmUp(Duration typical, Duration worst) {
    return with(StartStage.WARM_UP, typical, worst);
  }

  /** Sets the time of {@link StartStage#PROBE}. */
  public StartTimes probe(Duration always) {
    return with(StartStage.PROBE, always, always);
  }

  /** Sets the times of {@link StartStage#PROBE}. */
  public StartTimes probe(Duration typical, Duration worst) {
    return with(StartStage.PROBE, typical, worst);
  }

  /** Adds the stages of another value, which keep their basis. */
  public StartTimes and(StartTimes other) {
    List<Term> all = new ArrayList<>(terms);
    all.addAll(Required.nonNull(other).terms);
    return new StartTimes(basis, all);
  }

  private StartTimes with(StartStage stage, Duration typical, Duration worst) {
    List<Term> all = new ArrayList<>(terms);
    all.add(new Term(stage, typical, worst, basis));
    return new StartTimes(basis, all);
  }

  List<Term> terms() {
    return terms;
  }

  /**
   * Checks the durations.
   *
   * @param stages those that the start of the server has
   */
  void check(Findings findings, Set<StartStage> stages) {
    Set<StartStage> given = EnumSet.noneOf(StartStage.class);
    for (Term term : terms) {
      String option = "startTimes." + term.stage().method();
      checkDuration(findings, option, term.typical());
      if (!term.worst().equals(term.typical())) {
        checkDuration(findings, option, term.worst());
      }
      findings.require(
          term.typical().compareTo(term.worst()) <= 0,
          FindingCode.START_TIME,
          option,
          quote(term.typical()) + " is longer than " + quote(term.worst()) + ", the worst",
          "Write the typical duration first.");
      findings.require(
          given.add(term.stage()),
          FindingCode.CONTRADICTION,
          option,
          quote(term.stage().text()) + " is given twice",
          "Leave one of them out.");
      findings.require(
          stages.contains(term.stage()),
          FindingCode.NO_EFFECT,
          option,
          quote(term.stage().text()) + " is no stage of this server's start",
          "Leave it out: its models are on volumes or in images.");
    }
  }

  /**
   * Checks that the startup timeout is long enough.
   *
   * @param inServer the stages that the timeout covers: those in the server's container
   */
  void checkTimeout(Findings findings, Set<StartStage> inServer, Duration timeout) {
    Duration needed =
        terms.stream()
            .filter(term -> inServer.contains(term.stage()))
            .map(Term::worst)
            .reduce(Duration.ZERO, Durations::sum);
    findings.require(
        needed.compareTo(timeout) <= 0,
        FindingCode.CONTRADICTION,
        "startup",
        quote(Durations.text(timeout))
            + " is less than the "
            + quote(Durations.text(needed))
            + " that "
            + inServer.stream().map(StartStage::text).collect(Collectors.joining(", "))
            + " may take; slow starts would be restarted",
        "Set .startup(..) to more than that.");
  }

  private static void checkDuration(Findings findings, String option, Duration value) {
    Durations.check(findings, FindingCode.START_TIME, option, value, Duration.ZERO, LONGEST);
  }
}
