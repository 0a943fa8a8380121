package io.github.cdk8sovms.monitoring;

import java.util.Locale;

/** The urgency of an alert. */
public enum AlertSeverity {
  /** Act immediately: autoscaling has stopped, or requests fail. */
  CRITICAL,
  /** Act today: the service works, but is degraded. */
  WARNING,
  /** Act when there is time. */
  INFO;

  /** The label of the severity, for routing in Alertmanager. */
  public static final String LABEL = "severity";

  /** Returns the value of that label. */
  public String value() {
    return name().toLowerCase(Locale.ROOT);
  }
}
