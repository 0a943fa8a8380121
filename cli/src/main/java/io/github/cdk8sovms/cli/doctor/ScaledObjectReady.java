package io.github.cdk8sovms.cli.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.function.Consumer;

/** Checks that the ScaledObject is ready. */
record ScaledObjectReady() implements Hop {
  private static final String PAUSED = "autoscaling.keda.sh/paused";
  private static final String PAUSED_REPLICAS = "autoscaling.keda.sh/paused-replicas";

  /** The values of false in Go's parser for booleans. */
  private static final String FALSE = "0|f|F|false|FALSE|False";

  @Override
  public String name() {
    return "keda";
  }

  @Override
  public HopResult check(HopContext context, Consumer<Note> notes) {
    JsonNode object =
        context
            .trigger()
            .map(Trigger::scaledObject)
            .orElseThrow(
                () -> new UnseenException("the ScaledObject has no trigger for this metric"));
    String forKubectl =
        "scaledobject %s --namespace %s"
            .formatted(ObjectMeta.name(object), ObjectMeta.namespace(object));
    Optional<HopResult> paused = paused(object, forKubectl);
    if (paused.isPresent()) {
      return paused.get();
    }
    Optional<JsonNode> ready = Conditions.of(object, "Ready");
    if (ready.isEmpty() || !Conditions.isTrue(object, "Ready")) {
      return HopResult.broken(
          Diagnosis.SCALED_OBJECT_NOT_READY,
          ready
              .filter(condition -> condition.has("reason"))
              .map(Conditions::reasonAndMessage)
              .orElse("KEDA has not reconciled it yet"),
          "kubectl describe " + forKubectl,
          "If this persists, read the log of KEDA's operator.");
    }
    if (context.autoscaler().isExpected()) {
      return HopResult.broken(
          Diagnosis.SCALED_OBJECT_NOT_READY,
          "it is ready, but there is no " + context.autoscaler().forKubectl(),
          "KEDA creates it at its next reconcile. If this persists, read the log of KEDA's"
              + " operator.");
    }
    if (Conditions.isTrue(object, "Fallback")) {
      notes.accept(
          new Note(
              "fallback",
              "KEDA gets no response from Prometheus, and uses the fallback of its ScaledObject",
              "Read the log of KEDA's operator; NetworkPolicies may block its access to Prometheus."));
    }
    return HopResult.passed(ObjectMeta.name(object) + " is ready");
  }

  /** Returns whether it has a pause annotation; a value that is no boolean counts as true. */
  static boolean isPaused(JsonNode scaledObject) {
    JsonNode annotations = scaledObject.at("/metadata/annotations");
    return annotations.has(PAUSED_REPLICAS)
        || (annotations.has(PAUSED) && !annotations.path(PAUSED).asText().matches(FALSE));
  }

  private static Optional<HopResult> paused(JsonNode object, String forKubectl) {
    if (isPaused(object)) {
      String annotation =
          object.at("/metadata/annotations").has(PAUSED_REPLICAS) ? PAUSED_REPLICAS : PAUSED;
      return Optional.of(
          HopResult.broken(
              Diagnosis.SCALED_OBJECT_PAUSED,
              "it has the annotation " + annotation,
              "kubectl annotate " + forKubectl + " " + annotation + "-"));
    }
    return Conditions.isTrue(object, "Paused")
        ? Optional.of(
            HopResult.broken(
                Diagnosis.SCALED_OBJECT_PAUSED,
                "its status is still Paused, without an annotation",
                "KEDA resumes at its next reconcile. If this persists, read the log of KEDA's"
                    + " operator."))
        : Optional.empty();
  }
}
