package io.github.cdk8sovms.serving;

import io.github.cdk8sovms.kubernetes.internal.HttpProbe;
import java.time.Duration;
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
    return HttpProbe.http("/v2/health/ready", Ports.REST)
        .answeredWithin(Duration.ofSeconds(10))
        .every(Duration.ofSeconds(5), 3);
  }

  Probe liveness() {
    return HttpProbe.http("/v2/health/live", Ports.REST)
        .answeredWithin(server.lifecycle().patience())
        .every(Duration.ofSeconds(10), 3);
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
