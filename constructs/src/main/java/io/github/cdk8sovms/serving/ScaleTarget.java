package io.github.cdk8sovms.serving;

import io.github.cdk8sovms.kubernetes.ResourceType;
import io.github.cdk8sovms.validation.Required;
import java.util.Optional;

/**
 * The object that an autoscaler scales. It is the ModelServer, never the Deployment that the
 * operator creates from it: the operator would reset that.
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
