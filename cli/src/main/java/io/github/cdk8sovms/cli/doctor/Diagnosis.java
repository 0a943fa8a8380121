package io.github.cdk8sovms.cli.doctor;

import java.util.Locale;

/** The reasons for a broken hop. Their names are stable, and documented in {@code docs/cli.md}. */
enum Diagnosis {
  TARGET_MISSING("the scale target does not exist"),
  TARGET_NOT_SCALABLE("the scale target exists, but cannot be scaled"),
  SCALED_TO_ZERO("the scale target has zero replicas, so the autoscaler is inactive"),
  NO_PODS("there are no pods"),
  PODS_NOT_READY("no pod is ready"),
  METRICS_OFF("the server exports no metrics"),
  METRICS_REFUSED("the metrics port refuses connections"),
  METRICS_WITHOUT_SERIES("the server exports none of the series that the query needs"),
  PROMETHEUS_MISSING("the queried Prometheus does not exist"),
  PROMETHEUS_NOT_READY("no pod of Prometheus is ready"),
  PROMETHEUS_IS_AGENT("the queried Prometheus is an agent, which serves no queries"),
  NOT_SCRAPED("Prometheus has no targets for the pods"),
  SCRAPE_FAILS("Prometheus cannot scrape the pods"),
  SERIES_MISSING("Prometheus does not have a series that the query needs"),
  LABELS_MISSING("the series lack the labels that identify the pod"),
  QUERY_WRONG("Prometheus rejects the query"),
  QUERY_NOT_VECTOR("the query does not return a vector"),
  QUERY_EMPTY("the query has no value"),
  QUERY_MANY("the query of the trigger has several values, and KEDA requires exactly one"),
  SCALED_OBJECT_NOT_READY("the ScaledObject is not ready"),
  SCALED_OBJECT_PAUSED("the ScaledObject is paused, so the replica count stays as it is"),
  METRICS_API_MISSING("no server is registered for this metrics API"),
  METRICS_API_UNAVAILABLE("the metrics API server does not respond"),
  RULE_MISSING("no rule of the adapter produces this metric"),
  CONFIG_UNREAD("the adapter has not loaded its changed configuration"),
  METRIC_NOT_LISTED("the adapter has a rule for the metric, but does not list it"),
  NO_VALUES("the metrics API has no value"),
  VALUE_INFINITE("a value is infinite or NaN, which the metrics API returns as an absurd number"),
  NOT_SYNCED_YET("the controller has not synced the autoscaler yet"),
  CANNOT_SCALE("the controller cannot change the replica count"),
  SCALING_INACTIVE("the controller does not scale");

  private final String meaning;

  Diagnosis(String meaning) {
    this.meaning = meaning;
  }

  /** Returns its stable name, such as {@code not-scraped}. */
  String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  String meaning() {
    return meaning;
  }
}
