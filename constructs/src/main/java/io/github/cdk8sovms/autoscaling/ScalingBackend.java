package io.github.cdk8sovms.autoscaling;

import io.github.cdk8sovms.adapter.MetricsAdapter;
import io.github.cdk8sovms.kubernetes.ApiObjects;
import io.github.cdk8sovms.monitoring.PrometheusStack;
import io.github.cdk8sovms.validation.Findings;
import java.util.Optional;

/**
 * How an autoscaler comes to the load: who asks Prometheus for it, and what is emitted for that.
 */
sealed interface ScalingBackend permits CustomMetricsHpa, KedaScaledObject {

  /** The Prometheus that is asked. */
  PrometheusStack prometheus();

  /** The adapter that asks it, if it is one. */
  Optional<MetricsAdapter> adapter();

  /** The name of the HorizontalPodAutoscaler, of a construct of this name. */
  String autoscalerName(String name);

  /** Who asks it, for messages. */
  String displayName();

  /** Whether one model of several is chosen by a label selector, which not every name fits. */
  boolean selectsModelsByLabel();

  /** Whether something can start the first pod. */
  boolean startsFromNoPods();

  /** Checks what this way cannot do. */
  void check(Findings findings, AutoscalerOptions options);

  /** Defines the objects. */
  AutoscalerObjects create(ApiObjects objects, AutoscalerOptions options);

  /** Tells the constructs that have a part in it, once the objects exist. */
  void created(AutoscalerOptions options);
}
