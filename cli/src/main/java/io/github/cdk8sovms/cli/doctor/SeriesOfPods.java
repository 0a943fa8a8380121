package io.github.cdk8sovms.cli.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Queries for series of the pods of an autoscaler, with any labels that identify pods. */
final class SeriesOfPods {
  /** Other labels in which scrapers write the name of a pod. */
  private static final List<String> OTHER_LABELS =
      List.of("exported_pod", "pod_name", "kubernetes_pod_name", "k8s_pod_name", "pod", "k8s_pod");

  private SeriesOfPods() {}

  /** Returns the first needed series that the pods have; empty if they have none. */
  static Optional<String> any(HopContext context, Prometheus prometheus) {
    String matchers = matchers(context);
    return MetricsAnswer.needed(context).stream()
        .filter(
            series -> !prometheus.query("topk(1, " + selector(series, matchers) + ")").isEmpty())
        .findFirst();
  }

  /** Returns matchers with the labels in the adapter's rule or KEDA's query. */
  static String matchers(HopContext context) {
    return LabelsOfPods.of(context)
        .pods(context.autoscaler().namespace(), alternatives(names(context)));
  }

  /** Returns a selector of a series, or of a histogram with its suffixes. */
  static String selector(String series, String matchers) {
    return "{__name__=~\"%s(_bucket|_count|_sum)?\"%s}"
        .formatted(series, matchers.isEmpty() ? "" : "," + matchers);
  }

  /** Returns a sample of these pods with other labels. */
  static Optional<JsonNode> otherwiseLabelled(
      HopContext context, Prometheus prometheus, String series) {
    String addresses =
        context.readyPods().stream()
            .map(Pod::address)
            .filter(address -> !address.isEmpty())
            .map(address -> address.contains(":") ? "\\\\[" + address + "\\\\]" : address)
            .map(address -> address.replace(".", "\\\\.") + ":.*")
            .collect(Collectors.joining("|"));
    StringBuilder query = new StringBuilder(selector(series, "instance=~\"" + addresses + "\""));
    String names = alternatives(names(context));
    for (String label : OTHER_LABELS) {
      query.append(" or ").append(selector(series, label + "=~\"" + names + "\""));
    }
    return prometheus.query("topk(1, " + query + ")").stream().findFirst();
  }

  /** Returns a pattern of pod names, in which only dots are special in a regular expression. */
  private static String alternatives(List<String> pods) {
    return pods.stream().map(pod -> pod.replace(".", "\\\\.")).collect(Collectors.joining("|"));
  }

  private static List<String> names(HopContext context) {
    return context.readyPods().stream().map(Pod::name).toList();
  }
}
