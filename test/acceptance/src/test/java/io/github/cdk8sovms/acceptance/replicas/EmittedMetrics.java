package io.github.cdk8sovms.acceptance.replicas;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdk8sovms.kit.Manifest;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An emitted autoscaler: the fields of its HPA, and which metrics are its signals and schedules.
 *
 * @param spec {@code spec} of the HPA that the controller reads
 * @param signals in the order of the program
 * @param schedules the names of the metrics of the schedules, in the order of the program
 * @param schedulesAreTotals whether they are external metrics
 */
record EmittedMetrics(
    Map<String, Object> spec,
    List<Signal> signals,
    List<String> schedules,
    boolean schedulesAreTotals) {

  /**
   * A signal.
   *
   * @param isTotal whether the autoscaler has one value for all pods
   */
  record Signal(String name, double target, boolean isTotal) {}

  /** The HPA that reads from a Prometheus adapter, as it is emitted. */
  static EmittedMetrics ofHpa(List<Manifest> manifests) {
    JsonNode spec =
        Manifest.find(manifests, "HorizontalPodAutoscaler", "autoscaler").tree().get("spec");
    List<Object> metrics = new ArrayList<>();
    List<Signal> signals = new ArrayList<>();
    List<String> schedules = new ArrayList<>();
    for (JsonNode metric : spec.get("metrics")) {
      metrics.add(metric);
      switch (metric.get("type").asText()) {
        case "Pods" -> {
          String name = metric.at("/pods/metric/name").asText();
          signals.add(new Signal(name, quantity(metric.at("/pods/target/averageValue")), false));
        }
        case "Object" -> schedules.add(metric.at("/object/metric/name").asText());
        case "ContainerResource" -> {}
        default -> throw new AssertionError(metric);
      }
    }
    return new EmittedMetrics(
        hpa(spec.get("minReplicas"), spec.get("maxReplicas"), metrics, spec.get("behavior")),
        signals,
        schedules,
        false);
  }

  /**
   * The HPA that KEDA makes of a ScaledObject.
   *
   * <p>Source: controllers/keda/hpa.go, and GetMetricSpecForScaling of the scalers prometheus, cpu,
   * memory and cron, in KEDA 2.21. Metrics are named after their triggers here.
   */
  static EmittedMetrics ofScaledObject(List<Manifest> manifests) {
    JsonNode spec = Manifest.find(manifests, "ScaledObject", "autoscaler").tree().get("spec");
    List<Object> metrics = new ArrayList<>();
    List<Signal> signals = new ArrayList<>();
    List<String> schedules = new ArrayList<>();
    for (JsonNode trigger : spec.get("triggers")) {
      String name = trigger.get("name").asText();
      JsonNode metadata = trigger.get("metadata");
      switch (trigger.get("type").asText()) {
        case "prometheus" -> {
          String threshold = metadata.get("threshold").asText();
          signals.add(new Signal(name, Double.parseDouble(threshold), true));
          metrics.add(external(name, threshold));
        }
        case "cron" -> {
          schedules.add(name);
          metrics.add(external(name, "1"));
        }
        case "cpu", "memory" ->
            metrics.add(
                Map.of(
                    "type",
                    "ContainerResource",
                    "containerResource",
                    Map.of(
                        "name", trigger.get("type"),
                        "container", metadata.get("containerName"),
                        "target",
                            Map.of(
                                "type", trigger.get("metricType"),
                                "averageUtilization", metadata.get("value").asInt()))));
        default -> throw new AssertionError(trigger);
      }
    }
    return new EmittedMetrics(
        hpa(
            spec.get("minReplicaCount"),
            spec.get("maxReplicaCount"),
            metrics,
            spec.at("/advanced/horizontalPodAutoscalerConfig/behavior")),
        signals,
        schedules,
        true);
  }

  /** The same with only one of its metrics. */
  EmittedMetrics only(int metric) {
    Map<String, Object> one = new LinkedHashMap<>(spec);
    one.put("metrics", List.of(metrics().get(metric)));
    return new EmittedMetrics(one, signals, schedules, schedulesAreTotals);
  }

  List<?> metrics() {
    return (List<?>) spec.get("metrics");
  }

  /** One controller, which finds these situations one after the other. */
  String sequence(List<BackendSituation> situations) {
    Map<String, Object> sequence = new LinkedHashMap<>();
    sequence.put("spec", spec);
    sequence.put("tolerance", 0.1);
    sequence.put("requests", Map.of("ovms", BackendSituation.REQUESTS));
    sequence.put("steps", situations.stream().map(it -> it.toStep(this)).toList());
    return Manifest.json(sequence);
  }

  private static Map<String, Object> hpa(
      JsonNode min, JsonNode max, List<Object> metrics, JsonNode behavior) {
    Map<String, Object> spec = new LinkedHashMap<>();
    spec.put("minReplicas", min);
    spec.put("maxReplicas", max);
    spec.put("metrics", metrics);
    spec.put("behavior", behavior);
    return spec;
  }

  private static Map<String, Object> external(String name, String target) {
    return Map.of(
        "type",
        "External",
        "external",
        Map.of(
            "metric", Map.of("name", name),
            "target", Map.of("type", "AverageValue", "averageValue", target)));
  }

  private static double quantity(JsonNode value) {
    String text = value.asText();
    return text.endsWith("m")
        ? new BigDecimal(text.substring(0, text.length() - 1)).movePointLeft(3).doubleValue()
        : Double.parseDouble(text);
  }
}
