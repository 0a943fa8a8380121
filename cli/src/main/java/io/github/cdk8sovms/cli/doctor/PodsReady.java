package io.github.cdk8sovms.cli.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/** What is scaled exists, and has a pod that is ready. */
record PodsReady() implements Hop {
  @Override
  public String name() {
    return "pods";
  }

  @Override
  public HopResult look(Surroundings surroundings, Consumer<Oddity> oddities) {
    Autoscaler autoscaler = surroundings.autoscaler();
    Optional<JsonNode> scale = surroundings.scale();
    String target =
        "%s %s in namespace %s"
            .formatted(autoscaler.targetKind(), autoscaler.targetName(), autoscaler.namespace());
    if (scale.isEmpty()) {
      return HopResult.broken(
          Diagnosis.TARGET_MISSING,
          "the API server knows no " + target + " that can be scaled",
          "Name one that there is in spec.scaleTargetRef, or apply what is missing.",
          "kubectl get %ss --namespace %s"
              .formatted(autoscaler.targetKind().toLowerCase(Locale.ROOT), autoscaler.namespace()));
    }
    List<Pod> pods = surroundings.pods();
    if (pods.isEmpty()) {
      return withoutPods(surroundings, scale.get(), target);
    }
    List<Pod> waiting = pods.stream().filter(pod -> !pod.isReady()).toList();
    if (waiting.size() == pods.size()) {
      Pod first = waiting.get(0);
      return HopResult.broken(
          Diagnosis.PODS_NOT_READY,
          "%d of %d pods; %s: %s".formatted(0, pods.size(), first.name(), first.reason()),
          "kubectl describe pod %s --namespace %s".formatted(first.name(), first.namespace()),
          "kubectl logs %s --namespace %s --all-containers --tail=50"
              .formatted(first.name(), first.namespace()));
    }
    if (!waiting.isEmpty()) {
      Pod first = waiting.get(0);
      oddities.accept(
          new Oddity(
              "pods-not-ready",
              "%d of %d pods are not ready; %s: %s"
                  .formatted(waiting.size(), pods.size(), first.name(), first.reason()),
              "Those that start are counted once they have a value; those that stay so are not."));
    }
    return HopResult.passed("%d of %d ready".formatted(pods.size() - waiting.size(), pods.size()));
  }

  private static HopResult withoutPods(Surroundings surroundings, JsonNode scale, String target) {
    if (scale.at("/spec/replicas").asInt() == 0) {
      if (surroundings.trigger().filter(Trigger::mayBeIdle).isPresent()) {
        return new HopResult.NotSeen("there are none, as its ScaledObject allows without load");
      }
      return HopResult.broken(
          Diagnosis.SCALED_TO_ZERO,
          target + " has replicas: 0",
          "The autoscaler does nothing until somebody sets one:",
          "kubectl scale %s/%s --namespace %s --replicas=1"
              .formatted(
                  surroundings.autoscaler().targetKind().toLowerCase(Locale.ROOT),
                  surroundings.autoscaler().targetName(),
                  surroundings.autoscaler().namespace()));
    }
    String reason =
        surroundings
            .cluster()
            .find(surroundings.targetPath())
            .flatMap(object -> Cluster.condition(object, "ReplicaFailure"))
            .map(Cluster::said)
            .orElse("its controller has made none yet");
    return HopResult.broken(
        Diagnosis.NO_PODS,
        target + ": " + reason,
        "kubectl get events --namespace " + surroundings.autoscaler().namespace());
  }
}
