package io.github.cdk8sovms.dashboard;

import io.github.cdk8sovms.monitoring.SeriesMatchers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A picture on a dashboard. */
sealed interface Panel permits TimeSeries, Stat, Heatmap {

  /** What it shows. */
  PanelInfo about();

  /** Where its numbers come from. */
  List<Target> targets();

  /** What Grafana calls this kind of picture. */
  String type();

  /** How this kind of picture is drawn. */
  Map<String, Object> options();

  /** How all of its series are drawn, and which are drawn otherwise. */
  Map<String, Object> fieldConfig();

  /**
   * The panel as Grafana keeps it.
   *
   * @param id tells the panels of a dashboard apart
   * @param place where it is
   * @param step the time between two scrapes
   * @param matchers what goes into each query
   */
  default Map<String, Object> toJson(int id, GridPos place, String step, SeriesMatchers matchers) {
    List<Map<String, Object>> queries = new ArrayList<>();
    for (Target target : targets()) {
      queries.add(target.in(matchers).toJson(String.valueOf((char) ('A' + queries.size())), step));
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", id);
    json.put("type", type());
    json.put("title", about().title());
    json.put("description", about().description());
    json.put("gridPos", place.toJson());
    json.put("datasource", Variable.chosenDataSource());
    json.put("targets", queries);
    json.put("fieldConfig", fieldConfig());
    json.put("options", options());
    return json;
  }
}
