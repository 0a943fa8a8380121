package io.github.cdk8sovms.monitoring;

import io.github.cdk8sovms.kubernetes.Names;
import io.github.cdk8sovms.validation.Findings;

/** How a Prometheus is run. */
enum PrometheusMode {
  /** Created by this library, without an operator. */
  STANDALONE,
  /** Created by this library, run by the Prometheus Operator. */
  OPERATOR,
  /** Exists already, outside of this library. */
  EXISTING;

  /** The suffix of a StatefulSet's name in the label controller-revision-hash of its pods. */
  private static final String REVISION = "-7d4f8b9c65";

  /** Returns the default monitors. */
  Monitors defaultMonitors() {
    return this == OPERATOR ? Monitors.POD_MONITOR : Monitors.NONE;
  }

  /** Checks the name: it is part of the revision with which Kubernetes labels StatefulSet pods. */
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
              "the operator adds the prefix \"prometheus-\", and Kubernetes labels pods with that"
                  + " name and a revision");
      case EXISTING -> {}
    }
  }
}
