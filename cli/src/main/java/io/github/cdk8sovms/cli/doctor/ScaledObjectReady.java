package io.github.cdk8sovms.cli.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.function.Consumer;

/** KEDA works on the ScaledObject. */
record ScaledObjectReady() implements Hop {
  private static final String PAUSED = "autoscaling.keda.sh/paused";
  private static final String PAUSED_REPLICAS = "autoscaling.keda.sh/paused-replicas";

  /** As Go reads a boolean. */
  private static final String FALSE = "0|f|F|false|FALSE|False";

  @Override
  public String name() {
    return "keda";
  }

  @Override
  public HopResult look(Surroundings surroundings, Consumer<Oddity> oddities) {
    JsonNode object =
        surroundings
            .trigger()
            .map(Trigger::scaledObject)
            .orElseThrow(
                () -> new UnseenException("the ScaledObject has no trigger for this metric"));
    String forKubectl =
        "scaledobject %s --namespace %s".formatted(Cluster.name(object), Cluster.namespace(object));
    Optional<HopResult> paused = paused(object, forKubectl);
    if (paused.isPresent()) {
      return paused.get();
    }
    Optional<JsonNode> ready = Cluster.condition(object, "Ready");
    if (ready.isEmpty() || !Cluster.isTrue(object, "Ready")) {
      return HopResult.broken(
          Diagnosis.SCALED_OBJECT_NOT_READY,
          ready
              .filter(condition -> condition.has("reason"))
              .map(Cluster::said)
              .orElse("KEDA has not looked at it yet"),
          "kubectl describe " + forKubectl,
          "If it stays so, read the log of KEDA's operator.");
    }
    if (surroundings.autoscaler().isExpected()) {
      return HopResult.broken(
          Diagnosis.SCALED_OBJECT_NOT_READY,
          "it is ready, and there is no " + surroundings.autoscaler().forKubectl(),
          "KEDA makes it at its next look. If it stays so, read the log of KEDA's operator.");
    }
    if (Cluster.isTrue(object, "Fallback")) {
      oddities.accept(
          new Oddity(
              "fallback",
              "KEDA gets no answer of Prometheus, and keeps to the fallback of its ScaledObject",
              "Read the log of KEDA's operator; policies may keep it from Prometheus."));
    }
    return HopResult.passed(Cluster.name(object) + " is ready");
  }

  /** Whether annotations say so; a value that is no boolean counts as yes. */
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
    return Cluster.isTrue(object, "Paused")
        ? Optional.of(
            HopResult.broken(
                Diagnosis.SCALED_OBJECT_PAUSED,
                "its status says so, and no annotation does any more",
                "KEDA goes on at its next look. If it stays so, read the log of KEDA's operator."))
        : Optional.empty();
  }
}
