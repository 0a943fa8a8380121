package io.github.cdk8sovms.serving;

import io.github.cdk8sovms.kubernetes.internal.HttpProbe;
import org.cdk8s.plus34.k8s.LifecycleHandler;
import org.cdk8s.plus34.k8s.Probe;
import org.cdk8s.plus34.k8s.SleepAction;

/**
 * The probes of a server's container, and its shutdown. Probes use the same workers as HTTP
 * requests. A busy pod becomes unready after a while, but is restarted only if it does not seem to
 * respond at all.
 */
record ServerProbes(ServerSpec server) {

  Probe startup() {
    return new StartupProbe(server.servables(), server.ports(), server.lifecycle().startup())
        .toSpec();
  }

  Probe readiness() {
    return probe("/v2/health/ready", server.lifecycle().probes().readiness());
  }

  Probe liveness() {
    return probe(
        "/v2/health/live", server.lifecycle().probes().liveness(server.lifecycle().patience()));
  }

  private static Probe probe(String path, Probes.Timing timing) {
    return HttpProbe.http(path, Ports.REST)
        .answeredWithin(timing.timeout())
        .every(timing.period(), timing.failures());
  }

  org.cdk8s.plus34.k8s.Lifecycle shutdown() {
    return org.cdk8s.plus34.k8s.Lifecycle.builder()
        .preStop(
            LifecycleHandler.builder()
                .sleep(
                    SleepAction.builder().seconds(Lifecycle.PAUSE_BEFORE_STOP.toSeconds()).build())
                .build())
        .build();
  }
}
