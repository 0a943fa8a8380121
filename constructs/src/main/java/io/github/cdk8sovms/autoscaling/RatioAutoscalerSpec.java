package io.github.cdk8sovms.autoscaling;

import io.github.cdk8sovms.kubernetes.KubernetesVersion;
import io.github.cdk8sovms.kubernetes.internal.Placement;
import io.github.cdk8sovms.serving.ModelServer;
import io.github.cdk8sovms.validation.internal.Findings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An autoscaler.
 *
 * @param placement its place in the construct tree, and its names
 * @param target the server that it scales
 * @param backend the source of its metrics
 * @param replicas minReplicas and maxReplicas
 * @param signal the main load signal, with its target
 * @param further signals, utilizations and schedules
 * @param behavior how fast it follows the load
 * @param startTime the time until a new pod is ready, if configured or measured
 * @param promised the target that was chosen for a promise, if one was given
 */
record RatioAutoscalerSpec(
    Placement placement,
    ModelServer target,
    ScalingBackend backend,
    ReplicaRange replicas,
    SignalTarget signal,
    FurtherMetrics further,
    Behavior behavior,
    Optional<Duration> startTime,
    Optional<PromisedTarget> promised) {

  /**
   * Checks what a builder was given, and resolves it.
   *
   * @return empty if what is required is missing, which is among the findings
   */
  static Optional<RatioAutoscalerSpec> resolve(
      Placement placement,
      KubernetesVersion kubernetes,
      AutoscalerChoices given,
      Findings findings) {
    new AutoscalerChecks(given, placement.identity(), kubernetes, findings).run();
    if (given.target == null || given.backend == null || given.replicas == null) {
      return Optional.empty();
    }
    return Optional.of(
        new RatioAutoscalerSpec(
            placement,
            given.target,
            given.backend,
            given.replicas,
            given.signal(),
            given.further,
            given.behavior(),
            given.startTime(),
            given.promised()));
  }

  /** Returns all load signals, beginning with the main one. */
  List<SignalTarget> signals() {
    List<SignalTarget> signals = new ArrayList<>(List.of(signal));
    signals.addAll(further.signals());
    return signals;
  }

  AutoscalerSettings settings() {
    return new AutoscalerSettings(
        backend.autoscalerName(placement.identity().name()),
        target,
        backend.prometheus(),
        backend.adapter(),
        signal.signal(),
        signal.value(),
        replicas.min(),
        replicas.max(),
        behavior,
        startTime);
  }
}
