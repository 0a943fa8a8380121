package io.github.cdk8sovms.dashboard;

import io.github.cdk8sovms.kubernetes.internal.ConfigText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A dashboard in Grafana's classic JSON model, which all versions from 10 on support.
 *
 * @param uid its unique identifier in Grafana and in URLs
 * @param context what its panels have in common
 * @param annotations marks over all panels
 * @see <a
 *     href="https://grafana.com/docs/grafana/latest/visualizations/dashboards/build-dashboards/view-dashboard-json-model/">Dashboard
 *     JSON model</a>
 */
record DashboardJson(
    String uid,
    String title,
    PanelContext context,
    Annotations annotations,
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
    json.put("editable", true);
    json.put("graphTooltip", 1);
    json.put("refresh", "30s");
    Map<String, Object> time = new LinkedHashMap<>();
    time.put("from", "now-1h");
    time.put("to", "now");
    json.put("time", time);
    json.put("timezone", "browser");
    json.put("annotations", Map.of("list", annotations.toJson(context)));
    json.put("links", List.of());
    json.put("templating", Map.of("list", variables.stream().map(Variable::json).toList()));
    json.put("panels", panels());
    return ConfigText.json(json);
  }

  private List<Map<String, Object>> panels() {
    List<Map<String, Object>> panels = new ArrayList<>();
    int y = 0;
    int id = 1;
    for (Row row : rows) {
      panels.addAll(row.toJson(id, y, context));
      id += 1 + row.panels().size();
      y += row.height();
    }
    return panels;
  }
}
