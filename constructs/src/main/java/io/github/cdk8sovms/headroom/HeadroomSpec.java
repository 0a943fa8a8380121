package io.github.cdk8sovms.headroom;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.internal.values.ImageReference;
import io.github.cdk8sovms.kubernetes.Resources;
import io.github.cdk8sovms.kubernetes.internal.Placement;
import io.github.cdk8sovms.kubernetes.internal.PodAdditions;
import io.github.cdk8sovms.kubernetes.internal.PodSize;
import io.github.cdk8sovms.serving.internal.ServerPod;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import java.util.Optional;

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
   * @param scheduled whether the user gave scheduling, which is that of the server
   * @return empty if there is an error that leaves nothing to resolve
   */
  static Optional<HeadroomSpec> resolve(
      Headroom.Builder options, Placement placement, boolean scheduled, Findings findings) {
    options.image.check(findings, "image");
    findings.require(
        !scheduled,
        FindingCode.CONTRADICTION,
        "scheduling",
        quote("scheduling") + " would put the pods on other nodes than those of the server",
        "Leave .scheduling(..) out; the nodes are those of the server, with a lower priority.");
    findings.require(
        !claimsDevices(options),
        FindingCode.HEADROOM,
        "server",
        "the server claims devices of a DRA driver, and the scheduler does not see that they become"
            + " free when it preempts a pause pod",
        "Leave the headroom out, or request devices of a device plugin with Device.gpu(..).");
    return Reservation.resolve(
            options.server, options.pods, placement.identity().namespace(), findings)
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
                                PodSize.of(size, additions(options)),
                                options.image)));
  }

  /** The plugin DynamicResources of the scheduler has no PreFilterExtensions (Kubernetes 1.37). */
  private static boolean claimsDevices(Headroom.Builder options) {
    return options.server != null
        && ServerPod.LINK.of(options.server).fields().containsKey("resourceClaims");
  }

  /** Returns what the user added to the pods of the server, which needs room too. */
  private static PodAdditions additions(Headroom.Builder options) {
    return options.server == null
        ? PodAdditions.NONE
        : ServerPod.LINK.of(options.server).placement().pods().additions();
  }
}
