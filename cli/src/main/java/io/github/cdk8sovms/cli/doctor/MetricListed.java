package io.github.cdk8sovms.cli.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdk8sovms.internal.values.Urls;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Checks that the adapter lists the metric, for pods. */
record MetricListed() implements Hop {
  @Override
  public String name() {
    return "listed";
  }

  @Override
  public HopResult check(HopContext context, Consumer<Note> notes) {
    String metric = context.autoscaler().metric();
    String path = "/apis/" + context.metricsApi().group() + "/" + context.version();
    TreeSet<String> listed = new TreeSet<>();
    Answer list = context.cluster().answer(path);
    if (!list.isOk() && !list.isNotFound()) {
      throw MetricsApi.unseen(list);
    }
    list.json().path("resources").forEach(resource -> listed.add(resource.path("name").asText()));
    if (listed.contains("pods/" + metric)) {
      return HopResult.passed("pods/" + metric);
    }
    // The controller requests only values, and some metrics API servers list no metrics.
    if (ValuesServed.isServed(context)) {
      return HopResult.passed("not listed, but served");
    }
    Optional<AdapterConfig> adapter = context.adapter();
    if (adapter.isPresent() && !adapter.get().rules().isEmpty()) {
      return adapter.get().mayProduce(metric)
          ? withRule(context, adapter.get(), listed)
          : withoutRule(adapter.get(), metric);
    }
    return HopResult.broken(
        Diagnosis.METRIC_NOT_LISTED,
        "listed are " + ofPods(listed),
        "Add a rule for it to the adapter, or use a listed metric in the autoscaler.",
        "kubectl get --raw " + path);
  }

  private static HopResult withoutRule(AdapterConfig adapter, String metric) {
    String names =
        adapter.rules().stream()
            .flatMap(rule -> rule.metric().stream())
            .collect(Collectors.joining(", "));
    return HopResult.broken(
        Diagnosis.RULE_MISSING,
        "the rules of Deployment %s/%s produce %s, but not %s"
            .formatted(adapter.namespace(), adapter.name(), names, metric),
        "Add the rule to ConfigMap %s, then restart the adapter, which reads it only at start-up:"
            .formatted(adapter.configMap().map(ObjectMeta::name).orElse("")),
        restart(adapter));
  }

  private static HopResult withRule(
      HopContext context, AdapterConfig adapter, TreeSet<String> listed) {
    String started = oldestStart(context, adapter);
    if (!started.isEmpty() && started.compareTo(adapter.configChanged()) < 0) {
      return HopResult.broken(
          Diagnosis.CONFIG_UNREAD,
          "its ConfigMap was changed at %s, and one of its pods has been running since %s"
              .formatted(adapter.configChanged(), started),
          "The adapter reads its rules only at start-up. Restart it:",
          restart(adapter));
    }
    return HopResult.broken(
        Diagnosis.METRIC_NOT_LISTED,
        "listed are %s; its relist interval is %s"
            .formatted(ofPods(listed), adapter.relistInterval()),
        "Wait for that time after the first scrape. If this persists, "
            + adapter.prometheusUrl().map(Urls::withoutPassword).orElse("its Prometheus")
            + " does not respond, or rejects one of its rules, which disables all of them:",
        "kubectl logs deployment/%s --namespace %s --tail=50"
            .formatted(adapter.name(), adapter.namespace()));
  }

  private static String oldestStart(HopContext context, AdapterConfig adapter) {
    String selector = Cluster.selector(adapter.deployment().at("/spec/selector/matchLabels"));
    return context.cluster().pods(adapter.namespace(), selector).stream()
        .filter(Pod::isReady)
        .map(MetricListed::start)
        .sorted()
        .findFirst()
        .orElse("");
  }

  /** Returns the start of its process: a restarted container has read its files again. */
  private static String start(Pod pod) {
    String started = pod.object().at("/status/startTime").asText();
    for (JsonNode container : pod.object().at("/status/containerStatuses")) {
      String again = container.at("/state/running/startedAt").asText();
      started = again.compareTo(started) > 0 ? again : started;
    }
    return started;
  }

  private static String restart(AdapterConfig adapter) {
    return "kubectl rollout restart deployment %s --namespace %s"
        .formatted(adapter.name(), adapter.namespace());
  }

  private static String ofPods(TreeSet<String> listed) {
    List<String> names = listed.stream().filter(name -> name.startsWith("pods/")).toList();
    return names.isEmpty() ? "no Pods metrics" : String.join(", ", names);
  }
}
