package io.github.cdk8sovms.cli.diff;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.cli.manifest.ManifestObject;
import io.github.cdk8sovms.cli.manifest.ObjectId;
import io.github.cdk8sovms.cli.manifest.UsageException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Two sets of objects, paired by identity.
 *
 * @param before all objects of the old set
 * @param after all objects of the new set
 * @param added those of the new set only
 * @param removed those of the old set only
 * @param changed those of both that differ
 */
record Comparison(
    List<ManifestObject> before,
    List<ManifestObject> after,
    List<ManifestObject> added,
    List<ManifestObject> removed,
    List<ObjectChange> changed) {
  private static final Comparator<ManifestObject> ORDER =
      Comparator.comparing(ManifestObject::id).thenComparing(ManifestObject::file);

  static Comparison of(List<ManifestObject> before, List<ManifestObject> after) {
    Map<ObjectId, List<ManifestObject>> left = byId(before);
    Map<ObjectId, List<ManifestObject>> right = byId(after);
    TreeSet<ObjectId> ids = new TreeSet<>(left.keySet());
    ids.addAll(right.keySet());
    List<ManifestObject> added = new ArrayList<>();
    List<ManifestObject> removed = new ArrayList<>();
    List<ObjectChange> changed = new ArrayList<>();
    for (ObjectId id : ids) {
      List<ManifestObject> old = new ArrayList<>(left.getOrDefault(id, List.of()));
      for (ManifestObject current : right.getOrDefault(id, List.of())) {
        Optional<ManifestObject> counterpart = counterpart(current, old, right.get(id).size());
        if (counterpart.isEmpty()) {
          added.add(current);
          continue;
        }
        old.remove(counterpart.get());
        List<FieldChange> fields =
            FieldComparison.between(counterpart.get().tree(), current.tree());
        if (!fields.isEmpty()) {
          changed.add(new ObjectChange(counterpart.get(), current, fields));
        }
      }
      removed.addAll(old);
    }
    return new Comparison(before, after, added, removed, changed);
  }

  boolean isSame() {
    return added.isEmpty() && removed.isEmpty() && changed.isEmpty();
  }

  /**
   * Returns the counterpart of an object. Several files, such as one per cluster, may contain
   * objects of the same identity; then the file decides.
   */
  private static Optional<ManifestObject> counterpart(
      ManifestObject object, List<ManifestObject> candidates, int namesakes) {
    return candidates.stream()
        .filter(candidate -> candidate.file().equals(object.file()))
        .findFirst()
        .or(
            () ->
                namesakes == 1 && candidates.size() == 1
                    ? Optional.of(candidates.get(0))
                    : Optional.empty());
  }

  private static Map<ObjectId, List<ManifestObject>> byId(List<ManifestObject> objects) {
    Map<ObjectId, List<ManifestObject>> byId = new TreeMap<>();
    for (ManifestObject object : objects.stream().sorted(ORDER).toList()) {
      List<ManifestObject> namesakes = byId.computeIfAbsent(object.id(), any -> new ArrayList<>());
      for (ManifestObject other : namesakes) {
        if (other.file().equals(object.file())) {
          throw new UsageException(
              object.id()
                  + " exists twice"
                  + (object.file().isEmpty() ? "" : " in " + quote(object.file()))
                  + "; the last one applied would win. Remove one of them.");
        }
      }
      namesakes.add(object);
    }
    return byId;
  }
}
