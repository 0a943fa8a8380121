package io.github.cdk8sovms.cli.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.function.Consumer;

/** KEDA works on the ScaledObject. */
record ScaledObjectReady() implements Hop {
  private static final String PAUSED = "autoscaling.keda.sh/paused";

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
            .orElseThrow(() -> new Unseen("the ScaledObject has no trigger for this metric"));
    String forKubectl =
        "scaledobject %s --namespace %s".formatted(Cluster.name(object), Cluster.namespace(object));
    JsonNode annotations = object.at("/metadata/annotations");
    if (Cluster.isTrue(object, "Paused") || annotations.path(PAUSED).asText().equals("true")) {
      return HopResult.broken(
          Diagnosis.SCALED_OBJECT_PAUSED,
          "it has the annotation " + PAUSED,
          "kubectl annotate " + forKubectl + " " + PAUSED + "-");
    }
    Optional<JsonNode> ready = Cluster.condition(object, "Ready");
    if (ready.isEmpty() || !Cluster.isTrue(object, "Ready")) {
      return HopResult.broken(
          Diagnosis.SCALED_OBJECT_NOT_READY,
          ready.map(Cluster::said).orElse("KEDA has not looked at it yet"),
          "kubectl describe " + forKubectl,
          "If it stays so, read the log of KEDA's operator.");
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
}
