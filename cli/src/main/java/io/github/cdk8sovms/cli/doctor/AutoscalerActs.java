package io.github.cdk8sovms.cli.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.function.Consumer;

/** The controller reads the metric, and may change the number of pods. */
record AutoscalerActs() implements Hop {
  private static final Duration FOUR_LOOKS = Duration.ofMinutes(1);

  @Override
  public String name() {
    return "autoscaler";
  }

  @Override
  public HopResult look(Surroundings surroundings, Consumer<Oddity> oddities) {
    Autoscaler autoscaler = surroundings.autoscaler().asOfNow(surroundings.cluster());
    Optional<JsonNode> able = autoscaler.condition("AbleToScale");
    Optional<JsonNode> active = autoscaler.condition("ScalingActive");
    if (able.isPresent() && isFalse(able.get())) {
      return unable(autoscaler, able.get());
    }
    if (active.isEmpty()) {
      return HopResult.broken(
          Diagnosis.NOT_LOOKED_YET,
          "it has no condition ScalingActive",
          "It looks every 15 seconds. If it stays so, kube-controller-manager does not run.");
    }
    if (isFalse(active.get())) {
      boolean disabled = active.get().path("reason").asText().equals("ScalingDisabled");
      if (disabled && surroundings.trigger().filter(Trigger::mayBeIdle).isPresent()) {
        return HopResult.passed("waits for KEDA to make the first pod");
      }
      return inactive(autoscaler, active.get());
    }
    int current = autoscaler.object().at("/status/currentReplicas").asInt();
    int desired = autoscaler.object().at("/status/desiredReplicas").asInt();
    Optional<JsonNode> limited = autoscaler.condition("ScalingLimited");
    if (limited.isPresent() && limited.get().path("reason").asText().equals("TooManyReplicas")) {
      oddities.accept(
          new Oddity(
              "at-max",
              "it wants more than maxReplicas: %d".formatted(autoscaler.maxReplicas()),
              "Raise maxReplicas if nodes have room, or requests will wait."));
    }
    return HopResult.passed(
        "%s, %s, wants %d"
            .formatted(active.get().path("reason").asText(), Count.of(current, "pod"), desired));
  }

  /** What it could not do a moment ago it may do at its next look. */
  private static HopResult unable(Autoscaler autoscaler, JsonNode able) {
    boolean seen = able.path("reason").asText().matches("FailedGetScale|FailedUpdateScale");
    if (seen && isNew(able)) {
      return lagging(able);
    }
    return HopResult.broken(
        Diagnosis.CANNOT_SCALE,
        Cluster.said(able) + since(able),
        "kubectl describe " + autoscaler.forKubectl());
  }

  private static HopResult inactive(Autoscaler autoscaler, JsonNode active) {
    boolean seen =
        active.path("reason").asText().matches("FailedGetPodsMetric|FailedGetExternalMetric");
    if (seen && isNew(active)) {
      return lagging(active);
    }
    String action =
        switch (active.path("reason").asText()) {
          case "AmbiguousSelector" -> "Another autoscaler scales the same pods; keep one of them.";
          case "ScalingDisabled" -> "Its target has replicas: 0; set one.";
          case "FailedGetPodsMetric", "FailedGetExternalMetric" ->
              "The metric was there just now, so it should act at its next look, within 15 seconds."
                  + " Look again then.";
          case "FailedGetResourceMetric", "FailedGetContainerResourceMetric" ->
              "It is another of its metrics, of CPU or memory, which metrics-server serves:"
                  + " kubectl top pods --namespace "
                  + autoscaler.namespace();
          case "InvalidSelector" -> "The scale of its target names no pods.";
          default -> "Correct what it says in the autoscaler's metrics.";
        };
    return HopResult.broken(
        Diagnosis.SCALING_INACTIVE,
        Cluster.said(active) + since(active),
        action,
        "kubectl describe " + autoscaler.forKubectl());
  }

  /** It is of a look before this one, which saw what that did not. */
  private static HopResult lagging(JsonNode condition) {
    return new HopResult.NotSeen(
        "%s%s, and it was there just now; it looks every 15 seconds, so look again then"
            .formatted(Cluster.said(condition), since(condition)));
  }

  private static boolean isNew(JsonNode condition) {
    try {
      Duration age =
          Duration.between(
              Instant.parse(condition.path("lastTransitionTime").asText()), Instant.now());
      return !age.isNegative() && age.compareTo(FOUR_LOOKS) < 0;
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
