package io.github.cdk8sovms.cli.diff;

import io.github.cdk8sovms.cli.manifest.ObjectId;
import java.util.List;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/** The notes on a comparison, without duplicates, the worst first. */
final class RiskNotes {
  private static final List<BiConsumer<Comparison, RiskNotes>> RULES =
      List.of(
          WorkloadRisks::note,
          KServeRisks::note,
          ResizeRisks::note,
          StorageRisks::note,
          ConfigRisks::note,
          AutoscalerRisks::note,
          NetworkRisks::note,
          OwnerRisks::note);

  private final TreeSet<RiskNote> collected = new TreeSet<>();

  private RiskNotes() {}

  static List<RiskNote> of(Comparison comparison) {
    RiskNotes notes = new RiskNotes();
    RULES.forEach(rule -> rule.accept(comparison, notes));
    return List.copyOf(notes.collected);
  }

  void add(Risk risk, String rule, ObjectId object, String meaning, String action) {
    collected.add(new RiskNote(risk, rule, object, meaning, action));
  }
}
