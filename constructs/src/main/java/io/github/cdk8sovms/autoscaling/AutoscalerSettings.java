package io.github.cdk8sovms.autoscaling;

import io.github.cdk8sovms.adapter.PrometheusAdapter;
import io.github.cdk8sovms.monitoring.Prometheus;
import io.github.cdk8sovms.monitoring.internal.PrometheusLink;
import io.github.cdk8sovms.monitoring.internal.ScrapeInterval;
import io.github.cdk8sovms.serving.ModelServer;
import io.github.cdk8sovms.signal.LoadSignal;
import io.github.cdk8sovms.validation.internal.Required;
import java.time.Duration;
import java.util.Optional;

/**
 * The resolved configuration of an autoscaler, for alerts and dashboards.
 *
 * @param name name of the HorizontalPodAutoscaler, in the namespace of the server
 * @param server the server that it scales
 * @param prometheus the Prometheus that computes the signal
 * @param adapter the adapter that serves the metric; empty with KEDA
 * @param signal the load signal
 * @param target the target value per pod, in the unit of the signal
 * @param minReplicas the minimum number of pods
 * @param maxReplicas the maximum number of pods
 * @param behavior how fast it follows the load
 * @param startTime the time until a new pod is ready, if configured
 */
public record AutoscalerSettings(
    String name,
    ModelServer server,
    Prometheus prometheus,
    Optional<PrometheusAdapter> adapter,
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

  /** Returns the scrape interval of its pods. */
  private ScrapeInterval scrapeInterval() {
    return PrometheusLink.of(prometheus).scrapeInterval();
  }

  /** Returns the averaging window of the signal. */
  public Duration window() {
    return signal.windowAt(scrapeInterval().interval());
  }

  /** Returns for how long a pod that cannot be scraped has a value. */
  public Duration held() {
    return signal.heldAt(scrapeInterval().interval());
  }

  /** Returns the target in the unit of the metrics API. */
  public double metricTarget() {
    return signal.metricValue(target);
  }

  /**
   * Returns the value of the metric above which Kubernetes adds pods: the target plus the
   * tolerance.
   */
  public double acceptedValue() {
    return metricTarget() * (1 + behavior.up().usableTolerance());
  }

  /**
   * Returns the longest time until a new pod is ready: the configured start time, the server's
   * start budget if it is configured, or its startup timeout.
   */
  public Duration longestStart() {
    return PodStart.of(startTime, server).map(PodStart::worst).orElse(server.startup());
  }

  /** Returns the delay from a step of the load until the added pods are ready. */
  LagBudget lagBudget() {
    return lagBudget(signal);
  }

  /** Returns the same for another signal of the autoscaler. */
  LagBudget lagBudget(LoadSignal of) {
    return LagBudget.of(
        scrapeInterval().interval(),
        of.windowAt(scrapeInterval().interval()),
        behavior.up(),
        PodStart.of(startTime, server));
  }
}
