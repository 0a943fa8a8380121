package io.github.cdk8sovms.serving;

import io.github.cdk8sovms.kubernetes.ApiObjects;

/** The objects of one kind of server. */
sealed interface ServerManifest permits OvmsModelServerManifest, OpenVinoOperatorServerManifest {

  /** Creates the objects. */
  EmittedObjects create(ApiObjects objects);

  /** Returns the object that an autoscaler scales. */
  ScaleTarget scaleTarget();

  /** Returns the metrics endpoint. */
  MetricsEndpoint metrics();

  /** Returns the name of the Service for clients. */
  String serviceName();
}
