package io.github.cdk8sovms.cli.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdk8sovms.kubernetes.Quantity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Each pod has a value, asked for as the controller asks. */
record ValuesServed() implements Hop {
  @Override
  public String name() {
    return "values";
  }

  @Override
  public HopResult look(Surroundings surroundings, Consumer<Oddity> oddities) {
    String path = path(surroundings);
    Answer answer = surroundings.cluster().answer(path);
    if (answer.isForbidden() || answer.status() == 401 || answer.status() == Answer.TOO_LATE) {
      throw MetricsApi.unseen(answer);
    }
    if (!answer.isOk()) {
      checkTime(surroundings);
      return HopResult.broken(
          Diagnosis.NO_VALUES,
          answer.message(),
          "kubectl get --raw '" + path + "'",
          surroundings
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
    List<Pod> pods = surroundings.readyPods();
    if (values.isEmpty()) {
      if (pods.isEmpty()) {
        return new HopResult.NotSeen("there is no pod that could have one");
      }
      checkTime(surroundings);
      return HopResult.broken(
          Diagnosis.NO_VALUES,
          "the list is empty, for " + Count.of(pods.size(), "ready pod"),
          "The rule's labels for namespace and pod must be those of the series.",
          "kubectl get --raw '" + path + "'");
    }
    for (Map.Entry<String, String> value : values.entrySet()) {
      if (isAbsurd(value.getValue())) {
        return HopResult.broken(
            Diagnosis.VALUE_INFINITE,
            "pod %s: %s".formatted(value.getKey(), value.getValue()),
            "Something is divided by zero in metricsQuery. Guard the divisor: (x > 0).");
      }
    }
    note(surroundings, values, pods, oddities);
    return HopResult.passed(values.toString().replaceAll("[{}]", "").replace("=", " "));
  }

  /** Whether pods have values, whatever is listed. */
  static boolean isServed(Surroundings surroundings) {
    Answer answer = surroundings.cluster().answer(path(surroundings));
    return answer.isOk() && !answer.json().path("items").isEmpty();
  }

  private static void checkTime(Surroundings surroundings) {
    surroundings
        .whyTooEarly()
        .ifPresent(
            why -> {
              throw new UnseenException(why);
            });
  }

  private static void note(
      Surroundings surroundings,
      Map<String, String> values,
      List<Pod> pods,
      Consumer<Oddity> oddities) {
    List<String> without = new ArrayList<>();
    pods.stream().map(Pod::name).filter(name -> !values.containsKey(name)).forEach(without::add);
    if (!without.isEmpty()) {
      oddities.accept(
          new Oddity(
              "values-missing",
              "no value for " + String.join(", ", without),
              "The autoscaler takes it for a pod at its target when it removes pods, and for an"
                  + " idle one when it adds some. Pods that load have none."));
    }
    String target = surroundings.autoscaler().target();
    if (values.size() > 1 && values.values().stream().allMatch(value -> same(value, target))) {
      oddities.accept(
          new Oddity(
              "pinned-at-target",
              "all %d pods are exactly at the target of %s".formatted(values.size(), target),
              "If it stays so under load, the metric may not be able to be more: cdk8s-ovms"
                  + " explain OVMS407"));
    }
  }

  private static String path(Surroundings surroundings) {
    Autoscaler autoscaler = surroundings.autoscaler();
    String path =
        "/apis/%s/%s/namespaces/%s/pods/*/%s?labelSelector=%s"
            .formatted(
                surroundings.metricsApi().group(),
                surroundings.version(),
                autoscaler.namespace(),
                autoscaler.metric(),
                surroundings.scale().map(Surroundings::selector).map(Cluster::encoded).orElse(""));
    String labels = Cluster.selector(autoscaler.metricLabels());
    return labels.isEmpty() ? path : path + "&metricLabelSelector=" + Cluster.encoded(labels);
  }

  static boolean same(String value, String target) {
    Quantity left = Quantity.of(value);
    Quantity right = Quantity.of(target);
    return left.isValid() && right.isValid() && left.amount().compareTo(right.amount()) == 0;
  }

  /** What becomes of infinity: the smallest or largest number that there is. */
  static boolean isAbsurd(String value) {
    String digits = value.replaceAll("\\D", "");
    return digits.startsWith("92233720368547");
  }
}
