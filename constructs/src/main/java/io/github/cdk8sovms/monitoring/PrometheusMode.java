package io.github.cdk8sovms.monitoring;

import io.github.cdk8sovms.kubernetes.Names;
import io.github.cdk8sovms.validation.Findings;

/** Who runs a Prometheus. */
enum PrometheusMode {
  /** We do, without an operator. */
  STANDALONE,
  /** The Prometheus Operator does, as it is told here. */
  OPERATOR,
  /** Somebody else does: it is there already. */
  EXISTING;

  /** What follows the name of a StatefulSet in the label controller-revision-hash of its pods. */
  private static final String REVISION = "-7d4f8b9c65";

  /** The monitors if nobody said which. */
  Monitors defaultMonitors() {
    return this == OPERATOR ? Monitors.POD_MONITOR : Monitors.NONE;
  }

  /** Kubernetes labels the pods of a StatefulSet with its revision, which begins with its name. */
  void checkName(Findings findings, String name) {
    switch (this) {
      case STANDALONE ->
          Names.checkRoom(
              findings,
              "name",
              name,
              REVISION.length(),
              "Kubernetes labels the pods of a StatefulSet with its name and a revision");
      case OPERATOR ->
          Names.checkRoom(
              findings,
              "name",
              name,
              OperatorPrometheus.OPERATOR_PREFIX.length() + REVISION.length(),
              "the operator puts \"prometheus-\" before it, and Kubernetes labels pods with that"
                  + " and a revision");
      case EXISTING -> {}
    }
  }
}
