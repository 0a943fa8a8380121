package io.github.cdk8sovms.cli.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/** Checks that the scale target exists, and has a ready pod. */
record PodsReady() implements Hop {
  @Override
  public String name() {
    return "pods";
  }

  @Override
  public HopResult check(HopContext context, Consumer<Note> notes) {
    Autoscaler autoscaler = context.autoscaler();
    Optional<JsonNode> scale = context.scale();
    String target =
        "%s %s in namespace %s"
            .formatted(autoscaler.targetKind(), autoscaler.targetName(), autoscaler.namespace());
    if (scale.isEmpty()) {
      return withoutScale(context, target);
    }
    if (HopContext.selector(scale.get()).isEmpty()) {
      return HopResult.broken(
          Diagnosis.TARGET_NOT_SCALABLE,
          target + " has a scale subresource without pods: its selector is empty",
          "A custom resource needs labelSelectorPath in its definition, and a value at that path.");
    }
    List<Pod> pods = context.pods();
    if (pods.isEmpty()) {
      return withoutPods(context, scale.get(), target);
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
      notes.accept(
          new Note(
              "pods-not-ready",
              "%d of %d pods are not ready; %s: %s"
                  .formatted(waiting.size(), pods.size(), first.name(), first.reason()),
              "Starting pods are counted once they have a value; pods that stay unready are not."));
    }
    return HopResult.passed("%d of %d ready".formatted(pods.size() - waiting.size(), pods.size()));
  }

  /** Distinguishes a missing target from one of a kind without scale, such as a DaemonSet. */
  private static HopResult withoutScale(HopContext context, String target) {
    Autoscaler autoscaler = context.autoscaler();
    if (context.cluster().find(context.targetPath()).isPresent()) {
      return HopResult.broken(
          Diagnosis.TARGET_NOT_SCALABLE,
          target + " has no subresource scale",
          "Set a Deployment, a StatefulSet or another kind with this subresource in"
              + " spec.scaleTargetRef.");
    }
    return HopResult.broken(
        Diagnosis.TARGET_MISSING,
        "the API server has no scalable %s%s"
            .formatted(
                target,
                autoscaler.targetApi().equals("apps/v1")
                    ? ""
                    : "; apiVersion of spec.scaleTargetRef is " + autoscaler.targetApi()),
        "Set an existing one in spec.scaleTargetRef, or apply the missing one.",
        "kubectl get %ss --namespace %s"
            .formatted(autoscaler.targetKind().toLowerCase(Locale.ROOT), autoscaler.namespace()));
  }

  private static HopResult withoutPods(HopContext context, JsonNode scale, String target) {
    if (scale.at("/spec/replicas").asInt() == 0) {
      if (context.scaledObject().filter(ScaledObjectReady::isPaused).isPresent()) {
        return new HopResult.NotSeen("zero replicas, and the ScaledObject is paused");
      }
      if (context.trigger().filter(Trigger::mayBeIdle).isPresent()) {
        return new HopResult.NotSeen("zero replicas, which the ScaledObject allows without load");
      }
      if (context.autoscaler().mayScaleToZero()) {
        return new HopResult.NotSeen("zero replicas, which minReplicas: 0 allows without load");
      }
      return HopResult.broken(
          Diagnosis.SCALED_TO_ZERO,
          target + " has replicas: 0",
          "The autoscaler is inactive until replicas is set:",
          "kubectl scale %s/%s --namespace %s --replicas=1"
              .formatted(
                  context.autoscaler().targetKind().toLowerCase(Locale.ROOT),
                  context.autoscaler().targetName(),
                  context.autoscaler().namespace()));
    }
    String reason = whyNone(context);
    return HopResult.broken(
        Diagnosis.NO_PODS,
        target + ": " + reason,
        "kubectl get events --namespace " + context.autoscaler().namespace());
  }

  private static String whyNone(HopContext context) {
    List<Pod> terminating = context.terminatingPods();
    if (!terminating.isEmpty()) {
      Pod first = terminating.get(0);
      return "all pods are terminating, without replacements yet; %s: %s"
          .formatted(first.name(), first.reason());
    }
    Optional<JsonNode> object = context.cluster().find(context.targetPath());
    if (object.filter(target -> target.at("/spec/paused").asBoolean()).isPresent()) {
      return "its rollout is paused before the first pod: kubectl rollout resume";
    }
    return object
        .flatMap(target -> Conditions.of(target, "ReplicaFailure"))
        .map(Conditions::reasonAndMessage)
        .orElse("its controller has created none yet");
  }
}
