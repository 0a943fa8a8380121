package io.github.cdk8sovms.monitoring.internal;

import io.github.cdk8sovms.internal.values.Quantity;
import io.github.cdk8sovms.validation.internal.Required;

/**
 * The metrics that a Prometheus created by this library exports about itself, once it has rules.
 *
 * @param job the job of its self-scrape
 * @param volume the size of its volume
 * @param answersOnlyTheAdapter whether no other client is allowed, so that all requests are the
 *     adapter's
 */
public record SelfMonitoring(String job, Quantity volume, boolean answersOnlyTheAdapter) {
  /** Requires non-null values. */
  public SelfMonitoring {
    Required.nonNull(job, "job");
    Required.nonNull(volume, "volume");
  }
}
