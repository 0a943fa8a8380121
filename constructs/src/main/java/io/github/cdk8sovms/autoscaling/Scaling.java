package io.github.cdk8sovms.autoscaling;

import io.github.cdk8sovms.kubernetes.internal.Identity;
import io.github.cdk8sovms.serving.ModelServer;
import java.util.ArrayList;
import java.util.List;

/**
 * The fields that a HorizontalPodAutoscaler and a ScaledObject have in common.
 *
 * @param identity the name and the namespace of the autoscaler
 * @param target the server that it scales
 * @param replicas minReplicas and maxReplicas
 * @param signal the main load signal, with its target
 * @param further signals, utilizations and schedules
 * @param behavior how fast it follows the load
 */
record Scaling(
    Identity identity,
    ModelServer target,
    ReplicaRange replicas,
    SignalTarget signal,
    FurtherMetrics further,
    Behavior behavior) {

  /** Returns all load signals, beginning with the main one. */
  List<SignalTarget> signals() {
    List<SignalTarget> signals = new ArrayList<>(List.of(signal));
    signals.addAll(further.signals());
    return signals;
  }
}
