package io.github.cdk8sovms.autoscaling;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.monitoring.internal.PrometheusLink;
import io.github.cdk8sovms.serving.ModelServer;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Checks each further signal as the first one is checked, and the other further metrics against
 * server and backend.
 *
 * @param choices the autoscaler
 * @param server the server, if one is given
 * @param backend the source of metrics, if one is given
 */
record FurtherMetricsChecks(
    ScalingChoices choices, Optional<ModelServer> server, Optional<ScalingBackend> backend) {

  void run(Findings findings) {
    FurtherMetrics further = choices.further();
    Set<String> names = new HashSet<>(Set.of(choices.signal().id()));
    for (SignalTarget target : further.signals()) {
      findings.require(
          names.add(target.id()),
          FindingCode.SIGNAL_TWICE,
          "additionalSignal",
          quote(target.id())
              + " is the metric of two signals of this autoscaler, and one has no effect",
          "Leave one of them out, or measure another model with .model(..).");
      checkSignal(findings.within("additionalSignal[" + target.id() + "]"), target);
    }
    double tolerance = choices.behavior().up().usableTolerance();
    further.utilizations().forEach(each -> each.check(findings, server, tolerance));
    further.schedules().forEach(schedule -> schedule.check(findings, choices.replicas()));
  }

  private void checkSignal(Findings findings, SignalTarget target) {
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
}
