package io.github.cdk8sovms.autoscaling;

import io.github.cdk8sovms.monitoring.PrometheusStack;
import io.github.cdk8sovms.serving.OvmsModelServer;
import io.github.cdk8sovms.signal.LoadSignal;
import java.time.Duration;

/**
 * What an autoscaler aims at, for whatever shows it or watches over it.
 *
 * @param autoscaler the name of the HorizontalPodAutoscaler, in the server's namespace
 * @param server whose pods are added and removed
 * @param signal what is measured of each pod
 * @param target what each pod should have of it, in the signal's unit
 * @param window the time that the signal looks back over
 * @param min the fewest pods
 * @param max the most pods
 * @param prometheus where the signal is worked out
 */
public record ScalingGoal(
    String autoscaler,
    OvmsModelServer server,
    LoadSignal signal,
    double target,
    Duration window,
    int min,
    int max,
    PrometheusStack prometheus) {

  /** The target as the metrics API has it. */
  public double metricTarget() {
    return signal.metricValue(target);
  }
}
