package io.github.cdk8sovms.autoscaling;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.monitoring.internal.PrometheusLink;
import io.github.cdk8sovms.serving.ModelServer;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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

  /** Checks each signal as the first one is checked, and the rest against server and backend. */
  void check(
      Findings findings,
      ScalingChoices choices,
      Optional<ModelServer> server,
      Optional<ScalingBackend> backend) {
    Set<String> names = new HashSet<>(Set.of(choices.signal().id()));
    for (SignalTarget target : signals) {
      findings.require(
          names.add(target.id()),
          FindingCode.SIGNAL_TWICE,
          "additionalSignal",
          quote(target.id())
              + " is the metric of two signals of this autoscaler, and one has no effect",
          "Leave one of them out, or measure another model with .model(..).");
      checkSignal(
          findings.within("additionalSignal[" + target.id() + "]"),
          target,
          choices,
          server,
          backend);
    }
    double tolerance = choices.behavior().up().usableTolerance();
    server.ifPresent(it -> utilizations.forEach(each -> each.check(findings, it, tolerance)));
    schedules.forEach(schedule -> schedule.check(findings, choices.replicas()));
  }

  private static void checkSignal(
      Findings findings,
      SignalTarget target,
      ScalingChoices choices,
      Optional<ModelServer> server,
      Optional<ScalingBackend> backend) {
    boolean usable = target.checkFurther(findings);
    backend.ifPresent(
        it -> {
          it.checkSignal(findings, target.signal());
          new SignalWindow(target.signal(), PrometheusLink.of(it.prometheus()).scrapeInterval())
              .check(findings, choices.behavior().down());
        });
    server.ifPresent(
        it -> {
          new SignalOnServer(target.signal(), it, choices.followed(it))
              .check(findings, backend.map(ScalingBackend::selectsModelsByLabel).orElse(true));
          if (usable) {
            new ReachableTarget(target, choices.behavior().up().usableTolerance())
                .check(findings, it);
          }
        });
  }

  private static <T> List<T> plus(List<T> list, T element) {
    List<T> more = new ArrayList<>(list);
    more.add(element);
    return more;
  }
}
