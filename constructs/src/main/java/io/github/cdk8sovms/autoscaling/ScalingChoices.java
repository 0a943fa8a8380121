package io.github.cdk8sovms.autoscaling;

import io.github.cdk8sovms.kubernetes.KubernetesVersion;
import io.github.cdk8sovms.serving.ModelServer;
import io.github.cdk8sovms.signal.LoadSignal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a backend and further metrics are checked against.
 *
 * @param name of the autoscaler
 * @param namespace of the autoscaler
 * @param kubernetes the oldest version of the clusters
 * @param signal the main load signal, with its target
 * @param further other metrics
 * @param behavior how fast the autoscaler follows the load
 * @param replicas the range; empty if it is missing, which is reported elsewhere
 * @param longestStart the longest time until a new pod is ready, if known
 */
record ScalingChoices(
    String name,
    String namespace,
    KubernetesVersion kubernetes,
    SignalTarget signal,
    FurtherMetrics further,
    Behavior behavior,
    Optional<ReplicaRange> replicas,
    Optional<Duration> longestStart) {

  /** Returns the names of the models and graphs that one of the signals measures. */
  Set<String> followed(ModelServer server) {
    List<LoadSignal> signals = new ArrayList<>(List.of(signal.signal()));
    further.signals().forEach(other -> signals.add(other.signal()));
    return SignalOnServer.followed(signals, server);
  }
}
