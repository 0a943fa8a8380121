package io.github.cdk8sovms.serving;

import io.github.cdk8sovms.kubernetes.ResourceType;
import io.github.cdk8sovms.validation.Required;
import java.util.Optional;

/**
 * The object whose replicas an autoscaler sets. It is the ModelServer, never the Deployment that
 * the operator makes from it: the operator would set that back.
 *
 * @param type the kind
 * @param name the object's name
 * @param writtenReplicas where its manifest has replicas although it is autoscaled, as a JSON
 *     pointer; empty if it has none
 */
public record ScaleTarget(ResourceType type, String name, Optional<String> writtenReplicas) {
  /** Takes no null. */
  public ScaleTarget {
    Required.nonNull(type, "type");
    Required.nonNull(name, "name");
    Required.nonNull(writtenReplicas, "writtenReplicas");
  }
}
