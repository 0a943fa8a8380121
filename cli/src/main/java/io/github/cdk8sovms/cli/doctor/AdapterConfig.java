package io.github.cdk8sovms.cli.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdk8sovms.cli.manifest.Yaml;
import io.github.cdk8sovms.internal.adapter.ConfiguredRule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The configuration of a deployed metrics adapter: its Prometheus and its rules.
 *
 * @param deployment its Deployment
 * @param configMap the ConfigMap with its rules, if found
 */
record AdapterConfig(JsonNode deployment, Optional<JsonNode> configMap) {
  static final String PROMETHEUS_URL = "--prometheus-url";
  private static final String CONFIG = "--config";

  /** Returns the value of an argument, if it is set. */
  static Optional<String> argument(JsonNode deployment, String name) {
    return arguments(deployment, name).stream().findFirst();
  }

  /** Returns the values of a repeatable argument. */
  static List<String> arguments(JsonNode deployment, String name) {
    List<String> values = new ArrayList<>();
    for (JsonNode container : deployment.at("/spec/template/spec/containers")) {
      List<String> words = new ArrayList<>();
      container.path("command").forEach(word -> words.add(word.asText()));
      container.path("args").forEach(word -> words.add(word.asText()));
      for (int i = 0; i < words.size(); i++) {
        if (words.get(i).startsWith(name + "=")) {
          values.add(words.get(i).substring(name.length() + 1));
        } else if (words.get(i).equals(name) && i + 1 < words.size()) {
          values.add(words.get(i + 1));
        }
      }
    }
    return values;
  }

  /** Returns the name of the ConfigMap that is mounted at the path of its configuration. */
  static Optional<String> configMapName(JsonNode deployment) {
    return volume(deployment).map(volume -> volume.at("/configMap/name").asText());
  }

  private static Optional<JsonNode> volume(JsonNode deployment) {
    String file = argument(deployment, CONFIG).orElse("");
    JsonNode pods = deployment.at("/spec/template/spec");
    for (JsonNode container : pods.path("containers")) {
      for (JsonNode mount : container.path("volumeMounts")) {
        String path = mount.path("mountPath").asText();
        if (file.equals(path) || file.startsWith(path.replaceFirst("/*$", "/"))) {
          for (JsonNode volume : pods.path("volumes")) {
            if (volume.path("name").equals(mount.path("name")) && volume.has("configMap")) {
              return Optional.of(volume);
            }
          }
        }
      }
    }
    return Optional.empty();
  }

  /** Returns the file that it reads; the ConfigMap may contain unrelated files. */
  private Optional<JsonNode> file() {
    String path = argument(deployment, CONFIG).orElse("");
    String name = path.substring(path.lastIndexOf('/') + 1);
    String key = name;
    for (JsonNode item : volume(deployment).map(v -> v.at("/configMap/items")).orElse(deployment)) {
      if (item.path("path").asText().equals(name)) {
        key = item.path("key").asText();
      }
    }
    String found = key;
    return configMap.map(map -> map.path("data").path(found)).filter(JsonNode::isTextual);
  }

  String namespace() {
    return ObjectMeta.namespace(deployment);
  }

  String name() {
    return ObjectMeta.name(deployment);
  }

  Optional<String> prometheusUrl() {
    return argument(deployment, PROMETHEUS_URL);
  }

  String relistInterval() {
    return argument(deployment, "--metrics-relist-interval").orElse("10m");
  }

  /** Returns the rules that it reads; none if they were not found. */
  List<ConfiguredRule> rules() {
    List<ConfiguredRule> rules = new ArrayList<>();
    file()
        .flatMap(file -> Yaml.structure(file.asText()))
        .ifPresent(config -> config.path("rules").forEach(rule -> rules.add(read(rule))));
    return rules;
  }

  private static ConfiguredRule read(JsonNode rule) {
    Map<String, String> resourceByLabel = new LinkedHashMap<>();
    rule.at("/resources/overrides")
        .properties()
        .forEach(
            override ->
                resourceByLabel.put(
                    override.getKey(), override.getValue().path("resource").asText()));
    return new ConfiguredRule(
        rule.path("seriesQuery").asText(),
        rule.path("metricsQuery").asText(),
        rule.at("/name/matches").asText(),
        rule.at("/name/as").asText(),
        resourceByLabel,
        rule.at("/resources/template").asText());
  }

  /** Returns whether a rule may produce a metric: with patterns that is not always certain. */
  boolean mayProduce(String metric) {
    return rules().stream().anyMatch(rule -> rule.mayProduce(metric));
  }

  /** Returns the rule of a metric; of several with one name the last takes precedence. */
  Optional<ConfiguredRule> rule(String metric) {
    return rules().stream().filter(rule -> rule.produces(metric)).reduce((first, last) -> last);
  }

  /**
   * Returns the time of the last change of the ConfigMap, from the API server; empty if unknown.
   */
  String configChanged() {
    String latest = "";
    if (configMap.isPresent()) {
      latest = configMap.get().at("/metadata/creationTimestamp").asText();
      for (JsonNode entry : configMap.get().at("/metadata/managedFields")) {
        // Changes of labels or annotations do not change the rules.
        boolean ofData = !entry.has("fieldsV1") || entry.path("fieldsV1").has("f:data");
        String time = ofData ? entry.path("time").asText() : "";
        latest = time.compareTo(latest) > 0 ? time : latest;
      }
    }
    return latest;
  }
}
