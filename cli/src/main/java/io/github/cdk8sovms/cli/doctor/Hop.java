package io.github.cdk8sovms.cli.doctor;

import java.util.function.Consumer;

/** A step of a metric from a pod to the autoscaler. */
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

  /** Returns its stable name, one word. */
  String name();

  /**
   * Checks the hop.
   *
   * @param notes receives notes on problems that break nothing
   * @throws UnseenException if it cannot be checked
   */
  HopResult check(HopContext context, Consumer<Note> notes);
}
