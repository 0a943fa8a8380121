package io.github.cdk8sovms.cli.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.function.Consumer;

/** Checks that the controller reads the metric, and can change the replica count. */
record AutoscalerActs() implements Hop {
  private static final Duration FOUR_SYNCS = Duration.ofMinutes(1);

  @Override
  public String name() {
    return "autoscaler";
  }

  @Override
  public HopResult check(HopContext context, Consumer<Note> notes) {
    Autoscaler autoscaler = context.autoscaler().asOfNow(context.cluster());
    Optional<JsonNode> able = autoscaler.condition("AbleToScale");
    Optional<JsonNode> active = autoscaler.condition("ScalingActive");
    if (able.isPresent() && isFalse(able.get())) {
      return unable(autoscaler, able.get());
    }
    if (active.isEmpty()) {
      return HopResult.broken(
          Diagnosis.NOT_SYNCED_YET,
          "it has no condition ScalingActive",
          "The HPA sync period is 15 seconds. If this persists, kube-controller-manager does not"
              + " run.");
    }
    if (isFalse(active.get())) {
      boolean disabled = active.get().path("reason").asText().equals("ScalingDisabled");
      if (disabled && context.trigger().filter(Trigger::mayBeIdle).isPresent()) {
        return HopResult.passed("waits for KEDA to create the first pod");
      }
      return inactive(autoscaler, active.get());
    }
    int current = autoscaler.object().at("/status/currentReplicas").asInt();
    int desired = autoscaler.object().at("/status/desiredReplicas").asInt();
    Optional<JsonNode> limited = autoscaler.condition("ScalingLimited");
    if (limited.isPresent() && limited.get().path("reason").asText().equals("TooManyReplicas")) {
      notes.accept(
          new Note(
              "at-max",
              "the desired replicas exceed maxReplicas: %d".formatted(autoscaler.maxReplicas()),
              "Raise maxReplicas if nodes have capacity; otherwise requests queue."));
    }
    return HopResult.passed(
        "%s, %s, desired %d"
            .formatted(active.get().path("reason").asText(), Count.of(current, "pod"), desired));
  }

  /** Evaluates the condition AbleToScale; a recent failure may be resolved at the next HPA sync. */
  private static HopResult unable(Autoscaler autoscaler, JsonNode able) {
    boolean transientReason =
        able.path("reason").asText().matches("FailedGetScale|FailedUpdateScale");
    if (transientReason && isNew(able)) {
      return lagging(able);
    }
    return HopResult.broken(
        Diagnosis.CANNOT_SCALE,
        Conditions.reasonAndMessage(able) + since(able),
        "kubectl describe " + autoscaler.forKubectl());
  }

  private static HopResult inactive(Autoscaler autoscaler, JsonNode active) {
    boolean transientReason =
        active.path("reason").asText().matches("FailedGetPodsMetric|FailedGetExternalMetric");
    if (transientReason && isNew(active)) {
      return lagging(active);
    }
    String action =
        switch (active.path("reason").asText()) {
          case "AmbiguousSelector" ->
              "Another autoscaler scales the same pods; remove one of them.";
          case "ScalingDisabled" -> "Its target has replicas: 0; set replicas: 1.";
          case "FailedGetPodsMetric", "FailedGetExternalMetric" ->
              "The metric is available now, so the next HPA sync, within 15 seconds, should succeed."
                  + " Check again then.";
          case "FailedGetResourceMetric", "FailedGetContainerResourceMetric" ->
              "Another of its metrics fails, CPU or memory, which metrics-server serves:"
                  + " kubectl top pods --namespace "
                  + autoscaler.namespace();
          case "InvalidSelector" -> "The scale subresource of its target has no pod selector.";
          default -> "Correct the autoscaler's metrics accordingly.";
        };
    return HopResult.broken(
        Diagnosis.SCALING_INACTIVE,
        Conditions.reasonAndMessage(active) + since(active),
        action,
        "kubectl describe " + autoscaler.forKubectl());
  }

  /** The condition is older than the checks before this one, which succeeded. */
  private static HopResult lagging(JsonNode condition) {
    return new HopResult.NotSeen(
        "%s%s, but the metric is available now; the HPA sync period is 15 seconds, so check again"
            .formatted(Conditions.reasonAndMessage(condition), since(condition)));
  }

  private static boolean isNew(JsonNode condition) {
    try {
      Duration age =
          Duration.between(
              Instant.parse(condition.path("lastTransitionTime").asText()), Instant.now());
      return !age.isNegative() && age.compareTo(FOUR_SYNCS) < 0;
    } catch (DateTimeParseException e) {
      return false;
    }
  }

  private static String since(JsonNode condition) {
    String time = condition.path("lastTransitionTime").asText();
    return time.isEmpty() ? "" : ", since " + time;
  }

  private static boolean isFalse(JsonNode condition) {
    return condition.path("status").asText().equals("False");
  }
}
