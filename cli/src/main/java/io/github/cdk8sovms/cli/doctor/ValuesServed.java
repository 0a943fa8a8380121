package io.github.cdk8sovms.cli.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdk8sovms.internal.values.Quantity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Checks that each pod has a value, with the controller's request. */
record ValuesServed() implements Hop {
  @Override
  public String name() {
    return "values";
  }

  @Override
  public HopResult check(HopContext context, Consumer<Note> notes) {
    String path = path(context);
    Answer answer = context.cluster().answer(path);
    if (answer.isForbidden() || answer.status() == 401 || answer.status() == Answer.TOO_LATE) {
      throw MetricsApi.unseen(answer);
    }
    if (!answer.isOk()) {
      checkTime(context);
      return HopResult.broken(
          Diagnosis.NO_VALUES,
          answer.message(),
          "kubectl get --raw '" + path + "'",
          context
              .adapter()
              .map(
                  adapter ->
                      "kubectl logs deployment/%s --namespace %s --tail=50"
                          .formatted(adapter.name(), adapter.namespace()))
              .orElse("Read the log of the adapter."));
    }
    Map<String, String> values = new TreeMap<>();
    for (JsonNode item : answer.json().path("items")) {
      values.put(item.at("/describedObject/name").asText(), item.path("value").asText());
    }
    List<Pod> pods = context.readyPods();
    if (values.isEmpty()) {
      if (pods.isEmpty()) {
        return new HopResult.NotSeen("there is no ready pod");
      }
      checkTime(context);
      return HopResult.broken(
          Diagnosis.NO_VALUES,
          "the list is empty, for " + Count.of(pods.size(), "ready pod"),
          "The rule's namespace and pod labels must match those of the series.",
          "kubectl get --raw '" + path + "'");
    }
    for (Map.Entry<String, String> value : values.entrySet()) {
      if (isAbsurd(value.getValue())) {
        return HopResult.broken(
            Diagnosis.VALUE_INFINITE,
            "pod %s: %s".formatted(value.getKey(), value.getValue()),
            "metricsQuery divides by zero. Guard the divisor: (x > 0).");
      }
    }
    note(context, values, pods, notes);
    return HopResult.passed(values.toString().replaceAll("[{}]", "").replace("=", " "));
  }

  /** Returns whether pods have values, even if the metric is not listed. */
  static boolean isServed(HopContext context) {
    Answer answer = context.cluster().answer(path(context));
    return answer.isOk() && !answer.json().path("items").isEmpty();
  }

  private static void checkTime(HopContext context) {
    context
        .whyTooEarly()
        .ifPresent(
            why -> {
              throw new UnseenException(why);
            });
  }

  private static void note(
      HopContext context, Map<String, String> values, List<Pod> pods, Consumer<Note> notes) {
    List<String> without = new ArrayList<>();
    pods.stream().map(Pod::name).filter(name -> !values.containsKey(name)).forEach(without::add);
    if (!without.isEmpty()) {
      notes.accept(
          new Note(
              "values-missing",
              "no value for " + String.join(", ", without),
              "The autoscaler assumes the target for it when scaling in, and 0 when scaling out. Pods"
                  + " that are loading models have no value."));
    }
    String target = context.autoscaler().target();
    if (values.size() > 1 && values.values().stream().allMatch(value -> same(value, target))) {
      notes.accept(
          new Note(
              "pinned-at-target",
              "all %d pods are exactly at the target of %s".formatted(values.size(), target),
              "If this persists under load, the target may be the maximum of the metric: cdk8s-ovms"
                  + " explain OVMS407"));
    }
  }

  private static String path(HopContext context) {
    Autoscaler autoscaler = context.autoscaler();
    String path =
        "/apis/%s/%s/namespaces/%s/pods/*/%s?labelSelector=%s"
            .formatted(
                context.metricsApi().group(),
                context.version(),
                autoscaler.namespace(),
                autoscaler.metric(),
                context.scale().map(HopContext::selector).map(Cluster::encoded).orElse(""));
    String labels = Cluster.selector(autoscaler.metricLabels());
    return labels.isEmpty() ? path : path + "&metricLabelSelector=" + Cluster.encoded(labels);
  }

  static boolean same(String value, String target) {
    Quantity left = Quantity.of(value);
    Quantity right = Quantity.of(target);
    return left.isValid() && right.isValid() && left.amount().compareTo(right.amount()) == 0;
  }

  /** Returns whether it is the smallest or largest integer, to which infinity is converted. */
  static boolean isAbsurd(String value) {
    String digits = value.replaceAll("\\D", "");
    return digits.startsWith("92233720368547");
  }
}
