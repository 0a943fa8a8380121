package io.github.cdk8sovms.serving;

import io.github.cdk8sovms.internal.values.Names;
import io.github.cdk8sovms.kubernetes.internal.ConfigText;
import io.github.cdk8sovms.signal.OvmsMetric;
import io.github.cdk8sovms.validation.internal.Findings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The server's configuration file. Always a file, even for one model: command-line flags support
 * one model only, and adding a second one would change every line.
 *
 * @param configMap the ConfigMap that holds it
 * @param key its key there, which is also the file name
 */
record ConfigFile(String configMap, String key) {
  /** Mount path of the ConfigMap; the same as the operator's, so that both workloads are alike. */
  static final String DIRECTORY = "/config";

  /** The volume of the ConfigMap. */
  static final String VOLUME = "config";

  static final String DEFAULT_KEY = "config.json";

  String path() {
    return DIRECTORY + "/" + key;
  }

  void check(Findings findings) {
    Names.check(findings, "configMap", configMap);
    Names.checkKey(findings, "configMap", key);
  }

  /**
   * Returns the content of the file.
   *
   * @param metrics the exported metrics; empty for the server's default
   * @param entry the entry of a model
   */
  static String content(
      List<Servable> models,
      List<OvmsMetric> metrics,
      Function<Servable, Map<String, Object>> entry) {
    Map<String, Object> monitoring = new LinkedHashMap<>();
    monitoring.put("enable", true);
    if (!metrics.isEmpty()) {
      monitoring.put("metrics_list", metrics.stream().map(OvmsMetric::series).toList());
    }
    Map<String, Object> config = new LinkedHashMap<>();
    config.put(
        "model_config_list",
        models.stream().map(model -> Map.of("config", entry.apply(model))).toList());
    // Not also with --metrics_enable: the server does not start if both are set.
    config.put("monitoring", Map.of("metrics", monitoring));
    return ConfigText.json(config);
  }
}
