package io.github.cdk8sovms.dashboard;

import io.github.cdk8sovms.serving.OvmsMetric;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A row of panels under a common title.
 *
 * @param title of the row
 * @param panels from left to right
 */
record Row(String title, List<Panel> panels) {
  private static final int TITLE_HEIGHT = 1;
  private static final int PANEL_HEIGHT = 8;

  Row {
    panels = List.copyOf(panels);
  }

  static Row of(String title, Panel... panels) {
    return new Row(title, List.of(panels));
  }

  /** Returns this row without panels that would stay empty. */
  Row showing(Collection<OvmsMetric> exported) {
    return new Row(
        title,
        panels.stream().filter(panel -> exported.containsAll(panel.info().needs())).toList());
  }

  int height() {
    return TITLE_HEIGHT + PANEL_HEIGHT;
  }

  /** Returns the title, which is a separate panel in Grafana's JSON model. */
  Map<String, Object> toJson(int id, int y) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", id);
    json.put("type", "row");
    json.put("title", title);
    json.put("collapsed", false);
    json.put("gridPos", new GridPos(0, y, GridPos.COLUMNS, TITLE_HEIGHT).toJson());
    json.put("panels", List.of());
    return json;
  }

  /** Returns the position of a panel; all have the same width. */
  GridPos gridPos(int index, int y) {
    int width = GridPos.COLUMNS / panels.size();
    return new GridPos(index * width, y + TITLE_HEIGHT, width, PANEL_HEIGHT);
  }
}
