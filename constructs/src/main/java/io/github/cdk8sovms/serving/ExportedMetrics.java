package io.github.cdk8sovms.serving;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.internal.ovms.OvmsVersion;
import io.github.cdk8sovms.signal.OvmsMetric;
import io.github.cdk8sovms.signal.internal.MetricRelease;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The metrics that a server exports.
 *
 * @param chosen the chosen metrics and those that are always kept; empty for the server's default
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

  /** Returns the exported metrics: the chosen ones, or the defaults of this version. */
  List<OvmsMetric> of(OvmsVersion version) {
    return chosen.isEmpty()
        ? OvmsMetric.defaults().stream()
            .filter(metric -> MetricRelease.of(metric).isIn(version))
            .toList()
        : chosen;
  }

  /** Checks that this version supports all chosen metrics. */
  void checkFor(OvmsVersion version, Findings findings) {
    for (OvmsMetric metric : chosen) {
      findings.require(
          MetricRelease.of(metric).isIn(version),
          FindingCode.METRIC_UNKNOWN,
          "metrics",
          quote(metric.series())
              + " is unknown to OVMS "
              + version
              + ", which would not start; it requires "
              + MetricRelease.of(metric),
          "Leave it out, or use a newer image.");
    }
  }
}
