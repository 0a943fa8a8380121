package io.github.cdk8sovms.controlplane.scenario;

import java.time.Duration;

/**
 * The load of the control experiment: 8 requests a second, 50 for five minutes, 8 again. One pod
 * can do 20.
 */
record Burst(double begin, double step, double drop, double end) {
  static final double CALM = 8;
  static final double HIGH = 50;

  /** Offers it all; takes 15 minutes. */
  static Burst offer(Trial trial) {
    double begin = trial.offer(CALM);
    trial.pass(Duration.ofSeconds(90));
    double step = trial.offer(HIGH);
    trial.pass(Duration.ofMinutes(5));
    double drop = trial.offer(CALM);
    trial.pass(Duration.ofSeconds(510));
    return new Burst(begin, step, drop, trial.now());
  }
}
