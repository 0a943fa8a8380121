package io.github.cdk8sovms.cluster;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/** Waits for a condition, and reports the last observation after a timeout. */
public final class Await {
  private static final Duration PAUSE = Duration.ofMillis(200);

  private Await() {}

  /** What one look at the world found. */
  public sealed interface Look<T> {
    /** It is as it should be. */
    record Done<T>(T value) implements Look<T> {}

    /** Not yet; this is how it is. */
    record NotYet<T>(String seen) implements Look<T> {}

    static <T> Look<T> done(T value) {
      return new Done<>(value);
    }

    static <T> Look<T> notYet(String seen) {
      return new NotYet<>(seen);
    }

    static Look<Boolean> when(boolean done, String seen) {
      return done ? done(true) : notYet(seen);
    }
  }

  /**
   * Looks until it is done. An API that cannot be reached, or has no such object, is not yet.
   *
   * @param diagnosis what to read when it takes too long, logs for one
   */
  public static <T> T until(
      String what, Duration limit, Supplier<String> diagnosis, Supplier<Look<T>> look) {
    Instant deadline = Instant.now().plus(limit);
    String seen;
    do {
      Look<T> found = lookOnce(look);
      if (found instanceof Look.Done<T> done) {
        return done.value();
      }
      seen = ((Look.NotYet<T>) found).seen();
      pause(PAUSE);
    } while (Instant.now().isBefore(deadline));
    throw new NotInTime(
        "after %d s still not %s; seen last: %s%n%s"
            .formatted(limit.toSeconds(), what, seen, diagnosis.get()));
  }

  private static <T> Look<T> lookOnce(Supplier<Look<T>> look) {
    try {
      return look.get();
    } catch (ApiException e) {
      return Look.notYet(Optional.ofNullable(e.getMessage()).orElse("an error of the API"));
    }
  }

  public static void pause(Duration time) {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
