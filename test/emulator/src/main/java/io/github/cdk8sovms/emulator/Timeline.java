package io.github.cdk8sovms.emulator;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.Supplier;

/**
 * The order in which things happen in pods and clients. Time is simulated, and a test runs hours of
 * it at once; or real, and servers answer in it.
 *
 * <p>Pods and loads that meet each other share one. All they do is done under its lock, at exact
 * times and one after the other, so that real time differs from simulated time only in when it is
 * read.
 */
public final class Timeline implements AutoCloseable {
  private static final double LONGEST_SLEEP_SECONDS = 0.02;

  private record Event(double at, long order, Runnable what) {}

  private final PriorityQueue<Event> events =
      new PriorityQueue<>(Comparator.comparingDouble(Event::at).thenComparingLong(Event::order));
  private final Random random;
  private final boolean real;
  private final long startNanos = System.nanoTime();

  private double now;
  private long order;
  private boolean closed;
  private boolean busy;

  private Timeline(long seed, boolean real) {
    this.random = new Random(seed);
    this.real = real;
  }

  /** Time that passes only on request. */
  public static Timeline simulated(long seed) {
    return new Timeline(seed, false);
  }

  /** Time that passes as it does, from zero. Close it to end its thread. */
  public static Timeline real(long seed) {
    Timeline timeline = new Timeline(seed, true);
    Thread thread = new Thread(timeline::keepUp, "timeline");
    thread.setDaemon(true);
    thread.start();
    return timeline;
  }

  /** Time since the start. */
  public synchronized Duration now() {
    catchUp();
    return Duration.ofNanos(Math.round(now * 1e9));
  }

  /** Lets simulated time pass. */
  public synchronized void advance(Duration time) {
    if (real) {
      throw new IllegalStateException("real time passes by itself");
    }
    advanceTo(now + seconds(time));
  }

  /** Ends real time. */
  @Override
  public synchronized void close() {
    closed = true;
    notifyAll();
  }

  public static double seconds(Duration time) {
    return time.toNanos() / 1e9;
  }

  /** Does something now, after all that was to happen before. */
  synchronized <T> T get(Supplier<T> what) {
    catchUp();
    boolean outer = busy;
    busy = true;
    try {
      return what.get();
    } finally {
      busy = outer;
    }
  }

  /** Does something now, after all that was to happen before. */
  public void run(Runnable what) {
    get(
        () -> {
          what.run();
          return true;
        });
  }

  /** Does something later. To be called by what happens on this timeline. */
  void in(double seconds, Runnable what) {
    events.add(new Event(now + seconds, order++, what));
  }

  /** Seconds since the start. To be called by what happens on this timeline. */
  public double seconds() {
    return now;
  }

  /** To be used by what happens on this timeline only, so that a seed gives the same again. */
  Random random() {
    return random;
  }

  /** By hand: Random and StrictMath give the same on every machine, nextExponential need not. */
  double exponential(double mean) {
    return -mean * StrictMath.log(1 - random.nextDouble());
  }

  /** Not while something happens: it is one event, at one time. */
  private void catchUp() {
    if (real && !busy) {
      advanceTo((System.nanoTime() - startNanos) / 1e9);
    }
  }

  private void advanceTo(double end) {
    busy = true;
    try {
      while (!events.isEmpty() && events.element().at() <= end) {
        Event next = events.remove();
        now = Math.max(now, next.at());
        next.what().run();
      }
    } finally {
      busy = false;
    }
    now = Math.max(now, end);
  }

  private synchronized void keepUp() {
    try {
      while (!closed) {
        catchUp();
        double sleep =
            events.isEmpty()
                ? LONGEST_SLEEP_SECONDS
                : Math.min(LONGEST_SLEEP_SECONDS, events.element().at() - now);
        wait(Math.max(1, Math.round(sleep * 1000)));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
