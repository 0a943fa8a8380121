package io.github.cdk8sovms.controlplane.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8sovms.cluster.ApiClient;
import java.time.Duration;

/**
 * An app that starts with one pod follows a load up and down.
 *
 * @param low what one pod does easily, a second
 * @param high what it takes several for
 * @param ofAPod what one pod can do
 */
record UpAndDown(Trial trial, double low, double high, double ofAPod) {
  static final Duration LONGEST = Duration.ofMinutes(4);

  /** From 8 requests a second to 50 and back, on pods that do 20. */
  static UpAndDown of(Trial trial) {
    return new UpAndDown(trial, 8, 50, Stage.OF_A_POD);
  }

  /** Over what was there before, but for the autoscaler, which is to remember nothing of it. */
  void install(Subject subject) {
    trial.offer(low);
    ApiClient api = trial.controlPlane().api();
    api.delete(api.pathOf(subject.emittedAutoscaler()));
    subject.application().applyTo(trial.controlPlane());
    awaitCalm();
    // What the old server exported leaves the windows.
    trial.pass(Duration.ofSeconds(40));
  }

  /** Another app than before; no request is lost on the way up and down. */
  void follow(String what, Subject subject) {
    install(subject);
    double begin = trial.now();
    follow(what);
    assertNothingRefused(begin);
  }

  /** One pod, at the low load. */
  void awaitCalm() {
    trial.offer(low);
    trial.await(
        "calm with one pod",
        LONGEST,
        moment ->
            moment.hasValue()
                && moment.desired() == 1
                && moment.ready() == 1
                && moment.load().p95Millis() < 1000);
  }

  /** Up, until no request waits long, and down; and says how long it took. */
  void follow(String what) {
    // WHEN
    double step = trial.offer(high);

    // THEN
    Moment decided = awaitDecision();
    Moment enough = trial.await("enough ready", LONGEST, moment -> moment.ready() * ofAPod > high);
    Moment calm =
        trial.await(
            "no request waits long",
            LONGEST.plusMinutes(2),
            moment -> moment.load().p95Millis() < 1000);
    int most = trial.recording().since(step).stream().mapToInt(Moment::desired).max().orElseThrow();

    // WHEN
    double drop = trial.offer(low);

    // THEN
    Moment less = trial.await("one ready", LONGEST, moment -> moment.ready() == 1);
    trial.report(
        "%s: decision after %.0f s, enough pods after %.0f s, P95 below 1 s after %.0f s, at most %d"
            + " wanted; one again %.0f s after the drop; %.0f requests refused",
        what,
        decided.seconds() - step,
        enough.seconds() - step,
        calm.seconds() - step,
        most,
        less.seconds() - drop,
        refused(step));
  }

  Moment awaitDecision() {
    return trial.await("more wanted", LONGEST, moment -> moment.desired() > 1);
  }

  void assertNothingRefused(double since) {
    assertThat(refused(since)).as("refused requests").isZero();
  }

  private double refused(double since) {
    return trial.recording().since(since).stream()
        .mapToDouble(moment -> moment.load().refused())
        .sum();
  }
}
