package io.github.cdk8sovms.dashboard;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What can be chosen at the top of a dashboard.
 *
 * @param name by which queries refer to it
 * @param json as Grafana keeps it
 */
record Variable(String name, Map<String, Object> json) {
  private static final String DATA_SOURCE = "datasource";
  private static final String DATA_SOURCE_TYPE = "prometheus";

  /** Everything that has a value of the label at all. */
  private static final String ANY = ".+";

  /** Any Prometheus that Grafana knows; its default one at first. */
  static Variable dataSource() {
    Map<String, Object> json = start(DATA_SOURCE, DATA_SOURCE, "Data source");
    json.put("query", DATA_SOURCE_TYPE);
    json.put("current", choice("default", "default"));
    json.put("refresh", Refresh.ON_LOAD.number);
    return new Variable(DATA_SOURCE, json);
  }

  /**
   * One or several values that a label has now.
   *
   * @param series the series whose label it is
   * @param chosen what is chosen at first; none for all
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

  /** The data source that was chosen, for panels and queries. */
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
