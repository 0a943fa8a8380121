package io.github.cdk8sovms.autoscaling;

import io.github.cdk8sovms.adapter.MetricsAdapter;
import io.github.cdk8sovms.monitoring.PrometheusStack;
import io.github.cdk8sovms.monitoring.ScrapeInterval;
import io.github.cdk8sovms.serving.OvmsModelServer;
import io.github.cdk8sovms.signal.LoadSignal;
import io.github.cdk8sovms.validation.Required;
import java.time.Duration;
import java.util.Optional;

/**
 * What an autoscaler was told, for those who watch it.
 *
 * @param name of the HorizontalPodAutoscaler, in the namespace of the server
 * @param server whose pods it adds and removes
 * @param prometheus where the signal is worked out
 * @param adapter who answers its question; empty if KEDA does
 * @param signal what is measured
 * @param target what each pod should have of it, in the unit of the signal
 * @param minReplicas the fewest pods
 * @param maxReplicas the most pods that may run
 * @param behavior how fast the load is followed
 * @param startTime how long a pod takes until it is ready, if that was said
 */
public record AutoscalerSettings(
    String name,
    OvmsModelServer server,
    PrometheusStack prometheus,
    Optional<MetricsAdapter> adapter,
    LoadSignal signal,
    double target,
    int minReplicas,
    int maxReplicas,
    Behavior behavior,
    Optional<Duration> startTime) {

  /** Takes no null. */
  public AutoscalerSettings {
    Required.nonNull(name, "name");
    Required.nonNull(server, "server");
    Required.nonNull(prometheus, "prometheus");
    Required.nonNull(adapter, "adapter");
    Required.nonNull(signal, "signal");
    Required.nonNull(behavior, "behavior");
    Required.nonNull(startTime, "startTime");
  }

  /** How often the metrics of its pods are read. */
  public ScrapeInterval scrapeInterval() {
    return prometheus.scrapeInterval();
  }

  /** The time that the signal looks back over. */
  public Duration window() {
    return new SignalWindow(signal, scrapeInterval()).length();
  }

  /** The target as the metrics API has it. */
  public double metricTarget() {
    return signal.metricValue(target);
  }

  /** The value of the metric above which Kubernetes adds pods: the target and its tolerance. */
  public double acceptedValue() {
    return metricTarget() * (1 + behavior.up().usableTolerance());
  }

  /** How long it may take until a new pod is ready: as was said here, or for the server. */
  public Duration longestStart() {
    return startTime.orElse(server.startup());
  }

  /** How long it takes from a step of the load until pods that were added for it are ready. */
  LagBudget lagBudget() {
    return LagBudget.of(scrapeInterval().interval(), window(), behavior.up(), startTime);
  }
}
