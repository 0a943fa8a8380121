package io.github.cdk8sovms.autoscaling;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.internal.values.Durations;
import io.github.cdk8sovms.kubernetes.KubernetesVersion;
import io.github.cdk8sovms.kubernetes.internal.Identity;
import io.github.cdk8sovms.monitoring.internal.PrometheusLink;
import io.github.cdk8sovms.serving.ModelServer;
import io.github.cdk8sovms.serving.internal.ServerLink;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import java.time.Duration;
import java.util.Optional;

/**
 * Checks the choices for an autoscaler, in the order of reports.
 *
 * @param given the choices
 * @param identity the name and the namespace of the autoscaler
 * @param kubernetes the oldest cluster
 * @param findings collects what is wrong
 */
record AutoscalerChecks(
    AutoscalerChoices given, Identity identity, KubernetesVersion kubernetes, Findings findings) {
  private static final Duration LONGEST_START = Duration.ofHours(2);

  void run() {
    given.promise.check(
        findings, given.givenSignal(), given.behavior.up().usableTolerance(), given.target);
    boolean hasUsableTarget = given.signal().check(findings);
    checkReplicas();
    given.behavior.check(findings, kubernetes);
    checkStartTime();
    checkTarget();
    findings.requireOneOf(given.backends, "the metric source");
    checkMetrics();
    new FurtherMetricsChecks(
            given.scaling(identity, kubernetes),
            Optional.ofNullable(given.target),
            Optional.ofNullable(given.backend))
        .run(findings);
    if (given.target != null) {
      checkOnServer(given.target, hasUsableTarget);
    }
  }

  private void checkReplicas() {
    if (given.replicas == null) {
      findings.add(
          FindingCode.MISSING,
          "replicas",
          "no replica range is given; the maximum is a question of cost",
          "Add .replicas(1, 3).");
      return;
    }
    given.replicas.check(
        findings, given.backend != null && given.backend.startsFromNoPods(given.further));
  }

  private void checkOnServer(ModelServer server, boolean hasUsableTarget) {
    new SignalOnServer(
            given.signal().signal(), server, given.scaling(identity, kubernetes).followed(server))
        .check(findings, given.backend == null || given.backend.selectsModelsByLabel());
    if (hasUsableTarget) {
      new ReachableTarget(given.signal(), given.behavior.up().usableTolerance())
          .check(findings, server);
    }
    if (given.quota != null && given.replicas != null) {
      new Quota(given.quota).check(findings, given.replicas.max(), server);
    }
  }

  private void checkStartTime() {
    if (given.startTime == null) {
      return;
    }
    Duration untilReady = given.startTime;
    ModelServer target = given.target;
    Durations.check(
        findings,
        FindingCode.START_TIME,
        "startTime",
        untilReady,
        Duration.ofSeconds(1),
        LONGEST_START);
    findings.require(
        target == null || !target.startBudget().isStated(),
        FindingCode.CONTRADICTION,
        "startTime",
        quote(Durations.text(untilReady))
            + " is stated beside the start budget of the server, "
            + quote(target == null ? "" : target.startBudget()),
        "Leave .startTime(..) out; the budget of the server is used.");
  }

  private void checkTarget() {
    ModelServer target = given.target;
    if (target == null) {
      findings.add(
          FindingCode.MISSING,
          "target",
          "no server is given; there is nothing to scale",
          "Add .target(server).");
      return;
    }
    findings.require(
        !target.getHasAutoscaler(),
        FindingCode.ALREADY_AUTOSCALED,
        "target",
        quote(ServerLink.of(target).scaleTarget().name())
            + " has an autoscaler already; Kubernetes disables both if two target one server",
        "Remove one of them.");
    checkSuitable(target);
    findings.require(
        identity.namespace().equals(target.namespace()),
        FindingCode.AUTOSCALER_NAMESPACE,
        "namespace",
        quote(identity.namespace())
            + " is not the namespace of the server, "
            + quote(target.namespace())
            + ", and an autoscaler can only scale targets in its own namespace",
        "Leave .namespace(..) out.");
  }

  private void checkMetrics() {
    ModelServer target = given.target;
    ScalingBackend backend = given.backend;
    if (backend == null) {
      findings.add(
          FindingCode.MISSING,
          "metrics",
          "no source of metrics is given; the autoscaler would never scale",
          "Add .metrics(adapter), or .metrics(Keda.with(prometheus)).");
      return;
    }
    findings.require(
        target == null || backend.prometheus().scrapes(target),
        FindingCode.NOT_SCRAPED,
        "metrics",
        quote(target == null ? "" : ServerLink.of(target).scaleTarget().name())
            + " is not scraped by the Prometheus that is queried by "
            + backend.displayName()
            + ", so the autoscaler would never scale",
        "Add .scrape(server) to the Prometheus.");
    backend.check(findings, given.scaling(identity, kubernetes));
    new SignalWindow(
            given.signal().signal(), PrometheusLink.of(backend.prometheus()).scrapeInterval())
        .check(findings, given.behavior.down());
  }

  /** Warns about servers for which an autoscaler does little. */
  private void checkSuitable(ModelServer target) {
    ServerLink.of(target)
        .volumeOfOneNode()
        .ifPresent(
            claim ->
                findings.add(
                    FindingCode.NODE_LIMIT,
                    "target",
                    quote(claim)
                        + " can be mounted on one node at a time, so pods that the autoscaler"
                        + " adds on other nodes do not start",
                    "Use a volume with the access mode ReadOnlyMany or ReadWriteMany: .manyNodes() on"
                        + " the source, or no .oneNode() on the ModelStore."));
    ServerLink.of(target)
        .idleUnload()
        .ifPresent(
            idle ->
                findings.add(
                    FindingCode.UNLOADS_WHEN_IDLE,
                    "target",
                    quote(ServerLink.of(target).scaleTarget().name())
                        + " unloads its models after "
                        + Durations.text(idle)
                        + " without requests and stays ready; the next requests wait for the"
                        + " load, and their number asks for more pods",
                    "Leave .idleUnload(..) out: the autoscaler removes idle pods, and with"
                        + " .scaleToZero(..) also the last one."));
  }
}
