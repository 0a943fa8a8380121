package io.github.cdk8sovms.load;

import static io.github.cdk8sovms.validation.Findings.quote;

import io.github.cdk8sovms.kubernetes.Durations;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.Findings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * The steps of a load, one after the other, and the clients that offer them.
 *
 * @param steps in order
 * @param timeout how long a client waits for an answer
 * @param clients how many there may be; empty for as many as the load can need
 */
record Schedule(List<Step> steps, Duration timeout, OptionalInt clients) {
  static final Schedule NONE = new Schedule(List.of(), Duration.ofSeconds(30), OptionalInt.empty());

  /** What one pod has memory for. */
  private static final int MOST_CLIENTS = 2000;

  private static final int MOST_STEPS = 50;
  private static final Duration LONGEST = Duration.ofHours(4);
  private static final Duration LONGEST_REQUEST = Duration.ofMinutes(5);

  /** A client that gave up needs a moment to say so. */
  private static final Duration AFTER_TIMEOUT = Duration.ofSeconds(1);

  Schedule {
    steps = List.copyOf(steps);
  }

  Schedule then(Step step) {
    List<Step> more = new ArrayList<>(steps);
    more.add(step);
    return new Schedule(more, timeout, clients);
  }

  Schedule timeout(Duration maxRequestDuration) {
    return new Schedule(steps, maxRequestDuration, clients);
  }

  Schedule clients(int most) {
    return new Schedule(steps, timeout, OptionalInt.of(most));
  }

  void check(Findings findings) {
    findings.require(
        !steps.isEmpty(),
        FindingCode.MISSING,
        "step",
        "no step is given; a load is so many requests a second for so long",
        "Add .step(Step.of(20, Duration.ofMinutes(2))).");
    steps.forEach(step -> step.check(findings));
    findings.require(
        steps.size() <= MOST_STEPS && duration().compareTo(LONGEST) <= 0,
        FindingCode.LOAD_LENGTH,
        "step",
        quote(steps.size() + " steps of " + Durations.text(duration()))
            + " are more than a load test may have: "
            + MOST_STEPS
            + " steps, and "
            + Durations.text(LONGEST)
            + " together",
        "Write fewer or shorter steps; a load that never ends is not a test.");
    Durations.check(findings, "timeout", timeout, Duration.ofSeconds(1), LONGEST_REQUEST);
    clients.ifPresent(
        most ->
            findings.require(
                most >= 1 && most <= MOST_CLIENTS,
                FindingCode.LOAD_CLIENTS,
                "clients",
                quote(most) + " is not a number of clients; it must be 1 to " + MOST_CLIENTS,
                "Write .clients(500), or leave it out for as many as the load can need."));
    findings.require(
        offersAll(),
        FindingCode.LOAD_DROPPED,
        "clients",
        quote(mostClients())
            + " clients may all be waiting for answers, and then requests are left out: if each"
            + " takes as long as its time out, there are "
            + steps.stream().mapToLong(this::needed).max().orElse(0),
        "Shorten .timeout(..), lower the rate, or take it that the load yields when the server does"
            + " not keep up.");
  }

  /** How long the load lasts, without answers that come later. */
  Duration duration() {
    return steps.stream().map(Step::duration).reduce(Duration.ZERO, Durations::sum);
  }

  /** How long it takes at most until the last client has its answer. */
  Duration longest() {
    return Durations.sum(duration(), lastAnswer());
  }

  /** Whether there are always clients enough to begin every request in time. */
  boolean offersAll() {
    return steps.stream().allMatch(step -> needed(step) <= mostClients());
  }

  /** The clients that exist at once, those that wait for the last answers of a step included. */
  int clientsAtOnce() {
    int most = 0;
    Duration start = Duration.ZERO;
    for (int i = 0; i < steps.size(); i++) {
      int together = clientsOf(steps.get(i));
      Duration ended = start;
      for (int before = i - 1;
          before >= 0 && Durations.sum(ended, lastAnswer()).compareTo(start) > 0;
          before--) {
        together += clientsOf(steps.get(before));
        ended = ended.minus(steps.get(before).duration());
      }
      most = Math.max(most, together);
      start = Durations.sum(start, steps.get(i).duration());
    }
    return most;
  }

  /** The steps as scenarios of k6, in order. */
  Map<String, Object> scenarios() {
    Map<String, Object> scenarios = new LinkedHashMap<>();
    Duration start = Duration.ZERO;
    for (Step step : steps) {
      Map<String, Object> scenario = new LinkedHashMap<>();
      scenario.put("executor", "constant-arrival-rate");
      scenario.put("startTime", Durations.text(start));
      scenario.put("duration", Durations.text(step.duration()));
      scenario.put("rate", step.requests());
      scenario.put("timeUnit", Durations.text(step.unit()));
      // A client that is made only when it is needed comes too late for its request.
      scenario.put("preAllocatedVUs", clientsOf(step));
      scenario.put("maxVUs", clientsOf(step));
      scenario.put("gracefulStop", Durations.text(lastAnswer()));
      int number = scenarios.size() + 1;
      scenarios.put((number < 10 ? "step-0" : "step-") + number, scenario);
      start = start.plus(step.duration());
    }
    return scenarios;
  }

  private int clientsOf(Step step) {
    return (int) Math.min(needed(step), mostClients());
  }

  private long needed(Step step) {
    return step.mostAtOnce(lastAnswer());
  }

  private int mostClients() {
    return clients.orElse(MOST_CLIENTS);
  }

  private Duration lastAnswer() {
    return Durations.sum(timeout, AFTER_TIMEOUT);
  }
}
