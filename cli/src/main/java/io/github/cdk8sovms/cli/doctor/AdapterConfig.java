package io.github.cdk8sovms.cli.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdk8sovms.cli.manifest.Yaml;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A metrics adapter as it is deployed: what it asks, by which rules.
 *
 * @param deployment its Deployment
 * @param configMap the ConfigMap with its rules, if that could be found
 */
record AdapterConfig(JsonNode deployment, Optional<JsonNode> configMap) {
  static final String PROMETHEUS_URL = "--prometheus-url";

  /** The value of an argument, if it is given. */
  static Optional<String> argument(JsonNode deployment, String name) {
    for (JsonNode container : deployment.at("/spec/template/spec/containers")) {
      List<String> words = new ArrayList<>();
      container.path("command").forEach(word -> words.add(word.asText()));
      container.path("args").forEach(word -> words.add(word.asText()));
      for (int i = 0; i < words.size(); i++) {
        if (words.get(i).startsWith(name + "=")) {
          return Optional.of(words.get(i).substring(name.length() + 1));
        }
        if (words.get(i).equals(name) && i + 1 < words.size()) {
          return Optional.of(words.get(i + 1));
        }
      }
    }
    return Optional.empty();
  }

  /** The name of the ConfigMap that is mounted where its configuration is read from. */
  static Optional<String> configMapName(JsonNode deployment) {
    String file = argument(deployment, "--config").orElse("");
    JsonNode pods = deployment.at("/spec/template/spec");
    for (JsonNode container : pods.path("containers")) {
      for (JsonNode mount : container.path("volumeMounts")) {
        if (file.startsWith(mount.path("mountPath").asText() + "/")) {
          for (JsonNode volume : pods.path("volumes")) {
            if (volume.path("name").equals(mount.path("name")) && volume.has("configMap")) {
              return Optional.of(volume.at("/configMap/name").asText());
            }
          }
        }
      }
    }
    return Optional.empty();
  }

  String namespace() {
    return Cluster.namespace(deployment);
  }

  String name() {
    return Cluster.name(deployment);
  }

  Optional<String> prometheusUrl() {
    return argument(deployment, PROMETHEUS_URL);
  }

  String relistInterval() {
    return argument(deployment, "--metrics-relist-interval").orElse("10m");
  }

  /** The rules of all keys of the ConfigMap. */
  List<AdapterRuleView> rules() {
    List<AdapterRuleView> rules = new ArrayList<>();
    configMap.ifPresent(
        map ->
            map.path("data")
                .forEach(
                    file ->
                        Yaml.structure(file.asText())
                            .ifPresent(
                                config ->
                                    config
                                        .path("rules")
                                        .forEach(rule -> rules.add(new AdapterRuleView(rule))))));
    return rules;
  }

  /** The last of those with a name is the one that counts. */
  Optional<AdapterRuleView> rule(String metric) {
    return rules().stream().filter(rule -> rule.makes(metric)).reduce((first, last) -> last);
  }

  /** When somebody changed the ConfigMap last, as the API server wrote it; empty if unknown. */
  String configChanged() {
    String latest = "";
    if (configMap.isPresent()) {
      latest = configMap.get().at("/metadata/creationTimestamp").asText();
      for (JsonNode entry : configMap.get().at("/metadata/managedFields")) {
        String time = entry.path("time").asText();
        latest = time.compareTo(latest) > 0 ? time : latest;
      }
    }
    return latest;
  }
}
