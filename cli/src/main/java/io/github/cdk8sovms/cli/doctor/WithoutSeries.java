package io.github.cdk8sovms.cli.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdk8sovms.cli.manifest.Yaml;
import io.github.cdk8sovms.serving.OvmsMetric;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A server that answers for its metrics, and has none of those that the query needs. */
final class WithoutSeries {
  private static final List<OvmsMetric> OF_GRAPHS =
      List.of(
          OvmsMetric.CURRENT_GRAPHS,
          OvmsMetric.REQUESTS_ACCEPTED,
          OvmsMetric.REQUESTS_REJECTED,
          OvmsMetric.RESPONSES,
          OvmsMetric.GRAPH_ERROR,
          OvmsMetric.GRAPH_PROCESSING_TIME);
  private static final List<OvmsMetric> OF_MODELS =
      Arrays.stream(OvmsMetric.values()).filter(metric -> !OF_GRAPHS.contains(metric)).toList();

  private WithoutSeries() {}

  /** Whether it was told to leave them out, or has nothing yet of which it could have any. */
  static HopResult of(Surroundings surroundings, Pod pod, String path, Answer answer) {
    List<String> needed = MetricsAnswer.exported(surroundings);
    if (!answer.body().isBlank() && !answer.body().contains("ovms_")) {
      throw new UnseenException(
          "pod %s has metrics on this port, and none of OVMS: another program answers there"
              .formatted(pod.name()));
    }
    String names = String.join(", ", needed);
    String look = "kubectl get --raw " + path + " | grep ^ovms_";
    List<String> listed = listed(surroundings, pod);
    boolean leftOut = !listed.isEmpty() && needed.stream().noneMatch(listed::contains);
    if (leftOut || hasAny(answer, OF_MODELS)) {
      return HopResult.broken(
          Diagnosis.METRICS_WITHOUT_SERIES,
          "pod %s exports no %s".formatted(pod.name(), names),
          "Leave monitoring.metrics.metrics_list out of config.json, or add them there.",
          look);
    }
    if (hasAny(answer, OF_GRAPHS)) {
      return HopResult.broken(
          Diagnosis.METRICS_WITHOUT_SERIES,
          "pod %s exports no %s, and metrics of graphs only".formatted(pod.name(), names),
          "Requests for a graph are counted by the graph: scale on ovms_current_graphs.",
          look);
    }
    return HopResult.broken(
        Diagnosis.METRICS_WITHOUT_SERIES,
        "pod %s exports no metrics of a model: none of %s".formatted(pod.name(), names),
        "They begin when a model is loaded, and a server with config.json is ready without its"
            + " models. Read why none is loaded:",
        "kubectl logs %s --namespace %s --tail=200".formatted(pod.name(), pod.namespace()));
  }

  private static boolean hasAny(Answer answer, List<OvmsMetric> metrics) {
    return metrics.stream()
        .anyMatch(metric -> ("\n" + answer.body()).contains("\n" + metric.series()));
  }

  /** {@code metrics_list} of the configuration that the pod mounts; empty if there is none. */
  private static List<String> listed(Surroundings surroundings, Pod pod) {
    List<String> listed = new ArrayList<>();
    for (JsonNode volume : pod.object().at("/spec/volumes")) {
      String name = volume.at("/configMap/name").asText();
      for (JsonNode file : name.isEmpty() ? volume.path("none") : data(surroundings, pod, name)) {
        JsonNode list =
            Yaml.structure(file.asText()).orElse(file).at("/monitoring/metrics/metrics_list");
        list.forEach(metric -> listed.add(metric.asText()));
      }
    }
    return listed;
  }

  private static JsonNode data(Surroundings surroundings, Pod pod, String configMap) {
    try {
      return surroundings
          .cluster()
          .find("/api/v1/namespaces/%s/configmaps/%s".formatted(pod.namespace(), configMap))
          .map(map -> map.path("data"))
          .orElse(pod.object().path("data"));
    } catch (UnseenException e) {
      return pod.object().path("data");
    }
  }
}
