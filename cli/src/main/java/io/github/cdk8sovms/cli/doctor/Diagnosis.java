package io.github.cdk8sovms.cli.doctor;

import java.util.Locale;

/** What can be wrong with a hop. The names are stable, and {@code docs/cli.md} has all of them. */
enum Diagnosis {
  TARGET_MISSING("what the autoscaler scales does not exist"),
  TARGET_NOT_SCALABLE("what the autoscaler scales exists, and cannot be scaled"),
  SCALED_TO_ZERO("there are to be no pods, and the autoscaler leaves it so"),
  NO_PODS("there are no pods"),
  PODS_NOT_READY("no pod is ready"),
  METRICS_OFF("the server exports no metrics"),
  METRICS_REFUSED("nobody listens on the port of the metrics"),
  METRICS_WITHOUT_SERIES("the server exports none of the series that the query needs"),
  PROMETHEUS_MISSING("the Prometheus that is asked does not exist"),
  PROMETHEUS_NOT_READY("no pod of Prometheus is ready"),
  PROMETHEUS_IS_AGENT("the Prometheus that is asked is an agent, which answers no queries"),
  NOT_SCRAPED("Prometheus does not know the pods"),
  SCRAPE_FAILS("Prometheus cannot read the metrics of the pods"),
  SERIES_MISSING("Prometheus does not have a series that the query needs"),
  LABELS_MISSING("the series do not say which pod they are of"),
  QUERY_WRONG("Prometheus refuses the query"),
  QUERY_NOT_VECTOR("the query gives something else than a vector, which is all that is read"),
  QUERY_EMPTY("the query has no value"),
  QUERY_MANY("the query of the trigger has several values, and KEDA takes one only"),
  SCALED_OBJECT_NOT_READY("KEDA cannot work with the ScaledObject"),
  SCALED_OBJECT_PAUSED("somebody has told KEDA to leave the number of pods as it is"),
  METRICS_API_MISSING("nobody serves metrics of this kind"),
  METRICS_API_UNAVAILABLE("the server of the metrics does not answer"),
  RULE_MISSING("no rule of the adapter makes this metric"),
  CONFIG_UNREAD("the adapter still runs with the configuration that it was started with"),
  METRIC_NOT_LISTED("the adapter has a rule for the metric, and does not offer it"),
  NO_VALUES("the server of the metrics has no value"),
  VALUE_INFINITE("a value is infinite or not a number, which arrives as an absurd number"),
  NOT_LOOKED_YET("the controller has not looked at the autoscaler yet"),
  CANNOT_SCALE("the controller cannot change the number of pods"),
  SCALING_INACTIVE("the controller does not scale");

  private final String meaning;

  Diagnosis(String meaning) {
    this.meaning = meaning;
  }

  /** Its stable name, such as {@code not-scraped}. */
  String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  String meaning() {
    return meaning;
  }
}
