package io.github.cdk8sovms.dashboard;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A variable of a dashboard, a selection at its top.
 *
 * @param name the name in queries
 * @param json in Grafana's JSON model
 */
record Variable(String name, Map<String, Object> json) {
  private static final String DATA_SOURCE = "datasource";
  private static final String DATA_SOURCE_TYPE = "prometheus";

  /** Any value of the label. */
  private static final String ANY = ".+";

  /** Returns a choice of Grafana's Prometheus data sources; initially the default one. */
  static Variable dataSource() {
    Map<String, Object> json = start(DATA_SOURCE, DATA_SOURCE, "Data source");
    json.put("query", DATA_SOURCE_TYPE);
    json.put("current", choice("default", "default"));
    json.put("refresh", Refresh.ON_LOAD.number);
    return new Variable(DATA_SOURCE, json);
  }

  /**
   * Returns a choice of one or several current values of a label.
   *
   * @param series the series with the label
   * @param chosen the initial selection; none for all
   */
  static Variable label(
      String name, String title, String series, String label, List<String> chosen) {
    String query = "label_values(" + series + ", " + label + ")";
    Map<String, Object> json = start("query", name, title);
    json.put(DATA_SOURCE, chosenDataSource());
    json.put("definition", query);
    json.put("query", query);
    json.put(
        "current",
        chosen.isEmpty() ? choice(List.of("All"), List.of("$__all")) : choice(chosen, chosen));
    json.put("multi", true);
    json.put("includeAll", true);
    json.put("allValue", ANY);
    json.put("refresh", Refresh.ON_TIME_RANGE.number);
    json.put("sort", 1);
    return new Variable(name, json);
  }

  /** Returns the chosen data source, for panels and queries. */
  static Map<String, Object> chosenDataSource() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("type", DATA_SOURCE_TYPE);
    json.put("uid", "${" + DATA_SOURCE + "}");
    return json;
  }

  private enum Refresh {
    ON_LOAD(1),
    ON_TIME_RANGE(2);

    private final int number;

    Refresh(int number) {
      this.number = number;
    }
  }

  private static Map<String, Object> start(String type, String name, String title) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("type", type);
    json.put("name", name);
    json.put("label", title);
    return json;
  }

  private static Map<String, Object> choice(Object text, Object value) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("text", text);
    json.put("value", value);
    return json;
  }
}
