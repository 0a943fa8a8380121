package io.github.cdk8sovms.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The hops on which a number gets from a pod to an autoscaler. Each is awaited by itself, so that a
 * test that fails says which one does not stand; and timed.
 */
public final class Chain {
  private static final Duration LONGEST_HOP = Duration.ofMinutes(3);
  private static final String CUSTOM_METRICS = "/apis/custom.metrics.k8s.io/v1beta2";

  private final ControlPlane controlPlane;
  private final Instant begin = Instant.now();
  private final StringBuilder times = new StringBuilder();

  public Chain(ControlPlane controlPlane) {
    this.controlPlane = controlPlane;
  }

  /** When each hop stood, in seconds since the start. */
  public String times() {
    return times.toString();
  }

  /** A Deployment or StatefulSet has this number of pods, all ready. */
  public void awaitReady(String kind, String namespace, String name, int count) {
    String path = "/apis/apps/v1/namespaces/%s/%ss/%s".formatted(namespace, kind, name);
    hop(
        "%s %s/%s with %d ready".formatted(kind, namespace, name, count),
        () -> {
          JsonNode object = controlPlane.api().get(path);
          int wanted = object.at("/spec/replicas").asInt();
          int ready = object.at("/status/readyReplicas").asInt();
          return Await.Look.when(wanted == count && ready == count, ready + " of " + wanted);
        });
  }

  public void awaitTargetsUp(PrometheusApi prometheus, int count) {
    hop(
        count + " targets up",
        () -> {
          JsonNode targets = prometheus.activeTargets();
          int up = 0;
          for (JsonNode target : targets) {
            up += target.path("health").asText().equals("up") ? 1 : 0;
          }
          return Await.Look.when(up == count && targets.size() == count, targets.toString());
        });
  }

  /** Every rule has been evaluated without an error, in this number of groups. */
  public void awaitRules(PrometheusApi prometheus, int groups) {
    hop(
        groups + " groups of rules worked out",
        () -> {
          JsonNode found = prometheus.ruleGroups();
          List<JsonNode> rules = found.findValues("rules");
          boolean healthy =
              rules.stream()
                  .flatMap(group -> group.findValuesAsText("health").stream())
                  .allMatch("ok"::equals);
          return Await.Look.when(healthy && found.size() == groups, found.toString());
        });
  }

  public void awaitSeries(PrometheusApi prometheus, String expression, int count) {
    hop(
        count + " series of " + expression,
        () -> {
          JsonNode series = prometheus.query(expression);
          return Await.Look.when(series.size() == count, series.toString());
        });
  }

  public void awaitApiServiceAvailable(String version) {
    awaitApiServiceAvailable("custom.metrics.k8s.io", version);
  }

  public void awaitApiServiceAvailable(String group, String version) {
    String name = version + "." + group;
    hop(
        "APIService " + name + " available",
        () -> {
          JsonNode service =
              controlPlane.api().get("/apis/apiregistration.k8s.io/v1/apiservices/" + name);
          return Await.Look.when(
              NodeSimulator.isTrue(service, "Available"), service.path("status").toString());
        });
  }

  public void awaitListed(String metric) {
    hop(
        "metric " + metric + " listed",
        () -> {
          TreeSet<String> names = new TreeSet<>();
          controlPlane
              .api()
              .get(CUSTOM_METRICS)
              .path("resources")
              .forEach(resource -> names.add(resource.path("name").asText()));
          return Await.Look.when(names.contains("pods/" + metric), names.toString());
        });
  }

  /** The value of each pod, when as many have one as there should be. */
  public Map<String, BigDecimal> awaitValues(String namespace, String metric, int count) {
    return awaitValues(namespace, metric, count, any -> true);
  }

  /** The same, when all of them are as they should be. */
  public Map<String, BigDecimal> awaitValues(
      String namespace, String metric, int count, Predicate<BigDecimal> asExpected) {
    String path = CUSTOM_METRICS + "/namespaces/" + namespace + "/pods/*/" + metric;
    return hop(
        "the expected value of each of " + count + " pods",
        () -> {
          Map<String, BigDecimal> values = new TreeMap<>();
          for (JsonNode item : controlPlane.api().get(path).path("items")) {
            values.put(
                item.at("/describedObject/name").asText(), number(item.path("value").asText()));
          }
          return values.size() == count && values.values().stream().allMatch(asExpected)
              ? Await.Look.done(values)
              : Await.Look.notYet(values.toString());
        });
  }

  public void awaitScalingActive(String namespace, String autoscaler) {
    String path =
        "/apis/autoscaling/v2/namespaces/%s/horizontalpodautoscalers/%s"
            .formatted(namespace, autoscaler);
    hop(
        "HorizontalPodAutoscaler " + namespace + "/" + autoscaler + " active",
        () -> {
          JsonNode object = controlPlane.api().get(path);
          return Await.Look.when(
              NodeSimulator.isTrue(object, "AbleToScale")
                  && NodeSimulator.isTrue(object, "ScalingActive"),
              object.path("status").toString());
        });
  }

  /** A ScaledObject that KEDA has made an autoscaler of. */
  public void awaitScaledObjectReady(String namespace, String name) {
    String path =
        "/apis/keda.sh/v1alpha1/namespaces/%s/scaledobjects/%s".formatted(namespace, name);
    hop(
        "ScaledObject " + namespace + "/" + name + " ready",
        () -> {
          JsonNode object = controlPlane.api().get(path);
          return Await.Look.when(
              NodeSimulator.isTrue(object, "Ready") && object.at("/status").has("hpaName"),
              object.path("status").toString());
        });
  }

  private <T> T hop(String what, Supplier<Await.Look<T>> look) {
    T found = Await.until(what, LONGEST_HOP, controlPlane::diagnosis, look);
    times.append("%4d s  %s%n".formatted(Duration.between(begin, Instant.now()).toSeconds(), what));
    return found;
  }

  /** A quantity, such as {@code 500m} or {@code 2}. */
  public static BigDecimal number(String quantity) {
    return quantity.endsWith("m")
        ? new BigDecimal(quantity.substring(0, quantity.length() - 1)).movePointLeft(3)
        : new BigDecimal(quantity);
  }
}
