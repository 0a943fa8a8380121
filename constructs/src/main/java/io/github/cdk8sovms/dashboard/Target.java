package io.github.cdk8sovms.dashboard;

import io.github.cdk8sovms.monitoring.SeriesMatchers;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A query of a panel.
 *
 * @param expression in PromQL, with Grafana's variables
 * @param legend the name of each series, with its labels in double braces
 * @param form what the panel makes of the answer
 */
record Target(String expression, String legend, Form form) {

  /** What is asked for, and in which form. */
  enum Form {
    /** A value for each point of the picture. */
    LINES("time_series", false),
    /** The newest value. */
    LATEST("time_series", true),
    /** The buckets of a histogram for each point of the picture. */
    BUCKETS("heatmap", false);

    private final String format;
    private final boolean instant;

    Form(String format, boolean instant) {
      this.format = format;
      this.instant = instant;
    }
  }

  /** A line for each series. */
  static Target lines(String expression, String legend) {
    return new Target(expression, legend, Form.LINES);
  }

  /** One line that is always there. */
  static Target constant(double value, String legend) {
    return lines("vector(" + SeriesSelector.number(value) + ")", legend);
  }

  /** The same query with matchers in each of its selectors. */
  Target in(SeriesMatchers matchers) {
    return new Target(matchers.in(expression), legend, form);
  }

  /**
   * The query as Grafana keeps it.
   *
   * @param id tells the queries of a panel apart
   * @param step the time between two scrapes, by which Grafana works out {@code $__rate_interval};
   *     it would take its data source's, which is 15 seconds where nobody said otherwise
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
