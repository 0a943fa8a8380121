package io.github.cdk8sovms.dashboard;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Marks over all panels, at the times when pods were added or removed and while servers are rolled
 * out, which explain steps in the graphs.
 *
 * @param pods selects the pods of all servers
 * @param podLabel the label of series with the name of the pod
 */
record Annotations(SeriesSelector pods, String podLabel) {

  List<Map<String, Object>> toJson(PanelContext context) {
    List<Map<String, Object>> list = new ArrayList<>();
    list.add(annotation("Pods added or removed", "blue", scaling(), context));
    list.add(annotation("Rollout", "purple", rollout(), context));
    return list;
  }

  /** Returns a value for a minute after the number of pods has changed. */
  private String scaling() {
    String up = pods.of("up");
    return "count(" + up + ") != count(" + up + " offset 1m)";
  }

  /**
   * Returns a value while there are pods of several revisions: their names are {@code
   * <server>-<revision>-<pod>}.
   */
  private String rollout() {
    String revision = "label_replace(";
    String replaced =
        revision
            + pods.of("up")
            + ", \"revision\", \"$1\", \""
            + podLabel
            + "\", \".+-([^-]+)-[^-]+\")";
    String server =
        revision + replaced + ", \"server\", \"$1\", \"" + podLabel + "\", \"(.+)-[^-]+-[^-]+\")";
    return "count by (server) (count by (server, revision) (" + server + ")) > 1";
  }

  private static Map<String, Object> annotation(
      String name, String color, String expression, PanelContext context) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", name);
    json.put("datasource", Variable.chosenDataSource());
    json.put("enable", true);
    json.put("hide", false);
    json.put("iconColor", color);
    json.put("expr", context.matchers().in(expression));
    return json;
  }
}
