package io.github.cdk8sovms.dashboard;

import io.github.cdk8sovms.kubernetes.ConfigText;
import io.github.cdk8sovms.monitoring.SeriesMatchers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A dashboard in Grafana's classic JSON model, which all versions from 10 on support.
 *
 * @param uid its unique identifier in Grafana and in URLs
 * @param step the scrape interval
 * @param matchers label matchers that are added to each query
 * @see <a
 *     href="https://grafana.com/docs/grafana/latest/visualizations/dashboards/build-dashboards/view-dashboard-json-model/">Dashboard
 *     JSON model</a>
 */
record DashboardJson(
    String uid,
    String title,
    String step,
    SeriesMatchers matchers,
    List<Variable> variables,
    List<Row> rows) {
  /**
   * Later schema versions change nothing that is used here; older Grafana versions support this.
   */
  private static final int SCHEMA_VERSION = 39;

  DashboardJson {
    variables = List.copyOf(variables);
    rows = List.copyOf(rows);
  }

  /** Returns the JSON file. */
  String json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("uid", uid);
    json.put("title", title);
    json.put("tags", List.of("openvino", "ovms"));
    json.put("schemaVersion", SCHEMA_VERSION);
    json.put("editable", false);
    json.put("graphTooltip", 1);
    json.put("refresh", "30s");
    Map<String, Object> time = new LinkedHashMap<>();
    time.put("from", "now-1h");
    time.put("to", "now");
    json.put("time", time);
    json.put("timezone", "browser");
    json.put("annotations", Map.of("list", List.of()));
    json.put("links", List.of());
    json.put("templating", Map.of("list", variables.stream().map(Variable::json).toList()));
    json.put("panels", panels());
    return ConfigText.json(json);
  }

  private List<Map<String, Object>> panels() {
    List<Map<String, Object>> panels = new ArrayList<>();
    int y = 0;
    for (Row row : rows) {
      panels.add(row.toJson(panels.size() + 1, y));
      for (int index = 0; index < row.panels().size(); index++) {
        panels.add(
            row.panels()
                .get(index)
                .toJson(panels.size() + 1, row.gridPos(index, y), step, matchers));
      }
      y += row.height();
    }
    return panels;
  }
}
