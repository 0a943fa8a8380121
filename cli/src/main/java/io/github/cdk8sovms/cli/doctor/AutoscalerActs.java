package io.github.cdk8sovms.cli.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.function.Consumer;

/** The controller reads the metric, and may change the number of pods. */
record AutoscalerActs() implements Hop {
  @Override
  public String name() {
    return "autoscaler";
  }

  @Override
  public HopResult look(Surroundings surroundings, Consumer<Oddity> oddities) {
    Autoscaler autoscaler = surroundings.autoscaler();
    Optional<JsonNode> able = autoscaler.condition("AbleToScale");
    Optional<JsonNode> active = autoscaler.condition("ScalingActive");
    if (able.isPresent() && isFalse(able.get())) {
      return HopResult.broken(
          Diagnosis.CANNOT_SCALE,
          Cluster.said(able.get()),
          "kubectl describe " + autoscaler.forKubectl());
    }
    if (active.isEmpty()) {
      return HopResult.broken(
          Diagnosis.NOT_LOOKED_YET,
          "it has no condition ScalingActive",
          "It looks every 15 seconds. If it stays so, kube-controller-manager does not run.");
    }
    if (isFalse(active.get())) {
      if (active.get().path("reason").asText().equals("ScalingDisabled")
          && surroundings.trigger().filter(Trigger::mayBeIdle).isPresent()) {
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

  private static HopResult inactive(Autoscaler autoscaler, JsonNode active) {
    String action =
        switch (active.path("reason").asText()) {
          case "AmbiguousSelector" -> "Another autoscaler scales the same pods; keep one of them.";
          case "ScalingDisabled" -> "Its target has replicas: 0; set one.";
          case "FailedGetPodsMetric", "FailedGetExternalMetric" ->
              "The metric was there just now, so it should act at its next look, within 15 seconds."
                  + " Look again then.";
          default -> "Correct what it says in the autoscaler's metrics.";
        };
    return HopResult.broken(
        Diagnosis.SCALING_INACTIVE,
        Cluster.said(active),
        action,
        "kubectl describe " + autoscaler.forKubectl());
  }

  private static boolean isFalse(JsonNode condition) {
    return condition.path("status").asText().equals("False");
  }
}
