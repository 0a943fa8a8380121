package io.github.cdk8sovms.serving;

import io.github.cdk8sovms.validation.Findings;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a server exports.
 *
 * @param chosen what somebody chose, and what is always kept; empty for the server's own choice
 */
record ExportedMetrics(List<OvmsMetric> chosen) {
  static final ExportedMetrics DEFAULT = new ExportedMetrics(List.of());

  /** Copies the metrics. */
  ExportedMetrics {
    chosen = List.copyOf(chosen);
  }

  ExportedMetrics with(List<OvmsMetric> more) {
    Set<OvmsMetric> all = new LinkedHashSet<>(chosen);
    all.addAll(OvmsMetric.ofRatio());
    all.addAll(more);
    return new ExportedMetrics(List.copyOf(all));
  }

  /** What a server of this version exports, whoever chose it. */
  List<OvmsMetric> of(OvmsVersion version) {
    return chosen.isEmpty()
        ? OvmsMetric.defaults().stream().filter(metric -> metric.existsIn(version)).toList()
        : chosen;
  }

  /** Checks that a server of this version knows all that was chosen. */
  void checkFor(OvmsVersion version, Findings findings) {
    chosen.forEach(metric -> metric.checkFor(version, findings));
  }
}
