package io.github.cdk8sovms.planning;

import java.time.Duration;

/**
 * What clients are promised: a share of the requests is answered within a limit, as in "95 % within
 * 1 s".
 *
 * @param limit from the time that a client sends a request to its answer; a request that takes
 *     longer is late
 * @param share of the requests that are neither late nor refused, from above 0 to 1
 */
public record Promise(Duration limit, double share) {
  /**
   * @throws IllegalArgumentException if the limit is not positive or the share not in (0, 1]
   */
  public Promise {
    Require.positive(limit, "the limit of a promise");
    if (!(share > 0 && share <= 1)) {
      throw new IllegalArgumentException(
          "the share of a promise is " + share + "; it must be above 0 and at most 1");
    }
  }

  /** Whether this number of broken promises in this number of requests is within the share. */
  boolean isKept(long broken, long requests) {
    return broken <= (1 - share) * requests + 1e-9;
  }
}
