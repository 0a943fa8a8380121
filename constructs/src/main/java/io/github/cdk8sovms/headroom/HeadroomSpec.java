package io.github.cdk8sovms.headroom;

import io.github.cdk8sovms.internal.values.ImageReference;
import io.github.cdk8sovms.kubernetes.Resources;
import io.github.cdk8sovms.kubernetes.internal.Placement;
import io.github.cdk8sovms.kubernetes.internal.PodAdditions;
import io.github.cdk8sovms.kubernetes.internal.PodSize;
import io.github.cdk8sovms.serving.OvmsModelServer;
import io.github.cdk8sovms.serving.internal.ServerPod;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A resolved headroom.
 *
 * @param placement where its objects are
 * @param pods how many pause pods run
 * @param resources of one pod
 * @param image of the pause container
 */
record HeadroomSpec(Placement placement, int pods, Resources resources, ImageReference image) {

  /** A PriorityClass has no namespace, so its name has that of the construct. */
  static String priorityClass(String namespace, String name) {
    return namespace + "-" + name;
  }

  /**
   * Checks and resolves a headroom.
   *
   * @return empty if there is an error that leaves nothing to resolve
   */
  static Optional<HeadroomSpec> resolve(
      Placement placement,
      @Nullable OvmsModelServer server,
      @Nullable Integer pods,
      ImageReference image,
      Findings findings) {
    findings.require(
        !claimsDevices(server),
        FindingCode.HEADROOM,
        "server",
        "the server claims devices of a DRA driver, and the scheduler does not see that they become"
            + " free when it preempts a pause pod",
        "Leave the headroom out, or request devices of a device plugin with Device.gpu(..).");
    return Reservation.resolve(server, pods, placement.identity().namespace(), findings)
        .flatMap(
            reserved ->
                reserved
                    .server()
                    .resources()
                    .map(
                        size ->
                            new HeadroomSpec(
                                placement,
                                reserved.pods(),
                                PodSize.of(size, additions(server)),
                                image)));
  }

  /** The plugin DynamicResources of the scheduler has no PreFilterExtensions (Kubernetes 1.37). */
  private static boolean claimsDevices(@Nullable OvmsModelServer server) {
    return server != null && ServerPod.LINK.of(server).fields().containsKey("resourceClaims");
  }

  /** Returns what the user added to the pods of the server, which needs room too. */
  private static PodAdditions additions(@Nullable OvmsModelServer server) {
    return server == null
        ? PodAdditions.NONE
        : ServerPod.LINK.of(server).placement().pods().additions();
  }
}
