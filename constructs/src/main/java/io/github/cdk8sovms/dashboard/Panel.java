package io.github.cdk8sovms.dashboard;

import io.github.cdk8sovms.monitoring.SeriesMatchers;
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
   * @param step the scrape interval
   * @param matchers label matchers that are added to each query
   */
  default Map<String, Object> toJson(
      int id, GridPos gridPos, String step, SeriesMatchers matchers) {
    List<Map<String, Object>> queries = new ArrayList<>();
    for (Target target : targets()) {
      queries.add(target.in(matchers).toJson(String.valueOf((char) ('A' + queries.size())), step));
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", id);
    json.put("type", type());
    json.put("title", info().title());
    json.put("description", info().description());
    json.put("gridPos", gridPos.toJson());
    json.put("datasource", Variable.chosenDataSource());
    json.put("targets", queries);
    json.put("fieldConfig", fieldConfig());
    json.put("options", options());
    return json;
  }
}
