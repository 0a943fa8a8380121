package io.github.cdk8sovms.monitoring;

import java.util.Locale;

/** How soon somebody has to look at an alert. */
public enum AlertSeverity {
  /** At once: nothing is scaled, or requests fail. */
  CRITICAL,
  /** Today: it works, but not as it should. */
  WARNING,
  /** When there is time. */
  INFO;

  /** The label by which Alertmanager tells alerts apart. */
  public static final String LABEL = "severity";

  /** The value of that label. */
  public String value() {
    return name().toLowerCase(Locale.ROOT);
  }
}
