package io.github.cdk8sovms.kubernetes.internal;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.kubernetes.internal.ObjectDiff.Change;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Applies the patches of a construct to its objects, after everything else. */
final class ObjectPatches {
  private final List<PatchedObject> objects;
  private final Findings findings;

  private ObjectPatches(List<Map<String, Object>> definitions, Findings findings) {
    this.objects = definitions.stream().map(PatchedObject::of).toList();
    this.findings = findings;
  }

  /** The objects with all patches; with errors among the findings, some of them. */
  static List<PatchedObject> apply(
      List<ObjectPatch> patches, List<Map<String, Object>> definitions, Findings findings) {
    ObjectPatches applied = new ObjectPatches(definitions, findings);
    patches.forEach(applied::apply);
    applied.objects.forEach(applied::checkChanges);
    applied.updateHashes();
    return applied.objects;
  }

  private void apply(ObjectPatch patch) {
    List<PatchedObject> matching =
        objects.stream()
            .filter(object -> object.kind().equals(patch.kind()))
            .filter(object -> patch.name() == null || object.name().equals(patch.name()))
            .toList();
    if (matching.size() != 1) {
      addNoTarget(patch, matching);
      return;
    }
    PatchedObject object = matching.get(0);
    for (PatchStep step : patch.steps()) {
      try {
        step.applyTo(object.content());
      } catch (PatchException e) {
        e.addTo(findings, patch.option() + "." + step.operation());
        return; // later steps may be on what this one should have made
      }
    }
    object.patchedBy(patch);
  }

  private void addNoTarget(ObjectPatch patch, List<PatchedObject> matching) {
    boolean isAmbiguous = !matching.isEmpty();
    String names =
        (isAmbiguous ? matching : objects)
            .stream().map(PatchedObject::toString).collect(Collectors.joining(", "));
    findings.add(
        FindingCode.PATCH_NOT_FOUND,
        patch.option(),
        isAmbiguous
            ? quote(patch) + " is one of several objects here: " + names
            : quote(patch) + " is not among the objects of this construct: " + names,
        isAmbiguous
            ? "Name the object: Patch.of("
                + quote(patch.kind())
                + ", "
                + quote(matching.get(0).name())
                + ")."
            : kindOf(patch)
                .map(kind -> "Write Patch.of(" + quote(kind) + ").")
                .orElse("Correct kind and name, or patch the construct that emits the object."));
  }

  /** The kind that was meant by one in other letters. */
  private Optional<String> kindOf(ObjectPatch patch) {
    return objects.stream()
        .map(PatchedObject::kind)
        .filter(kind -> !kind.equals(patch.kind()) && kind.equalsIgnoreCase(patch.kind()))
        .findFirst();
  }

  private void checkChanges(PatchedObject object) {
    Map<String, List<Change>> referred = new LinkedHashMap<>();
    Map<String, List<Change>> undone = new LinkedHashMap<>();
    Map<String, String> fixes = new LinkedHashMap<>();
    for (Change change : object.changes()) {
      String reference = PatchRules.reference(object.kind(), change);
      if (!reference.isEmpty()) {
        referred.computeIfAbsent(reference, key -> new ArrayList<>()).add(change);
      } else if (!PatchRules.refuse(object, change, findings)) {
        FieldTypes.check(object, change, findings);
        PatchGuards.undoneBy(object, change)
            .ifPresent(
                guard -> {
                  undone.computeIfAbsent(guard.reason(), key -> new ArrayList<>()).add(change);
                  fixes.putIfAbsent(guard.reason(), guard.fix());
                });
      }
    }
    referred.forEach(
        (reason, changes) ->
            findings.add(
                FindingCode.PATCH_OF_REFERENCE,
                object.option(),
                places(changes) + " of " + object + " " + reason + "; a patch cannot change it",
                PatchRules.fix(changes.get(0))));
    undone.forEach(
        (reason, changes) ->
            findings.add(
                FindingCode.PATCH_UNDOES_GUARD,
                object.option(),
                places(changes) + " of " + object + " is patched: " + reason,
                String.valueOf(fixes.get(reason))));
  }

  private static String places(List<Change> changes) {
    String first = quote(changes.get(0).place());
    return changes.size() == 1 ? first : first + " (and " + (changes.size() - 1) + " more)";
  }

  /** Pods restart when a file that they read only once changes, and so when it is patched. */
  private void updateHashes() {
    String patched =
        objects.stream()
            .filter(object -> object.kind().equals("ConfigMap"))
            .filter(object -> object.changes().stream().anyMatch(it -> it.isUnder(List.of("data"))))
            .map(object -> ConfigText.compact(object.content().get("data")))
            .collect(Collectors.joining());
    if (!patched.isEmpty()) {
      objects.forEach(object -> object.updateHash(patched));
    }
  }
}
