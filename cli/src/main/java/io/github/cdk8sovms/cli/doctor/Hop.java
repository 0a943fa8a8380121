package io.github.cdk8sovms.cli.doctor;

import java.util.function.Consumer;

/** One step of a number on its way from a pod to the autoscaler. */
sealed interface Hop
    permits PodsReady,
        MetricsAnswer,
        PodsScraped,
        SeriesThere,
        MetricsApiServed,
        MetricListed,
        ValuesServed,
        TriggerHasValue,
        ScaledObjectReady,
        LoadServed,
        AutoscalerActs {

  /** Its stable name, one word. */
  String name();

  /**
   * Looks at it.
   *
   * @param oddities takes what stops nothing
   * @throws UnseenException if it cannot be looked at
   */
  HopResult look(Surroundings surroundings, Consumer<Oddity> oddities);
}
