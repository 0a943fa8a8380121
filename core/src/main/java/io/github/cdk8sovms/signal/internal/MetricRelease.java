package io.github.cdk8sovms.signal.internal;

import io.github.cdk8sovms.internal.ovms.OvmsVersion;
import io.github.cdk8sovms.signal.OvmsMetric;
import io.github.cdk8sovms.validation.internal.Link;

/** The first release of OVMS with a metric; a server does not start with an unknown one. */
public record MetricRelease(int year, int minor) {
  /** The metric provides it. */
  public static final Link<OvmsMetric, MetricRelease> LINK = new Link<>();

  /** Returns the release of a metric. */
  public static MetricRelease of(OvmsMetric metric) {
    return LINK.of(metric);
  }

  /** Returns whether a version has the metric. */
  public boolean isIn(OvmsVersion version) {
    return version.isFrom(year, minor);
  }

  @Override
  public String toString() {
    return year + "." + minor;
  }
}
