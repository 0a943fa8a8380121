package io.github.cdk8sovms.dashboard;

import io.github.cdk8sovms.signal.OvmsMetric;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A row of panels under a common title.
 *
 * @param title of the row
 * @param panels from left to right
 * @param panelHeight in grid units
 * @param collapsed whether the panels are hidden until the title is clicked
 */
record Row(String title, List<Panel> panels, int panelHeight, boolean collapsed) {
  private static final int TITLE_HEIGHT = 1;
  private static final int GRAPH_HEIGHT = 8;
  private static final int NUMBER_HEIGHT = 4;

  Row {
    panels = List.copyOf(panels);
  }

  static Row of(String title, Panel... panels) {
    return new Row(title, List.of(panels), GRAPH_HEIGHT, false);
  }

  /** Returns a row of numbers, which need less height than graphs. */
  static Row ofNumbers(String title, List<Panel> panels) {
    return new Row(title, panels, NUMBER_HEIGHT, false);
  }

  /** Returns this row, collapsed. */
  Row collapse() {
    return new Row(title, panels, panelHeight, true);
  }

  /** Returns this row without panels that would stay empty. */
  Row showing(Collection<OvmsMetric> exported) {
    return new Row(
        title,
        panels.stream().filter(panel -> exported.containsAll(panel.info().needs())).toList(),
        panelHeight,
        collapsed);
  }

  int height() {
    return TITLE_HEIGHT + (collapsed ? 0 : panelHeight);
  }

  /**
   * Returns the title, which is a separate panel in Grafana's JSON model, and contains the panels
   * of the row if it is collapsed; otherwise they follow it.
   */
  List<Map<String, Object>> toJson(int id, int y, PanelContext context) {
    List<Map<String, Object>> children = new ArrayList<>();
    for (int index = 0; index < panels.size(); index++) {
      children.add(panels.get(index).toJson(id + 1 + index, gridPos(index, y), context));
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", id);
    json.put("type", "row");
    json.put("title", title);
    json.put("collapsed", collapsed);
    json.put("gridPos", new GridPos(0, y, GridPos.COLUMNS, TITLE_HEIGHT).toJson());
    json.put("panels", collapsed ? children : List.of());
    List<Map<String, Object>> all = new ArrayList<>(List.of(json));
    if (!collapsed) {
      all.addAll(children);
    }
    return all;
  }

  /** Returns the position of a panel; all have the same width, but for what is left over. */
  private GridPos gridPos(int index, int y) {
    int left = GridPos.COLUMNS * index / panels.size();
    int right = GridPos.COLUMNS * (index + 1) / panels.size();
    return new GridPos(left, y + TITLE_HEIGHT, right - left, panelHeight);
  }
}
