package io.github.cdk8sovms.serving;

import io.github.cdk8sovms.kubernetes.ApiObjects;
import io.github.cdk8sovms.validation.Findings;

/** The objects that run a server, for one {@link Workload}. */
sealed interface WorkloadObjects permits DeploymentObjects, OperatorObjects {

  static WorkloadObjects of(ServerOptions options) {
    return switch (options.workload()) {
      case DEPLOYMENT -> new DeploymentObjects(options);
      case MODEL_SERVER -> new OperatorObjects(options);
    };
  }

  /** Checks the limits of this workload. */
  void check(Findings findings);

  /** Creates the objects. */
  EmittedObjects create(ApiObjects objects);

  /** Returns the object that an autoscaler scales. */
  ScaleTarget scaleTarget();

  /** Returns the metrics endpoint. */
  MetricsEndpoint metrics();

  /** Returns the name of the Service for clients. */
  String serviceName();
}
