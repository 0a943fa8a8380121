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

  /** Checks what this workload cannot do. */
  void check(Findings findings);

  /** Creates the objects. */
  EmittedObjects create(ApiObjects objects);

  /** What an autoscaler scales. */
  ScaleTarget scaleTarget();

  /** Where the metrics are. */
  MetricsEndpoint metrics();

  /** The Service that clients call. */
  String serviceName();
}
