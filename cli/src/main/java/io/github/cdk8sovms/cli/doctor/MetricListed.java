package io.github.cdk8sovms.cli.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdk8sovms.kubernetes.Urls;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The adapter offers the metric, for pods. */
record MetricListed() implements Hop {
  @Override
  public String name() {
    return "listed";
  }

  @Override
  public HopResult look(Surroundings surroundings, Consumer<Oddity> oddities) {
    String metric = surroundings.autoscaler().metric();
    String path = "/apis/" + surroundings.metricsApi().group() + "/" + surroundings.version();
    TreeSet<String> offered = new TreeSet<>();
    Answer list = surroundings.cluster().answer(path);
    if (!list.isOk() && !list.isNotFound()) {
      throw MetricsApi.unseen(list);
    }
    list.json().path("resources").forEach(resource -> offered.add(resource.path("name").asText()));
    if (offered.contains("pods/" + metric)) {
      return HopResult.passed("pods/" + metric);
    }
    // The controller asks for values only, and some servers of metrics list none of them.
    if (ValuesServed.isServed(surroundings)) {
      return HopResult.passed("not listed, and served");
    }
    Optional<AdapterConfig> adapter = surroundings.adapter();
    if (adapter.isPresent() && !adapter.get().rules().isEmpty()) {
      return adapter.get().mayMake(metric)
          ? withRule(surroundings, adapter.get(), offered)
          : withoutRule(adapter.get(), metric);
    }
    return HopResult.broken(
        Diagnosis.METRIC_NOT_LISTED,
        "offered are " + ofPods(offered),
        "Add a rule for it to the adapter, or name a metric that is offered in the autoscaler.",
        "kubectl get --raw " + path);
  }

  private static HopResult withoutRule(AdapterConfig adapter, String metric) {
    String names =
        adapter.rules().stream()
            .flatMap(rule -> rule.metric().stream())
            .collect(Collectors.joining(", "));
    return HopResult.broken(
        Diagnosis.RULE_MISSING,
        "the rules of Deployment %s/%s make %s, and not %s"
            .formatted(adapter.namespace(), adapter.name(), names, metric),
        "Add the rule to ConfigMap %s, then restart the adapter, which reads it at its start only:"
            .formatted(adapter.configMap().map(Cluster::name).orElse("")),
        restart(adapter));
  }

  private static HopResult withRule(
      Surroundings surroundings, AdapterConfig adapter, TreeSet<String> offered) {
    String started = oldestStart(surroundings, adapter);
    if (!started.isEmpty() && started.compareTo(adapter.configChanged()) < 0) {
      return HopResult.broken(
          Diagnosis.CONFIG_UNREAD,
          "its ConfigMap was changed at %s, and a pod of it runs since %s"
              .formatted(adapter.configChanged(), started),
          "The adapter reads its rules at its start only:",
          restart(adapter));
    }
    return HopResult.broken(
        Diagnosis.METRIC_NOT_LISTED,
        "offered are %s; it looks for series every %s"
            .formatted(ofPods(offered), adapter.relistInterval()),
        "Wait for that time after the first scrape. If it stays so, it gets no answer from "
            + adapter.prometheusUrl().map(Urls::withoutPassword).orElse("its Prometheus")
            + ", or one of its rules is refused, which keeps all of them from being used:",
        "kubectl logs deployment/%s --namespace %s --tail=50"
            .formatted(adapter.name(), adapter.namespace()));
  }

  private static String oldestStart(Surroundings surroundings, AdapterConfig adapter) {
    String selector = Cluster.selector(adapter.deployment().at("/spec/selector/matchLabels"));
    return surroundings.cluster().pods(adapter.namespace(), selector).stream()
        .filter(Pod::isReady)
        .map(MetricListed::start)
        .sorted()
        .findFirst()
        .orElse("");
  }

  /** Of its process: a container that has ended meanwhile has read its files again. */
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

  private static String ofPods(TreeSet<String> offered) {
    List<String> names = offered.stream().filter(name -> name.startsWith("pods/")).toList();
    return names.isEmpty() ? "no metrics of pods" : String.join(", ", names);
  }
}
