package io.github.cdk8sovms.cli.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Queries for series of the pods of an autoscaler, whichever labels say whose they are. */
final class SeriesOfPods {
  /** Where scrapers write the name of a pod, if not where the adapter looks. */
  private static final List<String> OTHER_LABELS =
      List.of("exported_pod", "pod_name", "kubernetes_pod_name", "k8s_pod_name", "pod", "k8s_pod");

  private SeriesOfPods() {}

  /** The first of the needed series that the pods have; empty if they have none. */
  static Optional<String> any(Surroundings surroundings, Prometheus prometheus) {
    String matchers = matchers(surroundings);
    return MetricsAnswer.needed(surroundings).stream()
        .filter(
            series -> !prometheus.query("topk(1, " + selector(series, matchers) + ")").isEmpty())
        .findFirst();
  }

  /** By the labels that the adapter's rule or KEDA's query looks at. */
  static String matchers(Surroundings surroundings) {
    return LabelsOfPods.of(surroundings)
        .pods(
            surroundings.autoscaler().namespace(),
            AdapterRuleView.alternatives(names(surroundings)));
  }

  /** A histogram has its name with a suffix only. */
  static String selector(String series, String matchers) {
    return "{__name__=~\"%s(_bucket|_count|_sum)?\"%s}"
        .formatted(series, matchers.isEmpty() ? "" : "," + matchers);
  }

  /** A sample of these pods that has other labels than those. */
  static Optional<JsonNode> otherwiseLabelled(
      Surroundings surroundings, Prometheus prometheus, String series) {
    String addresses =
        surroundings.readyPods().stream()
            .map(Pod::address)
            .filter(address -> !address.isEmpty())
            .map(address -> address.contains(":") ? "\\\\[" + address + "\\\\]" : address)
            .map(address -> address.replace(".", "\\\\.") + ":.*")
            .collect(Collectors.joining("|"));
    StringBuilder query = new StringBuilder(selector(series, "instance=~\"" + addresses + "\""));
    String names = AdapterRuleView.alternatives(names(surroundings));
    for (String label : OTHER_LABELS) {
      query.append(" or ").append(selector(series, label + "=~\"" + names + "\""));
    }
    return prometheus.query("topk(1, " + query + ")").stream().findFirst();
  }

  private static List<String> names(Surroundings surroundings) {
    return surroundings.readyPods().stream().map(Pod::name).toList();
  }
}
