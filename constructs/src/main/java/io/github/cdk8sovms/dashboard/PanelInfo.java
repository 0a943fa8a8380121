package io.github.cdk8sovms.dashboard;

import io.github.cdk8sovms.serving.OvmsMetric;
import java.util.List;

/**
 * What a panel is about.
 *
 * @param title a few words
 * @param description what is seen, and what is not; shown when the mouse is over the title
 * @param unit of all its numbers
 * @param needs what a server must export; without it the panel would stay empty
 */
record PanelInfo(String title, String description, Unit unit, List<OvmsMetric> needs) {
  PanelInfo {
    needs = List.copyOf(needs);
  }
}
