package io.github.cdk8sovms.cluster;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/** Threads that end with the JVM. */
public final class Background {
  private Background() {}

  static Thread start(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  /**
   * Does something again and again. An API server that is away for a while ends nothing, because
   * each pass starts from what there is.
   */
  public static Loop repeat(String name, Duration pause, Runnable pass) {
    AtomicBoolean stopped = new AtomicBoolean();
    Thread thread =
        start(
            name,
            () -> {
              while (!stopped.get()) {
                try {
                  pass.run();
                } catch (ApiException e) {
                  // The next pass tries again.
                }
                Await.pause(pause);
              }
            });
    return new Loop(thread, stopped);
  }

  static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** Closing it waits for the pass that is under way. */
  public record Loop(Thread thread, AtomicBoolean stopped) implements AutoCloseable {
    @Override
    public void close() {
      stopped.set(true);
      join(thread);
    }
  }
}
