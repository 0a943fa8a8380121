package io.github.cdk8sovms.controlplane;

import io.github.cdk8sovms.cluster.ControlPlane;
import io.github.cdk8sovms.emulator.PodTimes;
import io.github.cdk8sovms.emulator.ServiceTime;
import io.github.cdk8sovms.emulator.Timeline;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A control plane that stands until it is ended, to look around in: tools/control-plane/up starts
 * it. Model servers are emulated, and idle.
 */
final class Explore {
  private Explore() {}

  public static void main(String[] args) throws InterruptedException {
    EmulatedOvms ovms =
        new EmulatedOvms(
            PodTimes.of(ServiceTime.constant(Duration.ofMillis(100))), Timeline.real(1));
    ControlPlane controlPlane =
        ControlPlane.start(
            Path.of("target/control-plane/explore").toAbsolutePath(),
            new ControlPlane.Settings(Duration.ofSeconds(15), List.of(ovms)));
    KnownKinds.install(controlPlane.api(), controlPlane::diagnosis);
    System.out.println("kubeconfig: " + controlPlane.kubeconfig());
    Thread.currentThread().join();
  }
}
