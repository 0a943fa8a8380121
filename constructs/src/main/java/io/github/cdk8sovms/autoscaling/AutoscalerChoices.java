package io.github.cdk8sovms.autoscaling;

import io.github.cdk8sovms.kubernetes.KubernetesVersion;
import io.github.cdk8sovms.kubernetes.Resources;
import io.github.cdk8sovms.kubernetes.internal.Identity;
import io.github.cdk8sovms.serving.ModelServer;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the builder of an autoscaler was given, and what follows from it without any check. */
final class AutoscalerChoices {
  final Set<String> backends = new LinkedHashSet<>();
  @Nullable ModelServer target;
  @Nullable ScalingBackend backend;
  @Nullable ReplicaRange replicas;
  @Nullable Duration startTime;
  @Nullable Resources quota;
  SignalTarget signal = SignalTarget.DEFAULT;
  boolean signalGiven;
  PromiseOption promise = PromiseOption.NONE;
  FurtherMetrics further = FurtherMetrics.NONE;
  Behavior behavior = Behavior.responsive();

  /** The main signal, with the target that keeps the promise, if one was given. */
  SignalTarget signal() {
    SignalTarget given = givenSignal();
    return promised().map(chosen -> given.ratio(chosen.ratio())).orElse(given);
  }

  /** The main signal as it was given; by default, that which suits the server. */
  SignalTarget givenSignal() {
    return signalGiven || target == null ? signal : signal.withDefaultFor(target);
  }

  /** The target that keeps the promise, if there is one. */
  Optional<PromisedTarget> promised() {
    return promise.choose(givenSignal(), behavior.up().usableTolerance(), target);
  }

  /** The time until a new pod is ready, if it was given or measured. */
  Optional<Duration> startTime() {
    return Optional.ofNullable(startTime).or(() -> promise.startTime(target));
  }

  /** The behavior, with steps that wait for pods if their start is known. */
  Behavior behavior() {
    return start().map(pod -> behavior.forStartTime(pod.typical())).orElse(behavior);
  }

  private Optional<PodStart> start() {
    return PodStart.of(startTime(), target);
  }

  /** The part that sources of metrics check. */
  ScalingChoices scaling(Identity identity, KubernetesVersion kubernetes) {
    return new ScalingChoices(
        identity.name(),
        identity.namespace(),
        kubernetes,
        signal(),
        further,
        behavior(),
        Optional.ofNullable(replicas),
        start().map(PodStart::worst));
  }
}
