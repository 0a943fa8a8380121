package io.github.cdk8sovms.signal;

import io.github.cdk8sovms.serving.OvmsMetric;
import java.util.Collections;
import java.util.Set;

/**
 * What is the same for every selection of one signal.
 *
 * @param metric the name of the metric, without what tells selections apart
 * @param description what it measures, in a few words
 * @param unit what targets are given in
 * @param targets the targets that make sense
 * @param discovery the series by whose pods it is found in Prometheus
 * @param needs what the server must export
 * @param reading what is done to the series
 */
record SignalDefinition(
    String metric,
    String description,
    LoadSignal.Unit unit,
    TargetRange targets,
    String discovery,
    Set<OvmsMetric> needs,
    SeriesType reading) {

  SignalDefinition {
    needs = Collections.unmodifiableSet(needs);
  }
}
