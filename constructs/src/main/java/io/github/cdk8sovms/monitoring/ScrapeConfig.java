package io.github.cdk8sovms.monitoring;

import io.github.cdk8sovms.internal.values.Durations;
import io.github.cdk8sovms.kubernetes.internal.ConfigText;
import io.github.cdk8sovms.monitoring.internal.ScrapeInterval;
import io.github.cdk8sovms.serving.internal.MetricsEndpoint;
import io.github.cdk8sovms.serving.internal.StoreRef;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The file prometheus.yml. */
final class ScrapeConfig {
  /** For servers whose responses have a content type that Prometheus 3 rejects. */
  static final String FALLBACK_PROTOCOL = "PrometheusText0.0.4";

  private static final String META = "__meta_kubernetes_";

  /** The job of Prometheus' self-scrape. */
  static final String SELF_JOB = "prometheus";

  /** The variable from which a replica has its external label. */
  static final String POD_NAME = "POD_NAME";

  private ScrapeConfig() {}

  /**
   * Rule files and the Alertmanager.
   *
   * @param rules the glob of rule files, if there are any; Prometheus then scrapes itself too,
   *     because only its own metrics show failures of rules
   * @param stores model stores whose pods are watched, if there are rules
   */
  record Alerting(
      Optional<AlertmanagerAddress> alertmanager, Optional<String> rules, List<StoreRef> stores) {
    static final Alerting NONE = new Alerting(Optional.empty(), Optional.empty(), List.of());
  }

  /**
   * Returns the directory of the credentials of a store.
   *
   * @param index of the store
   */
  static String remoteDirectory(int index) {
    return "/etc/prometheus-remote-write/" + index;
  }

  static String content(
      List<MetricsEndpoint> endpoints,
      ScrapeInterval interval,
      PrometheusPod prometheus,
      Alerting alerting) {
    Storage storage = prometheus.storage();
    Map<String, Object> global = new LinkedHashMap<>();
    global.put("scrape_interval", Durations.text(interval.interval()));
    global.put("scrape_timeout", Durations.text(interval.timeout()));
    global.put("evaluation_interval", Durations.text(interval.evaluationInterval()));
    Map<String, String> labels = new LinkedHashMap<>(prometheus.remote().escapedLabels());
    if (prometheus.isReplicated()) {
      labels.put(RemoteStorage.REPLICA, "${" + POD_NAME + "}");
    }
    if (!labels.isEmpty()) {
      global.put("external_labels", labels);
    }
    Map<String, Object> retention = new LinkedHashMap<>();
    retention.put("time", Durations.text(storage.retention()));
    retention.put("size", storage.retentionSize());
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("global", global);
    config.put("storage", Map.of("tsdb", Map.of("retention", retention)));
    alerting.rules().ifPresent(files -> config.put("rule_files", List.of(files)));
    alerting
        .alertmanager()
        .ifPresent(address -> config.put("alerting", alerting(address, prometheus.isReplicated())));
    List<RemoteWrite> writes = prometheus.remote().writes();
    if (!writes.isEmpty()) {
      config.put(
          "remote_write",
          IntStream.range(0, writes.size())
              .mapToObj(index -> writes.get(index).toConfig(remoteDirectory(index)))
              .toList());
    }
    List<Map<String, Object>> jobs = jobs(endpoints);
    if (alerting.rules().isPresent()) {
      if (!alerting.stores().isEmpty()) {
        jobs.add(new StoreScrapes(alerting.stores()).job());
      }
      jobs.add(selfScrape());
    }
    config.put("scrape_configs", jobs);
    return ConfigText.yaml(config);
  }

  /** Alerts of replicas are the same without the label of the replica, and are sent once. */
  private static Map<String, Object> alerting(AlertmanagerAddress address, boolean isReplicated) {
    Map<String, Object> alerting = new LinkedHashMap<>();
    if (isReplicated) {
      Map<String, Object> drop = new LinkedHashMap<>();
      drop.put("action", "labeldrop");
      drop.put("regex", RemoteStorage.REPLICA);
      alerting.put("alert_relabel_configs", List.of(drop));
    }
    alerting.put("alertmanagers", List.of(address.toConfig()));
    return alerting;
  }

