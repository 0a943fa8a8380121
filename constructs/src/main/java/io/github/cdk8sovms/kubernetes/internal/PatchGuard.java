package io.github.cdk8sovms.kubernetes.internal;

import io.github.cdk8sovms.kubernetes.internal.ObjectDiff.Change;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * A value of an emitted object that a check, or another object, relies on.
 *
 * @param kinds the kinds of object
 * @param software what its pods run; empty for anything
 * @param paths keys, {@code []} for an element with a name
 * @param elementsToo whether a new element of a list matters too, as a rule of a policy does
 * @param reason what relies on it, and does not hold any more
 * @param fix what to do instead
 */
record PatchGuard(
    Set<String> kinds,
    String software,
    List<List<String>> paths,
    boolean elementsToo,
    String reason,
    String fix) {
  static final Set<String> PODS = Set.of("Deployment", "DaemonSet", "StatefulSet", "Job");
  static final String POD = "/spec/template/spec";
  static final String CONTAINER = POD + "/containers/[]";

  /** A guard in objects of some kinds. */
  static PatchGuard of(Set<String> kinds, String reason, String fix) {
    return new PatchGuard(kinds, "", List.of(), false, reason, fix);
  }

  /** A guard in objects of one kind. */
  static PatchGuard of(String kind, String reason, String fix) {
    return of(Set.of(kind), reason, fix);
  }

  /** Only where pods run this software. */
  PatchGuard running(String ofSoftware) {
    return new PatchGuard(kinds, ofSoftware, paths, elementsToo, reason, fix);
  }

  /** The fields, and everything below them. */
  PatchGuard at(String... pointers) {
    List<List<String>> parsed =
        Arrays.stream(pointers).map(pointer -> JsonPointer.parse(pointer).segments()).toList();
    return new PatchGuard(kinds, software, parsed, elementsToo, reason, fix);
  }

  /** Also if elements are added. */
  PatchGuard withNewElements() {
    return new PatchGuard(kinds, software, paths, true, reason, fix);
  }

  /** Whether a change undoes it. */
  boolean covers(PatchedObject object, Change change) {
    return kinds.contains(object.kind())
        && (software.isEmpty() || software.equals(object.software()))
        && paths.stream().anyMatch(change::isUnder)
        && (elementsToo || !object.isAddition(change));
  }
}
