package io.github.cdk8sovms.serving.internal;

import io.github.cdk8sovms.kubernetes.internal.ResourceType;
import io.github.cdk8sovms.validation.internal.Required;
import java.util.Optional;

/**
 * The object that an autoscaler scales. With the OpenVINO operator it is the ModelServer and not
 * the Deployment, which the operator would reset; with KServe the Deployment, because an
 * InferenceService cannot be scaled.
 *
 * @param type the kind
 * @param name the object's name
 * @param writtenReplicas JSON pointer to the replicas that its manifest contains although it is
 *     autoscaled; empty if it has none
 */
public record ScaleTarget(ResourceType type, String name, Optional<String> writtenReplicas) {
  /** Takes no null. */
  public ScaleTarget {
    Required.nonNull(type, "type");
    Required.nonNull(name, "name");
    Required.nonNull(writtenReplicas, "writtenReplicas");
  }
}
