package io.github.cdk8sovms.adapter;

import io.github.cdk8sovms.adapter.internal.AdapterLink;
import io.github.cdk8sovms.adapter.internal.NamespaceMetric;
import io.github.cdk8sovms.signal.LoadSignal;
import io.github.cdk8sovms.validation.internal.Findings;

/** An adapter for the autoscalers. */
record LinkedAdapter(PrometheusAdapter adapter) implements AdapterLink {
  @Override
  public void serve(NamespaceMetric metric) {
    adapter.serve(adapter.rules().ruleOf(metric));
  }

  @Override
  public void checkCanServe(LoadSignal signal, Findings findings, String option) {
    adapter.checkCanServe(adapter.rules().ruleOf(signal), findings, option);
  }

  @Override
  public void checkCanServe(NamespaceMetric metric, Findings findings, String option) {
    adapter.checkCanServe(adapter.rules().ruleOf(metric), findings, option);
  }
}
