package io.github.cdk8sovms.cli.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdk8sovms.cli.manifest.Yaml;
import io.github.cdk8sovms.signal.OvmsMetric;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/** Diagnoses a server that serves metrics, but none that the query needs. */
final class WithoutSeries {
  private WithoutSeries() {}

  /**
   * Returns whether its configuration omits them, or nothing is loaded yet.
   *
   * @param needed the series of OVMS that the query needs
   */
  static HopResult of(
      HopContext context, Pod pod, String path, Answer answer, List<String> needed) {
    if (!answer.body().isBlank() && !answer.body().contains("ovms_")) {
      throw new UnseenException(
          "pod %s serves metrics on this port, but none of OVMS: it is another program"
              .formatted(pod.name()));
    }
    String names = String.join(", ", needed);
    String command = "kubectl get --raw " + path + " | grep ^ovms_";
    List<String> listed = listed(context, pod);
    boolean omitted = !listed.isEmpty() && needed.stream().noneMatch(listed::contains);
    if (omitted || hasAny(answer, metric -> !metric.isOfGraphs())) {
      return HopResult.broken(
          Diagnosis.METRICS_WITHOUT_SERIES,
          "pod %s exports no %s".formatted(pod.name(), names),
          "Remove monitoring.metrics.metrics_list from config.json, or add them to it.",
          command);
    }
    if (hasAny(answer, OvmsMetric::isOfGraphs)) {
      return HopResult.broken(
          Diagnosis.METRICS_WITHOUT_SERIES,
          "pod %s exports no %s, only metrics of graphs".formatted(pod.name(), names),
          "Requests for a graph are counted by the graph: scale on ovms_current_graphs.",
          command);
    }
    return HopResult.broken(
        Diagnosis.METRICS_WITHOUT_SERIES,
        "pod %s exports no metrics of a model: none of %s".formatted(pod.name(), names),
        "They exist once a model is loaded; a server with config.json is ready without its models."
            + " Find out why none is loaded:",
        "kubectl logs %s --namespace %s --tail=200".formatted(pod.name(), pod.namespace()));
  }

  private static boolean hasAny(Answer answer, Predicate<OvmsMetric> isOfKind) {
    return Arrays.stream(OvmsMetric.values())
        .filter(isOfKind)
        .anyMatch(metric -> ("\n" + answer.body()).contains("\n" + metric.series()));
  }

  /** Returns {@code metrics_list} of the mounted configuration; empty if there is none. */
  private static List<String> listed(HopContext context, Pod pod) {
    List<String> listed = new ArrayList<>();
    for (JsonNode volume : pod.object().at("/spec/volumes")) {
      String name = volume.at("/configMap/name").asText();
      for (JsonNode file : name.isEmpty() ? volume.path("none") : data(context, pod, name)) {
        JsonNode list =
            Yaml.structure(file.asText()).orElse(file).at("/monitoring/metrics/metrics_list");
        list.forEach(metric -> listed.add(metric.asText()));
      }
    }
    return listed;
  }

  private static JsonNode data(HopContext context, Pod pod, String configMap) {
    try {
      return context
          .cluster()
          .find("/api/v1/namespaces/%s/configmaps/%s".formatted(pod.namespace(), configMap))
          .map(map -> map.path("data"))
          .orElse(pod.object().path("data"));
    } catch (UnseenException e) {
      return pod.object().path("data");
    }
  }
}
