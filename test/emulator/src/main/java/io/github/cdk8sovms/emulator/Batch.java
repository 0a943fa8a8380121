package io.github.cdk8sovms.emulator;

import java.util.ArrayList;
import java.util.List;

/**
 * Requests that share a processor, as the sequences of continuous batching do: each of n goes
 * {@code 1 / (1 + slowdown (n - 1))} times as fast as one alone.
 */
final class Batch {
  private static final double DONE = 1e-9;

  private static final class Job {
    private double left;
    private final Runnable done;

    private Job(double left, Runnable done) {
      this.left = left;
      this.done = done;
    }
  }

  private final double slowdown;
  private final PodProcess process;
  private final List<Job> jobs = new ArrayList<>();
  private double movedOn;
  private long changes;

  Batch(double slowdown, PodProcess process) {
    this.slowdown = slowdown;
    this.process = process;
  }

  int size() {
    return jobs.size();
  }

  /**
   * @param seconds that it would take alone
   */
  void add(double seconds, Runnable done) {
    moveOn();
    jobs.add(new Job(seconds, done));
    scheduleNext();
  }

  private void moveOn() {
    double speed = speed();
    double passed = process.seconds() - movedOn;
    jobs.forEach(job -> job.left -= passed * speed);
    movedOn = process.seconds();
  }

  private double speed() {
    return 1 / (1 + slowdown * Math.max(0, jobs.size() - 1));
  }

  private void scheduleNext() {
    changes++;
    long change = changes;
    double first = jobs.stream().mapToDouble(job -> job.left).min().orElse(Double.NaN);
    process.in(
        Math.max(0, first) / speed(),
        () -> {
          if (change == changes) {
            finish();
          }
        });
  }

  private void finish() {
    moveOn();
    List<Job> finished = jobs.stream().filter(job -> job.left <= DONE).toList();
    jobs.removeAll(finished);
    scheduleNext();
    finished.forEach(job -> job.done.run());
  }
}
