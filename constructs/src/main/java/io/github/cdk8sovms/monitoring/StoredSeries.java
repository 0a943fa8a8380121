package io.github.cdk8sovms.monitoring;

import io.github.cdk8sovms.signal.SeriesLabels;
import io.github.cdk8sovms.validation.Findings;
import java.util.List;
import java.util.stream.Stream;

/**
 * The labels of series in a store.
 *
 * @param matchers what all series of this cluster have in common
 * @param labels by which the series of model servers say of which pod they are
 * @param exporterLabels the same of kube-state-metrics and the kubelet
 */
record StoredSeries(SeriesMatchers matchers, SeriesLabels labels, SeriesLabels exporterLabels) {
  static final StoredSeries USUAL =
      new StoredSeries(SeriesMatchers.NONE, SeriesLabels.STANDARD, SeriesLabels.STANDARD);

  StoredSeries with(SeriesMatchers others) {
    return new StoredSeries(others, labels, exporterLabels);
  }

  StoredSeries labelled(SeriesLabels others) {
    return new StoredSeries(matchers, others, exporterLabels);
  }

  StoredSeries exportersLabelled(SeriesLabels others) {
    return new StoredSeries(matchers, labels, others);
  }

  void check(Findings findings, String option) {
    labels.check(findings, option + ".labels");
    exporterLabels.check(findings, option + ".exporterLabels");
    List<String> ofObjects =
        Stream.concat(labels.names().stream(), exporterLabels.names().stream()).toList();
    matchers.check(findings, option + ".matcher", ofObjects);
  }
}
