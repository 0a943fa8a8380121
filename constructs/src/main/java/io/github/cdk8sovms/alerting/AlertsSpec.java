package io.github.cdk8sovms.alerting;

import io.github.cdk8sovms.kubernetes.internal.Placement;
import io.github.cdk8sovms.monitoring.Prometheus;
import io.github.cdk8sovms.monitoring.internal.RuleFile;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * Alerts.
 *
 * @param placement their place in the construct tree, and their names
 * @param prometheus that evaluates the rules
 * @param enabled the alerts that have rules
 * @param file the rules
 */
record AlertsSpec(Placement placement, Prometheus prometheus, Set<Alert> enabled, RuleFile file) {

  AlertsSpec {
    enabled = Collections.unmodifiableSet(EnumSet.copyOf(enabled));
  }
}
