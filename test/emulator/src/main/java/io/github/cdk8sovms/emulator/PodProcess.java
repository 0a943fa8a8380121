package io.github.cdk8sovms.emulator;

import java.util.ArrayDeque;
import java.util.Queue;

/**
 * What the server does, on the timeline. If it is stopped, all that is due waits until it
 * continues; if it has ended, nothing happens any more.
 */
final class PodProcess {
  private final Timeline timeline;
  private final Queue<Runnable> due = new ArrayDeque<>();
  private boolean stopped;
  private boolean ended;

  PodProcess(Timeline timeline) {
    this.timeline = timeline;
  }

  double seconds() {
    return timeline.seconds();
  }

  /** Does something after a time; never, if the time does not end. */
  void in(double seconds, Runnable what) {
    if (Double.isFinite(seconds)) {
      timeline.in(seconds, () -> run(what));
    }
  }

  /** Does something now, or as soon as the process continues. */
  void run(Runnable what) {
    if (stopped) {
      due.add(what);
    } else if (!ended) {
      what.run();
    }
  }

  void stop() {
    stopped = true;
  }

  void goOn() {
    stopped = false;
    while (!due.isEmpty() && !stopped) {
      due.remove().run();
    }
  }

  void end() {
    ended = true;
    stopped = false;
    due.clear();
  }

  boolean hasEnded() {
    return ended;
  }
}
