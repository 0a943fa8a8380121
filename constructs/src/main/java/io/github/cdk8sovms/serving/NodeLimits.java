package io.github.cdk8sovms.serving;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.internal.ovms.ServingCapacity;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Limits of the nodes of a server: devices, volumes, open files and threads.
 *
 * @param server the server
 * @param configuredRollout the rollout strategy, if configured
 * @param claimsDevices whether pods claim devices of a DRA driver
 */
record NodeLimits(ServerSpec server, Optional<Rollout> configuredRollout, boolean claimsDevices) {
  /** Half of the 4096 processes and threads that OpenShift allows per pod; the rest is a margin. */
  private static final int THREADS_OF_A_POD = 2_048;

  /** Returns the rollout strategy: the configured one, else as devices and volumes allow. */
  Rollout rollout() {
    return configuredRollout.orElseGet(
        () ->
            volumeOfOneNode().isPresent()
                ? Rollout.STOP_FIRST
                : device().isPresent() ? Rollout.ONE_AT_A_TIME : Rollout.START_FIRST);
  }

  void check(Findings findings) {
    checkDevices(findings);
    checkVolumes(findings);
    checkThreads(findings);
  }

  private void checkDevices(Findings findings) {
    device()
        .filter(device -> configuredRollout.isEmpty() && rollout() == Rollout.ONE_AT_A_TIME)
        .ifPresent(
            device ->
                findings.add(
                    FindingCode.NODE_LIMIT,
                    "rollout",
                    quote(device)
                        + " may be in use on every node when a rollout starts, so an old pod"
                        + " stops before its successor is ready, which reduces capacity by one"
                        + " pod",
                    "Write .rollout(Rollout.ONE_AT_A_TIME) if that is acceptable, or"
                        + " .rollout(Rollout.START_FIRST) if nodes have spare devices."));
  }

  private void checkVolumes(Findings findings) {
    Map<String, VolumeNodes> nodesOfClaim = new HashMap<>();
    for (Servable model : server.servables()) {
      if (model.source() instanceof ClaimedVolume claimed) {
        VolumeNodes nodes = nodesOfClaim.merge(claimed.claim(), claimed.nodes(), VolumeNodes::and);
        model
            .in(findings)
            .require(
                nodes != VolumeNodes.CONTRADICTED || claimed.nodes() == nodes,
                FindingCode.CONTRADICTION,
                "source.claim",
                quote(claimed.claim())
                    + " is a volume for one node at a time for one model, and for many for another",
                "Write .oneNode() or .manyNodes() on both.");
        checkNodes(model.in(findings), claimed);
        if (claimed.nodes() == VolumeNodes.ONE) {
          checkVolumeOfOneNode(findings, claimed);
        }
      }
    }
  }

  private static void checkNodes(Findings findings, ClaimedVolume claimed) {
    findings.require(
        claimed.nodes() != VolumeNodes.UNKNOWN,
        FindingCode.NODE_LIMIT,
        "source.claim",
        quote(claimed.claim())
            + " is assumed to be mountable on several nodes at a time; if its access mode is"
            + " ReadWriteOnce, pods on another node do not start, also during a rollout",
        "Add .manyNodes() if this is correct, else .oneNode().");
  }

  private void checkVolumeOfOneNode(Findings findings, ClaimedVolume claimed) {
    int replicas = server.replicas().orElse(1);
    findings.require(
        replicas <= 1,
        FindingCode.NODE_LIMIT,
        "replicas",
        quote(replicas)
            + " pods share "
            + quote(claimed.claim())
            + ", which one node at a time can mount; pods on other nodes do not start",
        "Use a volume with the access mode ReadOnlyMany or ReadWriteMany, or .replicas(1).");
    findings.require(
        rollout() == Rollout.STOP_FIRST,
        FindingCode.NODE_LIMIT,
        "rollout",
        quote(rollout())
            + " starts a pod while another one uses "
            + quote(claimed.claim())
            + ", which one node at a time can mount",
        "Leave .rollout(..) out.");
  }

  private void checkThreads(Findings findings) {
    int workers = server.capacity().restWorkers().orElse(0);
    findings.require(
        !server.needsFilesForWorkers() || workers <= ServingCapacity.MOST_WORKERS_AT_1024_FILES,
        FindingCode.NODE_LIMIT,
        "restWorkers",
        quote(workers)
            + " HTTP workers need six open files each; OVMS exits at startup if a container may"
            + " open only 1024, a common limit",
        "Write at most .restWorkers("
            + ServingCapacity.MOST_WORKERS_AT_1024_FILES
            + "), or raise the limit of open files of the container runtime.");
    int threads = server.capacity().grpcThreads();
    findings.require(
        threads <= THREADS_OF_A_POD,
        FindingCode.NODE_LIMIT,
        "model",
        quote(threads)
            + " threads may be needed for gRPC, given the infer requests of all models; some"
            + " clusters limit a pod to 4096 in total, and a server that cannot create a thread"
            + " exits",
        "Serve the models from several servers, or lower .streams(..) or .nireq(..).");
  }

  private Optional<String> device() {
    return claimsDevices ? Optional.of("deviceClaim") : server.resources().device();
  }

  private Optional<String> volumeOfOneNode() {
    return volumeOfOneNode(server.servables());
  }

  /** Returns a volume of a model that only one node at a time can mount, if any. */
  static Optional<String> volumeOfOneNode(List<Servable> servables) {
    return volumes(servables)
        .filter(volume -> volume.nodes() == VolumeNodes.ONE)
        .map(ClaimedVolume::claim)
        .findFirst();
  }

  /** Returns the claims of models that only one node at a time can mount. */
  static Set<String> claimsOfOneNode(List<Servable> servables) {
    return volumes(servables)
        .filter(volume -> volume.nodes() == VolumeNodes.ONE)
        .map(ClaimedVolume::claim)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static Stream<ClaimedVolume> volumes(List<Servable> servables) {
    return servables.stream()
        .map(Servable::source)
        .map(source -> source instanceof StoredModel stored ? stored.volume() : source)
        .filter(ClaimedVolume.class::isInstance)
        .map(ClaimedVolume.class::cast);
  }
}
