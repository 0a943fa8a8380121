package io.github.cdk8sovms.serving;

import io.github.cdk8sovms.kubernetes.Scheduling;
import io.github.cdk8sovms.serving.internal.ServerLink;

/**
 * A server whose images are pulled in advance.
 *
 * @param spec of the server
 * @param name of its Deployment
 * @param isImageKnown whether its image is emitted here
 */
record PulledServer(ServerSpec spec, String name, boolean isImageKnown) {

  static PulledServer of(OvmsModelServer server) {
    return new PulledServer(
        server.spec().server(), ServerLink.of(server).scaleTarget().name(), true);
  }

  static PulledServer of(KServeModelServer server) {
    return new PulledServer(
        server.spec(),
        ServerLink.of(server).scaleTarget().name(),
        server.servingRuntime().isPresent());
  }

  String namespace() {
    return spec.placement().identity().namespace();
  }

  Scheduling scheduling() {
    return spec.placement().pods().scheduling();
  }
}
