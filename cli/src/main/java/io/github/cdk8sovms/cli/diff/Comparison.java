package io.github.cdk8sovms.cli.diff;

import static io.github.cdk8sovms.validation.Findings.quote;

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
        Optional<ManifestObject> partner = partner(current, old, right.get(id).size());
        if (partner.isEmpty()) {
          added.add(current);
          continue;
        }
        old.remove(partner.get());
        List<FieldChange> fields = FieldComparison.between(partner.get().tree(), current.tree());
        if (!fields.isEmpty()) {
          changed.add(new ObjectChange(partner.get(), current, fields));
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
   * Of two files one may be for another cluster than the other, with an object of the same name; if
   * there are several, the file tells which is meant.
   */
  private static Optional<ManifestObject> partner(
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
              "There are two of "
                  + object.id()
                  + (object.file().isEmpty() ? "" : " in " + quote(object.file()))
                  + "; the last one applied would win. Remove one of them.");
        }
      }
      namesakes.add(object);
    }
    return byId;
  }
}
