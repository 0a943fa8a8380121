package io.github.cdk8sovms.monitoring;

import io.github.cdk8sovms.monitoring.internal.SeriesMatchers;
import io.github.cdk8sovms.signal.SeriesLabels;
import io.github.cdk8sovms.validation.internal.Findings;
import java.util.List;
import java.util.stream.Stream;

/**
 * The labels of series in a store.
 *
 * @param matchers the labels that all series of this cluster have
 * @param labels the labels that identify the pod in series of model servers
 * @param exporterLabels the labels that identify the object in series of kube-state-metrics and the
 *     kubelet
 */
record StoredSeries(SeriesMatchers matchers, SeriesLabels labels, SeriesLabels exporterLabels) {
  static final StoredSeries DEFAULT =
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

  void check(Findings findings) {
    new LabelNames(labels).check(findings, "seriesLabels");
    new LabelNames(exporterLabels).check(findings, "exporterLabels");
    List<String> objectLabels =
        Stream.concat(labels.names().stream(), exporterLabels.names().stream()).toList();
    matchers.check(findings, "matcher", objectLabels);
  }
}
