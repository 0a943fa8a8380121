package io.github.cdk8sovms.serving;

import io.github.cdk8sovms.kubernetes.ConfigText;
import io.github.cdk8sovms.kubernetes.Names;
import io.github.cdk8sovms.validation.Findings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The server's configuration file. It is always a file, for one model as for many: command line
 * flags serve one model only, and growing from one to two would change every line.
 *
 * @param configMap the ConfigMap that holds it
 * @param key its key there, and so its file name
 */
record ConfigFile(String configMap, String key) {
  /** Where the ConfigMap is mounted; the operator's place, so that both workloads look alike. */
  static final String DIRECTORY = "/config";

  static final String DEFAULT_KEY = "config.json";

  String path() {
    return DIRECTORY + "/" + key;
  }

  void check(Findings findings) {
    Names.check(findings, "configMap", configMap);
    Names.checkKey(findings, "configMap", key);
  }

  /**
   * The content of the file.
   *
   * @param metrics what is exported; empty for the server's own choice
   * @param basePath where the server finds the files of a model
   */
  static String content(
      List<Model> models, List<OvmsMetric> metrics, Function<Model, String> basePath) {
    Map<String, Object> monitoring = new LinkedHashMap<>();
    monitoring.put("enable", true);
    if (!metrics.isEmpty()) {
      monitoring.put("metrics_list", metrics.stream().map(OvmsMetric::series).toList());
    }
    Map<String, Object> config = new LinkedHashMap<>();
    config.put(
        "model_config_list",
        models.stream()
            .map(model -> Map.of("config", model.toConfig(basePath.apply(model))))
            .toList());
    // Here and not by --metrics_enable as well: told twice, the server refuses to start.
    config.put("monitoring", Map.of("metrics", monitoring));
    return ConfigText.json(config);
  }
}