  /**
   * Returns one job for all servers whose pods have the same label keys: each job adds a watch on
   * pods, so a fleet of a thousand servers must not need a thousand jobs.
   */
  private static List<Map<String, Object>> jobs(List<MetricsEndpoint> endpoints) {
    Map<Set<String>, List<MetricsEndpoint>> byLabelKeys =
        endpoints.stream()
            .collect(
                Collectors.groupingBy(
                    endpoint -> endpoint.podLabels().keySet(),
                    LinkedHashMap::new,
                    Collectors.toList()));
    List<Map<String, Object>> jobs = new ArrayList<>();
    byLabelKeys.values().forEach(group -> jobs.add(job(jobs.size(), group)));
    return jobs;
  }

  private static Map<String, Object> selfScrape() {
    Map<String, Object> job = new LinkedHashMap<>();
    job.put("job_name", SELF_JOB);
    job.put(
        "static_configs",
        List.of(Map.of("targets", List.of("localhost:" + PrometheusManifest.PORT.container()))));
    return job;
  }

  private static Map<String, Object> job(int number, List<MetricsEndpoint> endpoints) {
    Map<String, Object> job = new LinkedHashMap<>();
    job.put("job_name", number == 0 ? "ovms" : "ovms-" + number);
    job.put("metrics_path", MetricsEndpoint.PATH);
    if (!endpoints.stream().allMatch(MetricsEndpoint::plainText)) {
      job.put("fallback_scrape_protocol", FALLBACK_PROTOCOL);
    }
    job.put("kubernetes_sd_configs", List.of(discovery(endpoints)));
    job.put("relabel_configs", relabelling(endpoints));
    return job;
  }

  private static Map<String, Object> discovery(List<MetricsEndpoint> endpoints) {
    Map<String, Object> discovery = new LinkedHashMap<>();
    discovery.put("role", "pod");
    discovery.put(
        "namespaces",
        Map.of("names", endpoints.stream().map(MetricsEndpoint::namespace).distinct().toList()));
    Map<String, Object> selector = new LinkedHashMap<>();
    selector.put("role", "pod");
    selector.put("label", labelSelector(endpoints));
    discovery.put("selectors", List.of(selector));
    return discovery;
  }

  /**
   * Returns the selector for the API server: by value if all servers share it, otherwise by key.
   */
  private static String labelSelector(List<MetricsEndpoint> endpoints) {
    return endpoints.get(0).podLabels().keySet().stream()
        .map(
            key -> {
              Set<String> values =
                  endpoints.stream()
                      .map(endpoint -> endpoint.podLabels().get(key))
                      .collect(Collectors.toCollection(LinkedHashSet::new));
              return values.size() == 1 ? key + "=" + values.iterator().next() : key;
            })
        .collect(Collectors.joining(","));
  }

  private static List<Map<String, Object>> relabelling(List<MetricsEndpoint> endpoints) {
    List<String> keys = List.copyOf(endpoints.get(0).podLabels().keySet());
    List<String> sources = new ArrayList<>();
    sources.add(META + "namespace");
    keys.forEach(key -> sources.add(META + "pod_label_" + key.replaceAll("[^A-Za-z0-9]", "_")));
    String servers =
        endpoints.stream()
            .map(endpoint -> endpoint.namespace() + ";" + values(endpoint, keys))
            .distinct()
            .collect(Collectors.joining("|"));

    List<Map<String, Object>> rules = new ArrayList<>();
    rules.add(rule(List.of(META + "pod_phase"), "drop", "Succeeded|Failed"));
    rules.add(rule(List.of(META + "pod_container_init"), "drop", "true"));
    // Service discovery returns one target per declared port; only this one has metrics.
    rules.add(rule(List.of(META + "pod_container_port_name"), "keep", MetricsEndpoint.PORT));
    rules.add(rule(sources, "keep", servers));
    rules.add(copy("namespace", "namespace"));
    rules.add(copy("pod_name", "pod"));
    rules.add(copy("pod_container_name", "container"));
    rules.add(copy("pod_node_name", "node"));
    return rules;
  }

  private static String values(MetricsEndpoint endpoint, List<String> keys) {
    return keys.stream().map(endpoint.podLabels()::get).collect(Collectors.joining(";"));
  }

  private static Map<String, Object> rule(List<String> sources, String action, String regex) {
    Map<String, Object> rule = new LinkedHashMap<>();
    rule.put("source_labels", sources);
    rule.put("action", action);
    rule.put("regex", regex);
    return rule;
  }

  private static Map<String, Object> copy(String meta, String label) {
    Map<String, Object> rule = new LinkedHashMap<>();
    rule.put("source_labels", List.of(META + meta));
    rule.put("target_label", label);
    return rule;
  }
}
