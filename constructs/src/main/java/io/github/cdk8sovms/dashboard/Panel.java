package io.github.cdk8sovms.dashboard;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A panel of a dashboard. */
sealed interface Panel permits TimeSeries, Stat, Heatmap {

  /** Returns title, description and unit. */
  PanelInfo info();

  /** Returns the queries. */
  List<Target> targets();

  /** Returns Grafana's name of the visualization. */
  String type();

  /** Returns the options of the visualization. */
  Map<String, Object> options();

  /** Returns the style of all series, and its overrides. */
  Map<String, Object> fieldConfig();

  /**
   * Returns the panel in Grafana's JSON model.
   *
   * @param id unique among the panels of a dashboard
   * @param gridPos position and size
   */
  default Map<String, Object> toJson(int id, GridPos gridPos, PanelContext context) {
    List<Map<String, Object>> queries = new ArrayList<>();
    for (Target target : targets()) {
      queries.add(
          target.in(context.matchers()).toJson(Target.refId(queries.size()), context.step()));
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", id);
    json.put("type", type());
    json.put("title", info().title());
    json.put("description", info().description());
    json.put("gridPos", gridPos.toJson());
    json.put("datasource", Variable.chosenDataSource());
    json.put("links", info().alerts().stream().map(context::link).toList());
    json.put("targets", queries);
    json.put("fieldConfig", fieldConfig());
    json.put("options", options());
    return json;
  }
}
