package io.github.cdk8sovms.adapter.internal;

import io.github.cdk8sovms.kubernetes.Component;
import io.github.cdk8sovms.signal.LoadSignal;
import io.github.cdk8sovms.validation.internal.Findings;
import io.github.cdk8sovms.validation.internal.Link;

/** What autoscalers do with a {@code PrometheusAdapter}. */
public interface AdapterLink {
  /** The construct provides it. */
  Link<Component, AdapterLink> LINK = new Link<>();

  /** Returns the link of a {@code PrometheusAdapter}. */
  static AdapterLink of(Component adapter) {
    return LINK.of(adapter);
  }

  /** Serves a metric of a namespace. Idempotent. */
  void serve(NamespaceMetric metric);

  /**
   * Checks, for the given option of another construct, that a signal can be served, and warns about
   * a rule of another owner that it would replace.
   */
  void checkCanServe(LoadSignal signal, Findings findings, String option);

  /** Checks the same for a metric of a namespace. */
  void checkCanServe(NamespaceMetric metric, Findings findings, String option);
}
