package io.github.cdk8sovms.serving;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.kubernetes.PullPolicy;
import io.github.cdk8sovms.kubernetes.internal.Placement;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A resolved {@link ImagePrepull}.
 *
 * @param placement where its objects are
 * @param images of OVMS, which have a shell
 * @param modelImages images with models, which have none
 */
record ImagePrepullSpec(Placement placement, List<String> images, List<String> modelImages) {
  ImagePrepullSpec {
    images = List.copyOf(images);
    modelImages = List.copyOf(modelImages);
  }

  /**
   * Checks and resolves it.
   *
   * @param scheduled whether the user gave scheduling, which is that of the servers
   * @return empty if there is an error that leaves nothing to resolve
   */
  static Optional<ImagePrepullSpec> resolve(
      Placement placement, List<PulledServer> servers, boolean scheduled, Findings findings) {
    findings.require(
        !scheduled,
        FindingCode.CONTRADICTION,
        "scheduling",
        quote("scheduling") + " would pull images on other nodes than those of the servers",
        "Leave .scheduling(..) out; the nodes are those of the servers.");
    findings.require(
        !placement.pods().pullPolicy().equals(PullPolicy.NEVER.apiValue()),
        FindingCode.PREPULL,
        "imagePullPolicy",
        quote(PullPolicy.NEVER) + " pulls no image",
        "Leave .imagePullPolicy(..) out here.");
    if (servers.isEmpty()) {
      findings.add(
          FindingCode.MISSING,
          "server",
          "no server is given; there is no image to pull",
          "Add .server(resnet).");
      return Optional.empty();
    }
    Set<String> images = new LinkedHashSet<>();
    Set<String> modelImages = new LinkedHashSet<>();
    for (PulledServer server : servers) {
      check(placement, servers.get(0), server, findings);
      images.add(server.spec().imageText());
      server.spec().servables().stream()
          .map(Servable::source)
          .filter(ImageVolume.class::isInstance)
          .forEach(source -> modelImages.add(((ImageVolume) source).image()));
    }
    return Optional.of(
        new ImagePrepullSpec(placement, List.copyOf(images), List.copyOf(modelImages)));
  }

  private static void check(
      Placement placement, PulledServer first, PulledServer server, Findings findings) {
    Findings its = findings.within("server[" + server.name() + "]");
    its.require(
        server.isImageKnown(),
        FindingCode.PREPULL,
        "runtime",
        quote(server.spec().imageText())
            + " is what .image(..) states of a runtime of the platform, which may run another image",
        "Leave .runtime(..) out, so that the runtime is emitted here, or pull the platform's image"
            + " where the runtime is configured.");
    Placement ofServer = server.spec().placement();
    its.require(
        placement.identity().namespace().equals(server.namespace()),
        FindingCode.PREPULL,
        "namespace",
        quote(server.namespace())
            + " is not the namespace of the pods that pull, "
            + quote(placement.identity().namespace())
            + ", and Secrets for a registry belong to one namespace",
        "Use one ImagePrepull for each namespace.");
    its.require(
        first.scheduling().selectsSameNodes(server.scheduling()),
        FindingCode.PREPULL,
        "scheduling",
        quote(server.name()) + " runs on other nodes than " + quote(first.name()),
        "Use one ImagePrepull for each set of nodes.");
    its.require(
        placement.pullsLike(ofServer),
        FindingCode.PREPULL,
        "registry",
        quote(server.name())
            + " pulls from another mirror or with other Secrets, so its images would not be on the"
            + " nodes under the same name",
        "Leave .registry(..) and .imagePullSecret(..) out here, and use one ImagePrepull for each"
            + " mirror.");
    checkPolicy(server, ofServer.pods().pullPolicy(), its);
  }

  /** A pre-pulled image still depends on the registry unless its name cannot move. */
  private static void checkPolicy(PulledServer server, String policy, Findings findings) {
    boolean asks = policy.equals(PullPolicy.ALWAYS.apiValue());
    findings.require(
        !asks,
        FindingCode.PREPULL_NOT_ENOUGH,
        "imagePullPolicy",
        quote(policy) + " asks the registry at every start, also for an image that is on the node",
        "Add .imagePullPolicy(PullPolicy.IF_NOT_PRESENT) to the server.");
    findings.require(
        asks || server.spec().imageText().contains("@"),
        FindingCode.PREPULL_NOT_ENOUGH,
        "image",
        quote(server.spec().imageText())
            + " is a tag, and a node keeps the image that the tag named when it was pulled; pods on"
            + " other nodes may run another one",
        "Pin it: .image(OvmsImage.of(..).digest(\"sha256:…\")).");
  }
}
