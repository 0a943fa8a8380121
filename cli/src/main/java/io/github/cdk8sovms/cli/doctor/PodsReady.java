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
      return withoutScale(surroundings, target);
    }
    if (Surroundings.selector(scale.get()).isEmpty()) {
      return HopResult.broken(
          Diagnosis.TARGET_NOT_SCALABLE,
          target + " has a scale that names no pods: its selector is empty",
          "A custom resource needs labelSelectorPath in its definition, and a value there.");
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

  /** It may be there, and of a kind that has no number of pods, such as a DaemonSet. */
  private static HopResult withoutScale(Surroundings surroundings, String target) {
    Autoscaler autoscaler = surroundings.autoscaler();
    if (surroundings.cluster().find(surroundings.targetPath()).isPresent()) {
      return HopResult.broken(
          Diagnosis.TARGET_NOT_SCALABLE,
          target + " has no subresource scale",
          "Name a Deployment, a StatefulSet or another kind that has one in spec.scaleTargetRef.");
    }
    return HopResult.broken(
        Diagnosis.TARGET_MISSING,
        "the API server knows no %s that can be scaled%s"
            .formatted(
                target,
                autoscaler.targetApi().equals("apps/v1")
                    ? ""
                    : "; apiVersion of spec.scaleTargetRef is " + autoscaler.targetApi()),
        "Name one that there is in spec.scaleTargetRef, or apply what is missing.",
        "kubectl get %ss --namespace %s"
            .formatted(autoscaler.targetKind().toLowerCase(Locale.ROOT), autoscaler.namespace()));
  }

  private static HopResult withoutPods(Surroundings surroundings, JsonNode scale, String target) {
    if (scale.at("/spec/replicas").asInt() == 0) {
      if (surroundings.scaledObject().filter(ScaledObjectReady::isPaused).isPresent()) {
        return new HopResult.NotSeen("there are none, and its ScaledObject is paused");
      }
      if (surroundings.trigger().filter(Trigger::mayBeIdle).isPresent()) {
        return new HopResult.NotSeen("there are none, as its ScaledObject allows without load");
      }
      if (surroundings.autoscaler().mayScaleToZero()) {
        return new HopResult.NotSeen("there are none, as minReplicas: 0 allows without load");
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
    String reason = whyNone(surroundings);
    return HopResult.broken(
        Diagnosis.NO_PODS,
        target + ": " + reason,
        "kubectl get events --namespace " + surroundings.autoscaler().namespace());
  }

  private static String whyNone(Surroundings surroundings) {
    List<Pod> leaving = surroundings.leavingPods();
    if (!leaving.isEmpty()) {
      Pod first = leaving.get(0);
      return "all that there were are going, and no others have come yet; %s: %s"
          .formatted(first.name(), first.reason());
    }
    Optional<JsonNode> object = surroundings.cluster().find(surroundings.targetPath());
    if (object.filter(target -> target.at("/spec/paused").asBoolean()).isPresent()) {
      return "its rollout is paused before the first pod: kubectl rollout resume";
    }
    return object
        .flatMap(target -> Cluster.condition(target, "ReplicaFailure"))
        .map(Cluster::said)
        .orElse("its controller has made none yet");
  }
}
