package io.github.cdk8sovms.load;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.internal.values.ImageReference;
import io.github.cdk8sovms.kubernetes.Resources;
import io.github.cdk8sovms.kubernetes.internal.Placement;
import io.github.cdk8sovms.serving.OvmsModelServer;
import io.github.cdk8sovms.serving.Servable;
import io.github.cdk8sovms.serving.internal.ServerLink;
import io.github.cdk8sovms.serving.internal.ServerPod;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import java.time.Duration;
import java.util.Optional;

/**
 * A capacity test.
 *
 * @param placement its place in the construct tree, and its names
 * @param networkGiven whether the addresses of the NetworkPolicy are its own
 * @param server whose pod is copied
 * @param target the model that is called
 * @param timeout of a request
 * @param expectations what is in time
 * @param step the duration of a step
 * @param kept how long the finished Job is kept
 * @param image of k6
 * @param givenResources CPU and memory of k6, if configured
 */
record CapacityTestSpec(
    Placement placement,
    boolean networkGiven,
    OvmsModelServer server,
    LoadTarget target,
    Duration timeout,
    Expectations expectations,
    Duration step,
    Duration kept,
    ImageReference image,
    Optional<Resources> givenResources) {

  /** The suffix of a Job's pod. */
  private static final String POD_SUFFIX = "-abcde";

  /** Levels and rates in capacity.js, each up to six times as long as a step. */
  private static final int MOST_STEPS = 30;

  private static final int LONGEST_FACTOR = 6;

  /** HTTP workers that a graph is assumed to have if OVMS chooses them. */
  private static final int ASSUMED_WORKERS = 16;

  private static final int BASE_MEBIBYTES = 256;

  /** Checks what depends on the server. */
  static CapacityTestSpec resolve(CapacityTestSpec spec, Findings findings) {
    spec.target.check(findings);
    spec.checkPod(findings);
    return spec;
  }

  private void checkPod(Findings findings) {
    findings.require(
        placement.identity().namespace().equals(server.namespace()),
        FindingCode.CAPACITY_TEST,
        "namespace",
        quote(placement.identity().namespace())
            + " is not the namespace of the server, "
            + quote(server.namespace())
            + ", whose ConfigMaps, Secrets and volumes the copy of its pod uses",
        "Leave .namespace(..) out.");
    String name = placement.identity().name();
    findings.require(
        !(name + POD_SUFFIX).matches(ServerLink.of(server).podNames()),
        FindingCode.CAPACITY_TEST,
        "name",
        quote(name)
            + " gives the pod a name that rules and dashboards take for one of "
            + quote(server.serviceName()),
        "Write a name that does not start like that of the server, such as .name(\"capacity-"
            + server.serviceName()
            + "\").");
    ServerLink.of(server)
        .volumeOfOneNode()
        .ifPresent(
            claim ->
                findings.add(
                    FindingCode.NODE_LIMIT,
                    "server",
                    quote(claim)
                        + " can be mounted on one node at a time, so the copy of the pod does not"
                        + " start on another node than the server",
                    "Use a volume with the access mode ReadOnlyMany or ReadWriteMany, and"
                        + " .manyNodes()."));
  }

  /** Returns the pod that is copied. */
  ServerPod pod() {
    return ServerPod.LINK.of(server);
  }

  /** Returns the model that is called. */
  Servable servable() {
    return server.servables().stream()
        .filter(each -> each.name().equals(target.model()))
        .findFirst()
        .orElseThrow();
  }

  /** Returns how many HTTP requests the server takes at a time. */
  int workers() {
    return ServerLink.of(server).serving().capacity().restWorkers().orElse(ASSUMED_WORKERS);
  }

  /** Returns the longest duration of the load. */
  Duration longest() {
    return step.multipliedBy(LONGEST_FACTOR).plus(timeout()).multipliedBy(MOST_STEPS);
  }

  /** Returns CPU and memory of k6: a request is in memory once, and twice while it is sent. */
  Resources resources() {
    return givenResources.orElseGet(
        () -> {
          long open = Math.max(4L * workers(), 40);
          long mebibytes = (3L * target.payload().bytes() * open) >> 20;
          return Resources.cpu("1").memory(BASE_MEBIBYTES + mebibytes + "Mi");
        });
  }
}
