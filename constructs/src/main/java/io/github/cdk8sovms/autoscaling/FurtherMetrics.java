package io.github.cdk8sovms.autoscaling;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What an autoscaler follows besides its signal. It takes the highest number of pods.
 *
 * @param signals further load signals
 * @param utilizations targets for CPU and memory
 * @param schedules periods with a higher minimum
 * @param activation when an HPA without KEDA has no pods
 */
record FurtherMetrics(
    List<SignalTarget> signals,
    List<Utilization> utilizations,
    List<Schedule> schedules,
    Optional<Activation> activation) {
  static final FurtherMetrics NONE =
      new FurtherMetrics(List.of(), List.of(), List.of(), Optional.empty());

  FurtherMetrics {
    signals = List.copyOf(signals);
    utilizations = List.copyOf(utilizations);
    schedules = List.copyOf(schedules);
  }

  FurtherMetrics with(SignalTarget signal) {
    return new FurtherMetrics(plus(signals, signal), utilizations, schedules, activation);
  }

  /** Replaces an earlier target for the same resource. */
  FurtherMetrics with(Utilization utilization) {
    List<Utilization> others =
        utilizations.stream()
            .filter(each -> !each.resource().equals(utilization.resource()))
            .toList();
    return new FurtherMetrics(signals, plus(others, utilization), schedules, activation);
  }

  FurtherMetrics with(Schedule schedule) {
    return new FurtherMetrics(signals, utilizations, plus(schedules, schedule), activation);
  }

  FurtherMetrics with(Activation starting) {
    return new FurtherMetrics(signals, utilizations, schedules, Optional.of(starting));
  }

  private static <T> List<T> plus(List<T> list, T element) {
    List<T> more = new ArrayList<>(list);
    more.add(element);
    return more;
  }
}
