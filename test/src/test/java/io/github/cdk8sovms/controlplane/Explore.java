package io.github.cdk8sovms.controlplane;

import java.nio.file.Path;

/**
 * A control plane that stands until it is ended, to look around in: tools/control-plane/up starts
 * it.
 */
final class Explore {
  private Explore() {}

  public static void main(String[] args) throws InterruptedException {
    ControlPlane controlPlane =
        ControlPlane.start(
            Path.of("target/control-plane/explore").toAbsolutePath(),
            ControlPlane.Settings.DEFAULT);
    CustomResources.install(controlPlane);
    System.out.println("kubeconfig: " + controlPlane.kubeconfig());
    Thread.currentThread().join();
  }
}
