package io.github.cdk8sovms.serving;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.cdk8s.plus34.k8s.Container;
import org.cdk8s.plus34.k8s.Volume;
import org.cdk8s.plus34.k8s.VolumeMount;

/**
 * Containers, volumes and mounts that a user adds to the server's pod.
 *
 * @param sidecars containers beside the server
 * @param initContainers run before the server, after those that fetch models
 * @param volumes of the pod
 * @param mounts of the server's container
 */
record PodAdditions(
    List<Container> sidecars,
    List<Container> initContainers,
    List<Volume> volumes,
    List<VolumeMount> mounts) {
  private static final Set<String> OWN_CONTAINERS =
      Set.of(
          OvmsModelServerManifest.CONTAINER,
          FileDownloads.FETCHER,
          FileDownloads.VERIFIER,
          StoreWait.CONTAINER);

  private static final Set<String> OWN_VOLUMES =
      Set.of(
          OvmsModelServerManifest.CONFIG_VOLUME,
          OvmsModelServerManifest.SCRATCH_VOLUME,
          FileDownloads.VOLUME,
          GraphFiles.VOLUME,
          ModelCache.VOLUME,
          ApiKey.VOLUME,
          ModelVolumes.GOOGLE_VOLUME);

  /** With a slash at the end, to compare with paths below them. */
  private static final List<String> OWN_DIRECTORIES =
      List.of(
          ConfigFile.DIRECTORY + "/",
          OvmsModelServerManifest.SCRATCH_DIRECTORY + "/",
          FileDownloads.DIRECTORY + "/",
          GraphFiles.DIRECTORY + "/",
          ModelCache.DIRECTORY + "/",
          ApiKey.DIRECTORY + "/",
          ModelVolumes.MOUNTED,
          ModelVolumes.GOOGLE_SECRET_DIRECTORY + "/");

  static final PodAdditions NONE = new PodAdditions(List.of(), List.of(), List.of(), List.of());

  PodAdditions sidecar(Container container) {
    return new PodAdditions(added(sidecars, container), initContainers, volumes, mounts);
  }

  PodAdditions initContainer(Container container) {
    return new PodAdditions(sidecars, added(initContainers, container), volumes, mounts);
  }

  PodAdditions volume(Volume volume) {
    return new PodAdditions(sidecars, initContainers, added(volumes, volume), mounts);
  }

  PodAdditions mount(VolumeMount mount) {
    return new PodAdditions(sidecars, initContainers, volumes, added(mounts, mount));
  }

  private static <T> List<T> added(List<T> to, T element) {
    List<T> all = new ArrayList<>(to);
    all.add(element);
    return List.copyOf(all);
  }

  /** Joins the elements of the library and of the user. */
  static <T> List<T> join(List<T> own, List<T> added) {
    List<T> all = new ArrayList<>(own);
    all.addAll(added);
    return all;
  }

  void check(Findings findings) {
    Set<String> containers = new HashSet<>(OWN_CONTAINERS);
    join(sidecars, initContainers)
        .forEach(container -> checkContainer(findings, container, containers));
    Set<String> names = new HashSet<>(OWN_VOLUMES);
    for (Volume volume : volumes) {
      String name = volume.getName();
      boolean isFree = names.add(name) && !name.startsWith(ModelVolumes.VOLUME_PREFIX);
      requireFree(findings, "volume", "volume", name, isFree);
    }
    Set<String> paths = new HashSet<>();
    mounts.forEach(mount -> checkMount(findings, mount, names, paths));
  }

  private static void checkMount(
      Findings findings, VolumeMount mount, Set<String> volumes, Set<String> paths) {
    String path = mount.getMountPath();
    String option = "mount[" + path + "]";
    boolean isFree =
        paths.add(path) && OWN_DIRECTORIES.stream().noneMatch((path + "/")::startsWith);
    requireFree(findings, "mount", "mount path", path, isFree);
    findings.require(
        volumes.contains(mount.getName()),
        FindingCode.POD_ADDITION,
        option,
        quote(mount.getName()) + " is not a volume of the pod, which the API server refuses",
        "Add .volume(..) with this name.");
    findings.require(
        path.startsWith("/"),
        FindingCode.POD_ADDITION,
        option,
        quote(path) + " is not an absolute path",
        "Write a path such as \"/opt/cache\".");
  }

  private static void checkContainer(Findings findings, Container container, Set<String> names) {
    requireFree(
        findings, "container", "container", container.getName(), names.add(container.getName()));
    findings.require(
        container.getSecurityContext() != null,
        FindingCode.POD_ADDITION_NOT_RESTRICTED,
        "container[" + container.getName() + "]",
        quote(container.getName())
            + " has no security context, so namespaces with the restricted Pod Security Standard"
            + " refuse the pod",
        "Add .securityContext(PodSecurity.container()), or one of your own.");
  }

  private static void requireFree(
      Findings findings, String option, String kind, String name, boolean isFree) {
    findings.require(
        isFree,
        FindingCode.POD_ADDITION,
        option + "[" + name + "]",
        quote(name) + " is the " + kind + " of something else in the pod",
        "Choose another one.");
  }
}
