package io.github.cdk8sovms.serving;

import static io.github.cdk8sovms.validation.Findings.quote;

import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.Findings;
import java.util.Optional;
import java.util.stream.Stream;

/** What the nodes of a server may not be able to give: devices, volumes, files and threads. */
record NodeLimits(ServerOptions options) {
  /** Of the processes and threads that OpenShift gives a pod, 4096, half is left for the rest. */
  private static final int THREADS_OF_A_POD = 2_048;

  /** How pods are replaced: as was said, else as devices and volumes allow. */
  Rollout rollout() {
    return options
        .statedRollout()
        .orElseGet(
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
        .filter(device -> options.statedRollout().isEmpty() && rollout() == Rollout.ONE_AT_A_TIME)
        .ifPresent(
            device ->
                findings.add(
                    FindingCode.NODE_LIMIT,
                    "rollout",
                    quote(device)
                        + " may be in use on every node when a rollout starts, so an old pod ends before"
                        + " its successor is ready, and capacity is less by a pod",
                    "Say .rollout(Rollout.ONE_AT_A_TIME) if that may be, or"
                        + " .rollout(Rollout.START_FIRST) if nodes have devices to spare."));
  }

  private void checkVolumes(Findings findings) {
    for (Model model : options.models()) {
      if (model.source() instanceof ClaimedVolume claimed) {
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
            + " is taken to be readable on several nodes at a time; if its access mode is"
            + " ReadWriteOnce, a pod on another node does not start, in a rollout neither",
        "Add .manyNodes() if it is, else .oneNode().");
  }

  private void checkVolumeOfOneNode(Findings findings, ClaimedVolume claimed) {
    int replicas = options.replicas().orElse(1);
    findings.require(
        replicas <= 1,
        FindingCode.NODE_LIMIT,
        "replicas",
        quote(replicas)
            + " pods share "
            + quote(claimed.claim())
            + ", which one node can have at a time; pods on other nodes do not start",
        "Use a volume with the access mode ReadOnlyMany or ReadWriteMany, or .replicas(1).");
    findings.require(
        rollout() == Rollout.STOP_FIRST,
        FindingCode.NODE_LIMIT,
        "rollout",
        quote(rollout())
            + " starts a pod while another one has "
            + quote(claimed.claim())
            + ", which one node can have at a time",
        "Leave .rollout(..) out.");
  }

  private void checkThreads(Findings findings) {
    int workers = options.capacity().restWorkers().orElse(0);
    findings.require(
        !options.needsFilesForWorkers() || workers <= ServingCapacity.MOST_WORKERS_AT_1024_FILES,
        FindingCode.NODE_LIMIT,
        "restWorkers",
        quote(workers)
            + " HTTP workers take six open files each; OVMS ends at the start where a container may"
            + " open 1024, as many do",
        "Write at most .restWorkers("
            + ServingCapacity.MOST_WORKERS_AT_1024_FILES
            + "), or raise the limit of open files of the container runtime.");
    int threads = options.capacity().grpcThreads();
    findings.require(
        threads <= THREADS_OF_A_POD,
        FindingCode.NODE_LIMIT,
        "model",
        quote(threads)
            + " threads may be needed for gRPC, by the infer requests of all models; some clusters give"
            + " a pod 4096 with everything else, and a server that gets none ends",
        "Serve the models from several servers, or lower .streams(..) or .nireq(..).");
  }

  private Optional<String> device() {
    return options.resources().device();
  }

  /** A volume that one node can have at a time, if a model is on one. */
  Optional<String> volumeOfOneNode() {
    return volumes()
        .filter(volume -> volume.nodes() == VolumeNodes.ONE)
        .map(ClaimedVolume::claim)
        .findFirst();
  }

  private Stream<ClaimedVolume> volumes() {
    return options.models().stream()
        .map(Model::source)
        .filter(ClaimedVolume.class::isInstance)
        .map(ClaimedVolume.class::cast);
  }
}
