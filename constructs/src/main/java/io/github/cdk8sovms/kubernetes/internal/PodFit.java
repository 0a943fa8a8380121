package io.github.cdk8sovms.kubernetes.internal;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Compares additions with the pods of the component, so that no list of its names and directories
 * has to be kept.
 *
 * @param additions what is added
 * @param layout of the object with the pods
 * @param definition of that object, without the additions
 */
record PodFit(PodAdditions additions, PodLayout layout, Map<String, Object> definition) {

  static void check(
      Findings findings, PodAdditions additions, List<Map<String, Object>> definitions) {
    if (additions.areNone()) {
      return;
    }
    for (Map<String, Object> definition : definitions) {
      PodLayout.of(definition)
          .ifPresent(layout -> new PodFit(additions, layout, definition).check(findings));
    }
  }

  private void check(Findings findings) {
    List<Map<String, Object>> own = layout.ownContainers(definition);
    Set<String> containers = new HashSet<>(layout.containers);
    own.forEach(container -> containers.add(String.valueOf(container.get("name"))));
    Set<String> volumes = new HashSet<>(layout.volumes);
    layout
        .ownVolumes(definition)
        .forEach(volume -> volumes.add(String.valueOf(volume.get("name"))));
    Set<String> directories = new HashSet<>(layout.directories);
    own.forEach(
        container ->
            PodLayout.elements(container, "volumeMounts")
                .forEach(mount -> directories.add(String.valueOf(mount.get("mountPath")))));
    for (PodAdditions.Added added : additions.containers()) {
      requireFree(
          findings,
          added.path(),
          "container",
          added.container().name(),
          !containers.contains(added.container().name()));
      added.container().ports().forEach(port -> checkPort(findings, added, port, own));
      checkClass(findings, added, own);
    }
    for (AddedVolume volume : additions.volumes()) {
      requireFree(
          findings,
          "volume[" + volume.name() + "]",
          "volume",
          volume.name(),
          !volumes.contains(volume.name()));
      volume.claimOfOneNode().ifPresent(claim -> checkNodes(findings, volume, claim));
    }
    for (AddedMount mount : additions.mounts()) {
      requireFree(
          findings,
          "mount[" + mount.path() + "]",
          "mount path",
          mount.path(),
          directories.stream().noneMatch(mount::overlaps));
    }
  }

  private static void requireFree(
      Findings findings, String option, String kind, String name, boolean isFree) {
    findings.require(
        isFree,
        FindingCode.POD_ADDITION,
        option,
        quote(name) + " is already a " + kind + " of the pod",
        "Choose another one.");
  }

  private static void checkPort(
      Findings findings,
      PodAdditions.Added added,
      NamedPort port,
      List<Map<String, Object>> containers) {
    Predicate<Map<String, Object>> isTaken =
        other ->
            port.name().equals(other.get("name"))
                || other.get("containerPort") instanceof Number number
                    && number.intValue() == port.container();
    findings.require(
        containers.stream()
            .flatMap(container -> PodLayout.elements(container, "ports").stream())
            .noneMatch(isTaken),
        FindingCode.POD_ADDITION,
        added.path() + ".port[" + port.name() + "]",
        quote(port.container())
            + " or its name is a port of another container, and all containers of a pod share one"
            + " network",
        "Choose another name and number.");
  }

  /** Kubernetes evicts pods of the class Guaranteed last, and their CPU is their own. */
  private static void checkClass(
      Findings findings, PodAdditions.Added added, List<Map<String, Object>> own) {
    findings.require(
        added.container().isGuaranteed() || own.isEmpty() || !isGuaranteed(own.get(0)),
        FindingCode.POD_ADDITION_NOT_GUARANTEED,
        added.path(),
        quote(added.container().name())
            + " has no equal requests and limits of CPU and memory, so the pods have not the QoS"
            + " class Guaranteed any more: they are evicted earlier",
        "Add .resources(Resources.cpu(\"100m\").memory(\"64Mi\")), with what it needs.");
  }

  private static boolean isGuaranteed(Map<String, Object> container) {
    Map<String, Object> resources = PodLayout.map(container, "resources");
    Map<String, Object> requests = PodLayout.map(resources, "requests");
    Map<String, Object> limits = PodLayout.map(resources, "limits");
    return List.of("cpu", "memory").stream()
        .allMatch(each -> requests.containsKey(each) && same(requests.get(each), limits.get(each)));
  }

  private static boolean same(@Nullable Object request, @Nullable Object limit) {
    return request != null && request.equals(limit);
  }

  /** A second pod may be on another node: another replica, or the next one of a rollout. */
  private void checkNodes(Findings findings, AddedVolume volume, String claim) {
    Map<String, Object> spec = PodLayout.spec(definition);
    boolean isRolled =
        switch (PodLayout.kind(definition)) {
          case "Deployment" -> !"Recreate".equals(PodLayout.map(spec, "strategy").get("type"));
          case "StatefulSet" -> replicas(spec.get("replicas")) > 1;
          case "Prometheus" -> replicas(layout.pod(definition).get("replicas")) > 1;
          case "InferenceService", "DaemonSet" -> true;
          default -> false;
        };
    findings.require(
        !isRolled,
        FindingCode.NODE_LIMIT,
        "volume[" + volume.name() + "]",
        quote(claim)
            + " can be mounted by one node at a time, and a second pod, also of a rollout, may be on"
            + " another node, where it does not start",
        "Use a volume with the access mode ReadOnlyMany or ReadWriteMany, and write"
            + " ExtraVolume.sharedClaim(..).");
  }

  private static int replicas(@Nullable Object count) {
    return Optional.ofNullable(count)
        .filter(Number.class::isInstance)
        .map(number -> ((Number) number).intValue())
        .orElse(1);
  }
}
