package io.github.cdk8sovms.autoscaling;

import io.github.cdk8sovms.monitoring.internal.PrometheusLink;
import io.github.cdk8sovms.monitoring.internal.SeriesMatchers;
import io.github.cdk8sovms.serving.ModelServer;
import io.github.cdk8sovms.serving.internal.ScaleTarget;
import io.github.cdk8sovms.serving.internal.ServerLink;
import io.github.cdk8sovms.signal.LoadSignal;
import io.github.cdk8sovms.signal.SeriesLabels;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The spec of a ScaledObject.
 *
 * <p>Overrides KEDA's defaults where they do not fit: 0 minimum replicas, 100 maximum replicas, and
 * a load of 0 for an empty query result.
 *
 * @param authentication name of the TriggerAuthentication, if one is needed
 * @see <a href="https://keda.sh/docs/latest/reference/scaledobject-spec/">ScaledObject</a>
 */
record ScaledObjectSpec(
    Scaling scaling, Keda keda, String autoscaler, Optional<String> authentication) {
  /** Placeholder for the user's query, which is inserted unmodified. */
  private static final String ACTIVITY = "vector(ACTIVITY)";

  Map<String, Object> toMap() {
    Map<String, Object> spec = new LinkedHashMap<>();
    spec.put("scaleTargetRef", target(ServerLink.of(scaling.target()).scaleTarget()));
    keda.activation().ifPresent(activation -> putTimes(spec, activation));
    spec.put("minReplicaCount", scaling.replicas().min());
    spec.put("maxReplicaCount", scaling.replicas().max());
    spec.put("advanced", Map.of("horizontalPodAutoscalerConfig", autoscalerConfig()));
    keda.fallback().ifPresent(fallback -> spec.put("fallback", fallback.toSpec()));
    spec.put("triggers", triggers());
    return spec;
  }

  private static Map<String, Object> target(ScaleTarget target) {
    Map<String, Object> reference = new LinkedHashMap<>();
    reference.put("apiVersion", target.type().apiVersion());
    reference.put("kind", target.type().kind());
    reference.put("name", target.name());
    return reference;
  }

  /**
   * Sets the polling interval and cooldown for scaling to zero. With at least one replica only the
   * HPA queries, and KEDA warns about an unused polling interval.
   */
  private void putTimes(Map<String, Object> spec, Activation activation) {
    spec.put(
        "pollingInterval",
        PrometheusLink.of(keda.prometheus()).scrapeInterval().interval().toSeconds());
    spec.put("cooldownPeriod", activation.idle().toSeconds());
    // Otherwise the pod of a new server would be removed immediately.
    spec.put("initialCooldownPeriod", activation.idle().toSeconds());
  }

  private Map<String, Object> autoscalerConfig() {
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("name", autoscaler);
    config.put("behavior", scaling.behavior().toMap());
    return config;
  }

  private List<Map<String, Object>> triggers() {
    List<Map<String, Object>> triggers = new ArrayList<>();
    triggers.add(trigger("load", load(scaling.signal()), target(scaling.signal())));
    keda.activation()
        .ifPresent(
            activation -> triggers.add(trigger("activity", activation.trigger(), BigDecimal.ONE)));
    FurtherMetrics further = scaling.further();
    further.signals().forEach(it -> triggers.add(trigger(it.id(), load(it), target(it))));
    further.utilizations().forEach(it -> triggers.add(it.toTrigger(scaling.target())));
    for (Schedule schedule : further.schedules()) {
      triggers.add(schedule.toTrigger("schedule-" + (further.schedules().indexOf(schedule) + 1)));
    }
    return triggers;
  }

  private String load(SignalTarget of) {
    ModelServer server = scaling.target();
    LoadSignal signal = of.signal();
    SeriesLabels labels = PrometheusLink.of(keda.prometheus()).endpoint().labels();
    String pods = labels.pods(server.namespace(), ServerLink.of(server).podNames());
    Duration scrapes = PrometheusLink.of(keda.prometheus()).scrapeInterval().interval();
    SeriesMatchers matchers = PrometheusLink.of(keda.prometheus()).endpoint().matchers();
    return keda.activation()
        .map(Activation::query)
        .map(
            activity ->
                matchers
                    .in(signal.fleetLoadAtRest(labels, pods, scrapes, target(of), ACTIVITY))
                    .replace(ACTIVITY, activity))
        .orElseGet(() -> matchers.in(signal.fleetLoad(labels, pods, scrapes, target(of))));
  }

  private static BigDecimal target(SignalTarget of) {
    return of.quantity().amount().stripTrailingZeros();
  }

  private Map<String, Object> trigger(String name, String query, BigDecimal threshold) {
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("serverAddress", keda.prometheus().url().replaceFirst("/+$", ""));
    metadata.put("query", query);
    metadata.put("threshold", threshold.toPlainString());
    metadata.put("ignoreNullValues", "false");
    Map<String, Object> trigger = new LinkedHashMap<>();
    trigger.put("type", "prometheus");
    trigger.put("name", name);
    // The type Value counts ready pods, and overloaded pods are not ready.
    trigger.put("metricType", "AverageValue");
    trigger.put("metadata", metadata);
    metadata.putAll(
        new PrometheusCredentials(PrometheusLink.of(keda.prometheus()).endpoint().access())
            .toMetadata());
    authentication.ifPresent(it -> trigger.put("authenticationRef", Map.of("name", it)));
    return trigger;
  }
}
