package io.github.cdk8sovms.load;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.internal.values.Durations;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * The steps of a load, in sequence, and its clients.
 *
 * @param steps in order
 * @param timeout the request timeout
 * @param clients the maximum number of clients; empty for as many as needed
 */
record Schedule(List<Step> steps, Duration timeout, OptionalInt clients) {
  static final Schedule NONE = new Schedule(List.of(), Duration.ofSeconds(30), OptionalInt.empty());

  /** Limited by the memory of one pod. */
  private static final int MOST_CLIENTS = 2000;

  private static final int MOST_STEPS = 50;
  private static final Duration LONGEST = Duration.ofHours(4);
  private static final Duration LONGEST_REQUEST = Duration.ofMinutes(5);

  /** Time for a client to report its timeout. */
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

  /** Returns a timeout that does not exceed the limit. */
  static Duration atMost(Duration timeout) {
    return timeout.compareTo(LONGEST_REQUEST) > 0 ? LONGEST_REQUEST : timeout;
  }

  Schedule clients(int most) {
    return new Schedule(steps, timeout, OptionalInt.of(most));
  }

  void check(Findings findings) {
    findings.require(
        !steps.isEmpty(),
        FindingCode.MISSING,
        "step",
        "no step is given; a load needs a rate and a duration",
        "Add .step(Step.of(20, Duration.ofMinutes(2))).");
    steps.forEach(step -> step.check(findings));
    findings.require(
        steps.size() <= MOST_STEPS && duration().compareTo(LONGEST) <= 0,
        FindingCode.LOAD_LENGTH,
        "step",
        quote(steps.size() + " steps of " + Durations.text(duration()))
            + " exceed the limits of a load test: "
            + MOST_STEPS
            + " steps, and "
            + Durations.text(LONGEST)
            + " together",
        "Write fewer or shorter steps.");
    Durations.check(findings, "timeout", timeout, Duration.ofSeconds(1), LONGEST_REQUEST);
    clients.ifPresent(
        most ->
            findings.require(
                most >= 1 && most <= MOST_CLIENTS,
                FindingCode.LOAD_CLIENTS,
                "clients",
                quote(most) + " is not a number of clients; it must be 1 to " + MOST_CLIENTS,
                "Write .clients(500), or leave it out for as many as needed."));
    findings.require(
        offersAll(),
        FindingCode.LOAD_DROPPED,
        "clients",
        quote(mostClients())
            + " clients may all be waiting for responses, and then requests are dropped: if each"
            + " request takes as long as the timeout, the load needs "
            + steps.stream().mapToLong(this::needed).max().orElse(0),
        "Shorten .timeout(..), lower the rate, or accept that the load decreases if the"
            + " server is overloaded.");
  }

  /** Returns the duration of the load, without late responses. */
  Duration duration() {
    return steps.stream().map(Step::duration).reduce(Duration.ZERO, Durations::sum);
  }

  /** Returns the maximum time until the last response. */
  Duration longest() {
    return Durations.sum(duration(), lastAnswer());
  }

  /** Returns whether there are always enough clients to start every request in time. */
  boolean offersAll() {
    return steps.stream().allMatch(step -> needed(step) <= mostClients());
  }

  /**
   * Returns the maximum number of clients, including those that wait for the last responses of a
   * step.
   */
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

  /** Returns the steps as k6 scenarios, in order. */
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
      // A client that is created on demand would be too late for its request.
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
