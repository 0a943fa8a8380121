package io.github.cdk8sovms.kit;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The dashboards among the golden files, as they are emitted. */
public final class Dashboards {
  private Dashboards() {}

  /** The files, by case and object. */
  public static Map<String, String> emitted() {
    Map<String, String> found = new TreeMap<>();
    GoldenCases.names().forEach(name -> found.putAll(ofCase(name)));
    return found;
  }

  private static Map<String, String> ofCase(String name) {
    Map<String, String> found = new TreeMap<>();
    for (Path file : GoldenCases.files(name)) {
      String yaml = Repository.read(file);
      if (!yaml.contains("GrafanaDashboard") && !yaml.contains("grafana-dashboard")) {
        continue; // parsing all would take longer than the tests
      }
      Manifest object = Manifest.of(yaml).get(0);
      String where = name + "/" + object.name();
      if (object.kind().equals("GrafanaDashboard")) {
        found.put(where, object.tree().at("/spec/json").asText());
      } else if (object
          .tree()
          .at("/metadata/labels/app.kubernetes.io~1name")
          .asText()
          .equals("grafana-dashboard")) {
        object.tree().get("data").forEach(text -> found.put(where, text.asText()));
      }
    }
    return found;
  }

  /** One of them, parsed. */
  public static JsonNode of(String where) {
    return Manifest.parse(ofCase(where.substring(0, where.indexOf('/'))).get(where));
  }

  /** What is drawn on one, without the titles of rows. */
  public static List<JsonNode> panels(JsonNode dashboard) {
    return rows(dashboard).values().stream().flatMap(List::stream).toList();
  }

  /** What is drawn below the overview: first the rows of autoscalers. */
  public static List<JsonNode> details(JsonNode dashboard) {
    return rows(dashboard).values().stream().skip(1).flatMap(List::stream).toList();
  }

  /** The panels by the title of their row, whether it is collapsed or not. */
  public static Map<String, List<JsonNode>> rows(JsonNode dashboard) {
    Map<String, List<JsonNode>> rows = new LinkedHashMap<>();
    List<JsonNode> row = List.of();
    for (JsonNode panel : dashboard.get("panels")) {
      if (panel.get("type").asText().equals("row")) {
        row = new ArrayList<>();
        rows.put(panel.get("title").asText(), row);
        panel.get("panels").forEach(row::add);
      } else {
        row.add(panel);
      }
    }
    return rows;
  }

  /** The queries of a panel, as Prometheus gets them for what is chosen. */
  public static List<String> queries(JsonNode panel, String namespace, String model) {
    List<String> queries = new ArrayList<>();
    panel
        .get("targets")
        .forEach(target -> queries.add(fill(target.get("expr").asText(), namespace, model)));
    return queries;
  }

  /**
   * Grafana's variables as Grafana fills them in: several values become a choice in parentheses.
   */
  public static String fill(String expression, String namespace, String model) {
    return expression
        .replace("$__rate_interval", "1m")
        .replace("$namespace", namespace)
        .replace("$model", model);
  }
}
