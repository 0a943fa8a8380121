package io.github.cdk8sovms.cli.diff;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdk8sovms.internal.ovms.OvmsVersion;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Image changes with more than bug fixes. */
final class ImageRisks {
  private static final Set<String> FIELDS = Set.of("image", "image_name");
  private static final Pattern TAG = Pattern.compile(":([\\w][\\w.-]*)(?:@.*)?$");
  private static final Pattern MAJOR = Pattern.compile("v?(\\d+)(?:[.-].*)?");

  private ImageRisks() {}

  static void note(ObjectChange change, RiskNotes notes) {
    for (FieldChange field : change.fields()) {
      if (FIELDS.contains(field.path().last())
          && field.before().isTextual()
          && field.after().isTextual()) {
        major(change, field, notes);
        counting(change, field, notes);
      }
    }
  }

  private static void major(ObjectChange change, FieldChange field, RiskNotes notes) {
    Optional<String> before = tag(field.before()).flatMap(ImageRisks::majorOf);
    Optional<String> after = tag(field.after()).flatMap(ImageRisks::majorOf);
    if (before.isPresent() && after.isPresent() && !before.equals(after)) {
      notes.add(
          Risk.BREAKS,
          "image-major",
          change.id(),
          "another major version: %s instead of %s"
              .formatted(field.after().asText(), field.before().asText()),
          "Read its release notes, and test it in a non-production cluster; an older version may be"
              + " unable to read a database that a newer one wrote.");
    }
  }

  private static void counting(ObjectChange change, FieldChange field, RiskNotes notes) {
    if (!field.after().asText().contains("model_server")) {
      return;
    }
    Optional<OvmsVersion> before = tag(field.before()).flatMap(OvmsVersion::parse);
    Optional<OvmsVersion> after = tag(field.after()).flatMap(OvmsVersion::parse);
    if (before.isPresent()
        && after.isPresent()
        && before.get().countsOnlyRequestsBeingProcessed()
            != after.get().countsOnlyRequestsBeingProcessed()) {
      notes.add(
          Risk.SCALES,
          "ovms-counting",
          change.id(),
          "since OVMS 2024.5 a request counts only while it holds an infer request, so the ratio"
              + " is limited to nireq / streams",
          "Check that the target can be exceeded: cdk8s-ovms explain OVMS407");
    }
  }

  private static Optional<String> tag(JsonNode image) {
    Matcher tag = TAG.matcher(image.asText());
    return tag.find() ? Optional.of(tag.group(1)) : Optional.empty();
  }

  private static Optional<String> majorOf(String tag) {
    Matcher major = MAJOR.matcher(tag);
    return major.matches() ? Optional.of(major.group(1)) : Optional.empty();
  }
}
