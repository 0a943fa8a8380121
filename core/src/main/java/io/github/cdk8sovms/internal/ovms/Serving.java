package io.github.cdk8sovms.internal.ovms;

import io.github.cdk8sovms.validation.internal.Required;

/**
 * What a pod serves, and by which release: load signals are bounded by it.
 *
 * @param version the release
 * @param image the image, as reports quote it
 * @param capacity its models, graphs and threads
 */
public record Serving(OvmsVersion version, String image, ServingCapacity capacity) {
  /** Takes no null. */
  public Serving {
    Required.nonNull(version, "version");
    Required.nonNull(image, "image");
    Required.nonNull(capacity, "capacity");
  }
}
