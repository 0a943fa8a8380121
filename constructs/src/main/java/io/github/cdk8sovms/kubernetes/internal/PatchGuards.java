package io.github.cdk8sovms.kubernetes.internal;

import io.github.cdk8sovms.kubernetes.internal.ObjectDiff.Change;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the checks of this library, and objects that it emits elsewhere, rely on in an object. They
 * are computed from the options, so they do not see what a patch changes.
 */
final class PatchGuards {
  private static final List<PatchGuard> ALL =
      Stream.of(PodGuards.all(), ScalingGuards.all(), NetworkGuards.all())
          .flatMap(List::stream)
          .toList();

  private PatchGuards() {}

  /** The guard that a change undoes. */
  static Optional<PatchGuard> undoneBy(PatchedObject object, Change change) {
    if (isUnrestrictedContainer(object, change)) {
      return Optional.of(PodGuards.RESTRICTED);
    }
    return ALL.stream()
        .filter(guard -> guard.covers(object, change))
        .findFirst()
        .filter(guard -> ContainerFlags.concern(change));
  }

  /** Whether a new container may gain privileges; its name is the one field that it must have. */
  private static boolean isUnrestrictedContainer(PatchedObject object, Change change) {
    List<String> path = change.path();
    return PatchGuard.PODS.contains(object.kind())
        && path.size() == 6
        && path.get(5).equals("name")
        && MergeKeys.isContainers(path.subList(0, 4))
        && change.before() == null
        && !(object.contentAt(path.subList(0, 5)) instanceof Map<?, ?> container
            && container.get("securityContext") instanceof Map<?, ?> security
            && Boolean.FALSE.equals(security.get("allowPrivilegeEscalation")));
  }
}
