package io.github.cdk8sovms.cli.diff;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cdk8sovms.cli.manifest.ManifestObject;
import io.github.cdk8sovms.cli.terminal.Colors;
import java.util.List;

/** The differences of two sets of manifests, for people and for programs. */
public final class DiffReport {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MAX_LENGTH = 120;
  private static final int CONTEXT = 40;

  private final Comparison comparison;
  private final List<RiskNote> notes;

  private DiffReport(Comparison comparison) {
    this.comparison = comparison;
    this.notes = RiskRules.notes(comparison);
  }

  /** Compares objects by identity, independent of their order and files. */
  public static DiffReport between(List<ManifestObject> before, List<ManifestObject> after) {
    return new DiffReport(Comparison.of(before, after));
  }

  /** Returns whether there is no difference. */
  public boolean isSame() {
    return comparison.isSame();
  }

  /** Returns one line for each added or removed object and for each changed field; then notes. */
  public String text(Colors colors) {
    StringBuilder text = new StringBuilder();
    comparison.removed().forEach(object -> text.append("- ").append(object.id()).append('\n'));
    comparison.added().forEach(object -> text.append("+ ").append(object.id()).append('\n'));
    for (ObjectChange change : comparison.changed()) {
      text.append("~ ").append(change.id()).append('\n');
      shown(change).forEach(field -> text.append("    ").append(line(field)).append('\n'));
    }
    if (!notes.isEmpty()) {
      text.append('\n');
    }
    for (RiskNote note : notes) {
      text.append(note.risk().colored(colors)).append(" (").append(note.rule()).append("): ");
      text.append(note.object()).append('\n');
      text.append("    ").append(note.meaning()).append(". ").append(note.action()).append('\n');
    }
    return text.toString();
  }

  /** Returns the same as JSON, with the rule of each note. */
  public String json() {
    ObjectNode report = JSON.createObjectNode();
    report.put("same", isSame());
    ArrayNode removed = report.putArray("removed");
    comparison.removed().forEach(object -> removed.add(JSON.valueToTree(object.id())));
    ArrayNode added = report.putArray("added");
    comparison.added().forEach(object -> added.add(JSON.valueToTree(object.id())));
    ArrayNode changed = report.putArray("changed");
    for (ObjectChange change : comparison.changed()) {
      ObjectNode object = changed.addObject();
      object.set("object", JSON.valueToTree(change.id()));
      ArrayNode fields = object.putArray("fields");
      for (FieldChange field : shown(change)) {
        ObjectNode entry = fields.addObject().put("path", field.path().toString());
        if (!field.isAdded()) {
          entry.set("before", field.before());
        }
        if (!field.isRemoved()) {
          entry.set("after", field.after());
        }
      }
    }
    ArrayNode all = report.putArray("notes");
    for (RiskNote note : notes) {
      ObjectNode entry =
          all.addObject().put("severity", note.risk().toString()).put("rule", note.rule());
      entry.set("object", JSON.<JsonNode>valueToTree(note.object()));
      entry.put("meaning", note.meaning()).put("action", note.action());
    }
    return report.toPrettyString();
  }

  private static List<FieldChange> shown(ObjectChange change) {
    return change.fields().stream()
        .map(field -> change.isConfidential(field) ? field.withoutValues() : field)
        .toList();
  }

  private static String line(FieldChange field) {
    if (field.isAdded()) {
      return "+ " + field.path() + ": " + value(field.after());
    }
    if (field.isRemoved()) {
      return "- " + field.path() + ": " + value(field.before());
    }
    String before = field.before().toString();
    String after = field.after().toString();
    // For long texts, the part from the first difference.
    int begin =
        Math.max(before.length(), after.length()) <= MAX_LENGTH ? 0 : difference(before, after);
    return "~ " + field.path() + ": " + part(before, begin) + " -> " + part(after, begin);
  }

  private static String value(JsonNode value) {
    return part(value.toString(), 0);
  }

  private static String part(String text, int begin) {
    int end = Math.min(text.length(), begin + MAX_LENGTH);
    return (begin == 0 ? "" : "...")
        + text.substring(begin, end)
        + (end == text.length() ? "" : "...");
  }

  private static int difference(String before, String after) {
    int same = 0;
    while (same < Math.min(before.length(), after.length())
        && before.charAt(same) == after.charAt(same)) {
      same++;
    }
    return Math.max(0, same - CONTEXT);
  }
}
