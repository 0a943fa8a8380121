package io.github.cdk8sovms.dashboard;

import io.github.cdk8sovms.alerting.Alert;
import io.github.cdk8sovms.monitoring.internal.SeriesMatchers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What all panels of a dashboard have in common.
 *
 * @param step the scrape interval
 * @param matchers label matchers that are added to each query
 * @param runbookBase the URL below which each alert has its runbook
 */
record PanelContext(String step, SeriesMatchers matchers, String runbookBase) {

  /** Returns a link to the runbook of an alert, in Grafana's JSON model. */
  Map<String, Object> link(Alert alert) {
    Map<String, Object> link = new LinkedHashMap<>();
    link.put("title", "Runbook of " + alert.alertName());
    link.put("type", "link");
    link.put("icon", "external link");
    link.put("tooltip", "");
    link.put("url", alert.runbook(runbookBase));
    link.put("tags", List.of());
    link.put("asDropdown", false);
    link.put("targetBlank", true);
    link.put("includeVars", false);
    link.put("keepTime", false);
    return link;
  }
}
