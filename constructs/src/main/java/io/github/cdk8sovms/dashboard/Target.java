package io.github.cdk8sovms.dashboard;

import io.github.cdk8sovms.monitoring.internal.SeriesMatchers;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A query of a panel.
 *
 * @param expression in PromQL, with Grafana's variables
 * @param legend the name of each series, with its labels in double braces
 * @param form how the panel uses the result
 */
record Target(String expression, String legend, Form form) {

  /** The kind of query, and the format of its result. */
  enum Form {
    /** A value for each point of the graph. */
    LINES("time_series", false),
    /** The latest value. */
    LATEST("time_series", true),
    /** The buckets of a histogram for each point of the graph. */
    BUCKETS("heatmap", false);

    private final String format;
    private final boolean instant;

    Form(String format, boolean instant) {
      this.format = format;
      this.instant = instant;
    }
  }

  /** Returns the ID of the n-th query of a panel: A to Z, then AA and so on. */
  static String refId(int index) {
    String last = String.valueOf((char) ('A' + index % 26));
    return index < 26 ? last : refId(index / 26 - 1) + last;
  }

  /** Returns a query for the latest value of each series. */
  static Target latest(String expression, String legend) {
    return new Target(expression, legend, Form.LATEST);
  }

  /** Returns a query with a line for each series. */
  static Target lines(String expression, String legend) {
    return new Target(expression, legend, Form.LINES);
  }

  /** Returns a query with a constant line. */
  static Target constant(double value, String legend) {
    return lines("vector(" + SeriesSelector.number(value) + ")", legend);
  }

  /** Returns this query with matchers in each of its selectors. */
  Target in(SeriesMatchers matchers) {
    return new Target(matchers.in(expression), legend, form);
  }

  /**
   * Returns the query in Grafana's JSON model.
   *
   * @param id unique among the queries of a panel
   * @param step the scrape interval, from which Grafana derives {@code $__rate_interval}; without
   *     it Grafana uses that of its data source, 15 seconds by default
   */
  Map<String, Object> toJson(String id, String step) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("refId", id);
    json.put("datasource", Variable.chosenDataSource());
    json.put("editorMode", "code");
    json.put("expr", expression);
    json.put("legendFormat", legend);
    json.put("format", form.format);
    json.put("instant", form.instant);
    json.put("range", !form.instant);
    json.put("interval", step);
    return json;
  }
}
