package io.github.cdk8sovms.monitoring;

import io.github.cdk8sovms.kubernetes.Quantity;
import io.github.cdk8sovms.validation.Required;

/**
 * What a Prometheus of our own tells about itself, as soon as it has rules.
 *
 * @param job the job under which it scrapes itself
 * @param volume the size of its volume
 * @param answersOnlyTheAdapter whether nobody else is let in, so that requests are the adapter's
 */
public record SelfMonitoring(String job, Quantity volume, boolean answersOnlyTheAdapter) {
  /** Takes no null. */
  public SelfMonitoring {
    Required.nonNull(job, "job");
    Required.nonNull(volume, "volume");
  }
}
