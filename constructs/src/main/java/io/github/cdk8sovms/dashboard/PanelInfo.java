package io.github.cdk8sovms.dashboard;

import io.github.cdk8sovms.alerting.Alert;
import io.github.cdk8sovms.signal.OvmsMetric;
import java.util.ArrayList;
import java.util.List;

/**
 * Title, description, unit, required metrics and runbooks of a panel.
 *
 * @param title a few words
 * @param description what the panel includes and excludes; the tooltip of the title
 * @param unit of all values
 * @param needs the metrics that a server must export; otherwise the panel would stay empty
 * @param alerts those on the same values, to whose runbooks the panel links
 */
record PanelInfo(
    String title, String description, Unit unit, List<OvmsMetric> needs, List<Alert> alerts) {
  PanelInfo {
    needs = List.copyOf(needs);
    alerts = List.copyOf(alerts);
  }

  PanelInfo(String title, String description, Unit unit, List<OvmsMetric> needs) {
    this(title, description, unit, needs, List.of());
  }

  /** Returns this with a link to the runbook of an alert. */
  PanelInfo runbook(Alert alert) {
    List<Alert> more = new ArrayList<>(alerts);
    more.add(alert);
    return new PanelInfo(title, description, unit, needs, more);
  }
}
