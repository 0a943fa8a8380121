package io.github.cdk8sovms.cli.diff;

import java.util.List;
import java.util.function.BiConsumer;

/** All rules that note the risks of a comparison. */
final class RiskRules {
  private static final List<BiConsumer<Comparison, RiskNotes>> ALL =
      List.of(
          WorkloadRisks::note,
          KServeRisks::note,
          ResizeRisks::note,
          StorageRisks::note,
          ConfigRisks::note,
          AutoscalerRisks::note,
          NetworkRisks::note,
          OwnerRisks::note);

  private RiskRules() {}

  /** Returns the notes of all rules. */
  static List<RiskNote> notes(Comparison comparison) {
    RiskNotes notes = new RiskNotes();
    ALL.forEach(rule -> rule.accept(comparison, notes));
    return notes.all();
  }
}
