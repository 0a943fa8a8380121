package io.github.cdk8sovms.controlplane;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdk8sovms.cluster.Application;
import io.github.cdk8sovms.kit.Manifest;
import io.github.cdk8sovms.kit.Repository;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A Prometheus Adapter of another owner, with the rules of an emitted ConfigMap. */
public final class ExistingAdapter {
  private ExistingAdapter() {}

  /** With these arguments beside those that its chart always writes. */
  public static Application with(
      String prometheusUrl, String relistInterval, List<String> moreArguments) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--config=/etc/adapter/config.yaml",
                "--prometheus-url=" + prometheusUrl,
                "--metrics-relist-interval=" + relistInterval,
                "--secure-port=6443",
                "--cert-dir=/tmp/cert"));
    arguments.addAll(moreArguments);
    return Application.of(
        "adapter",
        Repository.read(Repository.RESOURCES.resolve("control-plane/existing-adapter.yaml"))
            .replace("ARGUMENTS", Manifest.json(arguments)));
  }

  /** Its ConfigMap, as its chart renders it of these values: with what is in rules.custom. */
  public static Application configuredBy(JsonNode values) {
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("name", "adapter-config");
    metadata.put("namespace", "default");
    Map<String, Object> configMap = new LinkedHashMap<>();
    configMap.put("apiVersion", "v1");
    configMap.put("kind", "ConfigMap");
    configMap.put("metadata", metadata);
    String file = Manifest.json(Map.of("rules", values.at("/rules/custom")));
    configMap.put("data", Map.of("config.yaml", file));
    return Application.of("adapter-configuration", Manifest.json(configMap));
  }
}
