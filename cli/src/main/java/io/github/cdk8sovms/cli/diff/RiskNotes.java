package io.github.cdk8sovms.cli.diff;

import io.github.cdk8sovms.cli.manifest.ObjectId;
import java.util.List;
import java.util.TreeSet;

/** Collects the notes on a comparison, without duplicates, the worst first. */
final class RiskNotes {
  private final TreeSet<RiskNote> collected = new TreeSet<>();

  void add(Risk risk, String rule, ObjectId object, String meaning, String action) {
    collected.add(new RiskNote(risk, rule, object, meaning, action));
  }

  List<RiskNote> all() {
    return List.copyOf(collected);
  }
}
