package io.github.cdk8sovms.serving;

import io.github.cdk8sovms.serving.internal.MetricsEndpoint;
import io.github.cdk8sovms.serving.internal.ScaleTarget;
import java.util.Optional;

/** The names by which other objects refer to one kind of server. */
sealed interface ServerManifest
    permits OvmsModelServerManifest, OpenVinoOperatorServerManifest, KServeModelServerManifest {

  /** Returns the object that an autoscaler scales. */
  ScaleTarget scaleTarget();

  /** Returns the metrics endpoint. */
  MetricsEndpoint metrics();

  /** Returns the time until a new pod is ready. */
  StartBudget startBudget();

  /** Returns the name of the Service for clients. */
  String serviceName();

  /** Returns a regular expression for the names of its pods, and of no others in the namespace. */
  String podNames();

  /** Returns the HTTP port of that Service. */
  default int servicePort() {
    return metrics().number();
  }

  /** Returns the name of the container in the pods; empty if an operator chooses it. */
  Optional<String> containerName();
}
