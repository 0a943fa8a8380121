package io.github.cdk8sovms.monitoring;

import io.github.cdk8sovms.internal.values.Labels;
import io.github.cdk8sovms.monitoring.internal.StoreSeries;
import io.github.cdk8sovms.serving.internal.StoreRef;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The job that shows the phases of the pods that fill model stores, without kube-state-metrics.
 * Prometheus knows the phase of each pod that it discovers, also of failed ones. The pods have no
 * metrics, so in their place it scrapes itself, once for each Job and phase, and keeps nothing but
 * {@code up}. There is no label {@code pod}, by which pods of servers are selected.
 *
 * @param stores the stores of scraped servers
 */
record StoreScrapes(List<StoreRef> stores) {
  private static final String META = "__meta_kubernetes_";

  /** Below the five minutes for which a sample counts. */
  private static final String INTERVAL = "1m";

  Map<String, Object> job() {
    Map<String, Object> job = new LinkedHashMap<>();
    job.put("job_name", StoreSeries.JOB);
    job.put("scrape_interval", INTERVAL);
    job.put("kubernetes_sd_configs", List.of(discovery()));
    job.put("relabel_configs", relabelling());
    job.put("metric_relabel_configs", List.of(rule(List.of("__name__"), "drop", ".+")));
    return job;
  }

  private Map<String, Object> discovery() {
    Map<String, Object> selector = new LinkedHashMap<>();
    selector.put("role", "pod");
    selector.put("label", Labels.SOFTWARE + "=model-store");
    Map<String, Object> discovery = new LinkedHashMap<>();
    discovery.put("role", "pod");
    discovery.put(
        "namespaces",
        Map.of("names", stores.stream().map(StoreRef::namespace).distinct().toList()));
    discovery.put("selectors", List.of(selector));
    return discovery;
  }

  private List<Map<String, Object>> relabelling() {
    String name = META + "pod_label_" + Labels.NAME.replaceAll("[^A-Za-z0-9]", "_");
    List<Map<String, Object>> rules = new ArrayList<>();
    rules.add(
        rule(
            List.of(META + "namespace", name),
            "keep",
            stores.stream()
                .map(store -> store.namespace() + ";" + store.name())
                .collect(Collectors.joining("|"))));
    Map<String, Object> address = new LinkedHashMap<>();
    address.put("target_label", "__address__");
    address.put("replacement", "localhost:" + PrometheusManifest.PORT.container());
    rules.add(address);
    rules.add(copy(META + "namespace", "namespace"));
    rules.add(copy(name, StoreSeries.STORE));
    rules.add(copy(META + "pod_controller_name", StoreSeries.FETCH));
    rules.add(copy(META + "pod_phase", StoreSeries.PHASE));
    return rules;
  }

  private static Map<String, Object> rule(List<String> sources, String action, String regex) {
    Map<String, Object> rule = new LinkedHashMap<>();
    rule.put("source_labels", sources);
    rule.put("action", action);
    rule.put("regex", regex);
    return rule;
  }

  private static Map<String, Object> copy(String source, String label) {
    Map<String, Object> rule = new LinkedHashMap<>();
    rule.put("source_labels", List.of(source));
    rule.put("target_label", label);
    return rule;
  }
}
