package io.github.cdk8sovms.kubernetes.internal;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cdk8s.plus34.k8s.Container;
import org.cdk8s.plus34.k8s.Volume;
import org.cdk8s.plus34.k8s.VolumeMount;

/**
 * Containers, volumes and mounts that a user adds to the pods of a component.
 *
 * @param sidecars run on beside the component
 * @param initContainers end before the component starts
 * @param volumes of the pods
 * @param mounts of the component's container
 */
public record PodAdditions(
    List<AddedContainer> sidecars,
    List<AddedContainer> initContainers,
    List<AddedVolume> volumes,
    List<AddedMount> mounts) {
  public static final PodAdditions NONE =
      new PodAdditions(List.of(), List.of(), List.of(), List.of());

  public PodAdditions {
    sidecars = List.copyOf(sidecars);
    initContainers = List.copyOf(initContainers);
    volumes = List.copyOf(volumes);
    mounts = List.copyOf(mounts);
  }

  public PodAdditions sidecar(AddedContainer container) {
    return new PodAdditions(plus(sidecars, container), initContainers, volumes, mounts);
  }

  public PodAdditions initContainer(AddedContainer container) {
    return new PodAdditions(sidecars, plus(initContainers, container), volumes, mounts);
  }

  public PodAdditions volume(AddedVolume volume) {
    return new PodAdditions(sidecars, initContainers, plus(volumes, volume), mounts);
  }

  public PodAdditions mount(AddedMount mount) {
    return new PodAdditions(sidecars, initContainers, volumes, plus(mounts, mount));
  }

  private static <T> List<T> plus(List<T> to, T element) {
    List<T> all = new ArrayList<>(to);
    all.add(element);
    return all;
  }

  public boolean areNone() {
    return sidecars.isEmpty() && initContainers.isEmpty() && volumes.isEmpty() && mounts.isEmpty();
  }

  /** The first option that is set, to report. */
  public String option() {
    return !sidecars.isEmpty()
        ? "sidecar"
        : !initContainers.isEmpty() ? "initContainer" : !volumes.isEmpty() ? "volume" : "mount";
  }

  /** The claims that one node at a time can mount. */
  public Set<String> claimsOfOneNode() {
    return volumes.stream()
        .flatMap(volume -> volume.claimOfOneNode().stream())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** All containers, each with the option that added it. */
  List<Added> containers() {
    return Stream.concat(
            sidecars.stream().map(each -> new Added("sidecar", each)),
            initContainers.stream().map(each -> new Added("initContainer", each)))
        .toList();
  }

  /**
   * A container.
   *
   * @param option that added it
   */
  record Added(String option, AddedContainer container) {
    String path() {
      return option + "[" + container.name() + "]";
    }
  }

  /** Checks what is added by itself; {@link PodFit} compares it with the pods. */
  public void check(Findings findings) {
    Set<String> declared = volumes.stream().map(AddedVolume::name).collect(Collectors.toSet());
    Set<String> names = new HashSet<>();
    for (Added added : containers()) {
      added.container().check(findings, added.option(), declared);
      requireFirst(
          findings, added.path(), added.container().name(), names.add(added.container().name()));
    }
    Set<String> mounted = new HashSet<>();
    containers()
        .forEach(added -> added.container().mounts().forEach(it -> mounted.add(it.volume())));
    Set<String> paths = new HashSet<>();
    for (AddedMount mount : mounts) {
      String option = "mount[" + mount.path() + "]";
      mount.check(findings, option, declared);
      requireFirst(findings, option, mount.path(), paths.add(mount.directory()));
      mounted.add(mount.volume());
    }
    Set<String> volumeNames = new HashSet<>();
    for (AddedVolume volume : volumes) {
      String option = "volume[" + volume.name() + "]";
      volume.check(findings);
      requireFirst(findings, option, volume.name(), volumeNames.add(volume.name()));
      findings.require(
          mounted.contains(volume.name()),
          FindingCode.NO_EFFECT,
          option,
          quote(volume.name()) + " is a volume that no container mounts",
          "Add .mount(\"%s\", path), here or on an ExtraContainer, or leave the volume out."
              .formatted(volume.name()));
    }
  }

  private static void requireFirst(Findings findings, String option, String name, boolean isFirst) {
    findings.require(
        isFirst,
        FindingCode.POD_ADDITION,
        option,
        quote(name) + " is added twice",
        "Leave one of them out, or choose another one.");
  }

  /** The sidecars, as init containers that restart: they are there before and after the others. */
  List<Container> sidecarsOfPod(String pullPolicy) {
    return sidecars.stream().map(each -> each.toApi(true, pullPolicy, this::isReadOnly)).toList();
  }

  List<Container> initContainersOfPod(String pullPolicy) {
    return initContainers.stream()
        .map(each -> each.toApi(false, pullPolicy, this::isReadOnly))
        .toList();
  }

  List<Volume> volumesOfPod() {
    return volumes.stream().map(AddedVolume::toApi).toList();
  }

  List<VolumeMount> mountsOfContainer() {
    return mounts.stream().map(mount -> mount.toApi(isReadOnly(mount.volume()))).toList();
  }

  private boolean isReadOnly(String volume) {
    return volumes.stream().anyMatch(each -> each.name().equals(volume) && each.isReadOnly());
  }
}
