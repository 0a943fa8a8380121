package io.github.cdk8sovms.cli.diff;

import io.github.cdk8sovms.cli.manifest.ManifestObject;
import io.github.cdk8sovms.cli.manifest.ObjectId;
import java.util.List;
import java.util.Optional;

/** An object on both sides, with its changed fields. */
record ObjectChange(ManifestObject before, ManifestObject after, List<FieldChange> fields) {
  ObjectChange {
    fields = List.copyOf(fields);
  }

  /** Returns whether the values must be hidden, as those of a Secret. */
  boolean isConfidential(FieldChange field) {
    return id().isA("Secret") && (field.path().isIn("data") || field.path().isIn("stringData"));
  }

  ObjectId id() {
    return after.id();
  }

  /** Returns the first difference in a field or below it. */
  Optional<FieldChange> in(String... names) {
    return fields.stream().filter(change -> change.path().isIn(names)).findFirst();
  }
}
