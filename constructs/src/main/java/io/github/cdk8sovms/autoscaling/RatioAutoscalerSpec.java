package io.github.cdk8sovms.autoscaling;

import io.github.cdk8sovms.kubernetes.KubernetesVersion;
import io.github.cdk8sovms.kubernetes.internal.Placement;
import io.github.cdk8sovms.validation.internal.Findings;
import java.time.Duration;
import java.util.Optional;

/**
 * An autoscaler.
 *
 * @param placement its place in the construct tree, and its names
 * @param backend the source of its metrics
 * @param scaling what it scales, by which metrics
 * @param startTime the time until a new pod is ready, if configured or measured
 * @param promised the target that was chosen for a promise, if one was given
 */
record RatioAutoscalerSpec(
    Placement placement,
    ScalingBackend backend,
    Scaling scaling,
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
            given.backend,
            new Scaling(
                placement.identity(),
                given.target,
                given.replicas,
                given.signal(),
                given.further,
                given.behavior()),
            given.startTime(),
            given.promised()));
  }

  AutoscalerSettings settings() {
    return new AutoscalerSettings(
        backend.autoscalerName(placement.identity().name()),
        scaling.target(),
        backend.prometheus(),
        backend.adapter(),
        scaling.signal().signal(),
        scaling.signal().value(),
        scaling.replicas().min(),
        scaling.replicas().max(),
        scaling.behavior(),
        startTime);
  }
}
