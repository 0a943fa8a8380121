package io.github.cdk8sovms.dashboard;

import io.github.cdk8sovms.serving.OvmsMetric;
import java.util.List;

/**
 * Title, description, unit and required metrics of a panel.
 *
 * @param title a few words
 * @param description what the panel includes and excludes; the tooltip of the title
 * @param unit of all values
 * @param needs the metrics that a server must export; otherwise the panel would stay empty
 */
record PanelInfo(String title, String description, Unit unit, List<OvmsMetric> needs) {
  PanelInfo {
    needs = List.copyOf(needs);
  }
}
