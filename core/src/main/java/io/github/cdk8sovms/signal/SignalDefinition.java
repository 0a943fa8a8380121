package io.github.cdk8sovms.signal;

import io.github.cdk8sovms.signal.internal.TargetRange;
import java.util.Collections;
import java.util.Set;

/**
 * The properties of a signal that do not depend on its scope.
 *
 * @param metric the name of the metric, without the suffix of the scope
 * @param description a short description
 * @param targets the sensible targets
 * @param discovery the series used for discovery in Prometheus
 * @param needs the metrics that the server must export
 * @param seriesType gauge or counter
 */
record SignalDefinition(
    String metric,
    String description,
    TargetRange targets,
    String discovery,
    Set<OvmsMetric> needs,
    SeriesType seriesType) {

  SignalDefinition {
    needs = Collections.unmodifiableSet(needs);
  }
}
