package io.github.cdk8sovms.autoscaling;

import io.github.cdk8sovms.adapter.PrometheusAdapter;
import io.github.cdk8sovms.kubernetes.internal.ApiObjects;
import io.github.cdk8sovms.monitoring.Prometheus;
import io.github.cdk8sovms.signal.LoadSignal;
import io.github.cdk8sovms.validation.internal.Findings;
import java.util.Optional;

/** Where an autoscaler gets its metric: the custom metrics API or KEDA. */
sealed interface ScalingBackend permits CustomMetricsHpa, KedaScaledObject {

  /** Returns the Prometheus that is queried. */
  Prometheus prometheus();

  /** Returns the adapter that queries it, if any. */
  Optional<PrometheusAdapter> adapter();

  /** Returns the name of the HorizontalPodAutoscaler for a construct of this name. */
  String autoscalerName(String name);

  /** Returns the name of the component that queries Prometheus, for messages. */
  String displayName();

  /** Returns whether a model is selected by a label selector, which not every name fits. */
  boolean selectsModelsByLabel();

  /** Returns whether it can scale up from zero. */
  boolean startsFromNoPods(FurtherMetrics further);

  /** Checks that it can serve a signal. */
  void checkSignal(Findings findings, LoadSignal signal);

  /** Checks the limits of this backend. */
  void check(Findings findings, ScalingChoices choices);

  /** Defines the objects. */
  AutoscalerObjects create(ApiObjects objects, Scaling scaling);

  /** Updates the other constructs involved, after the objects were created. */
  void created(Scaling scaling);
}
