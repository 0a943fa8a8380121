package io.github.cdk8sovms.serving;

import io.github.cdk8sovms.kubernetes.ResourceType;

/**
 * The object whose replicas an autoscaler sets. It is the ModelServer, never the Deployment that
 * the operator makes from it: the operator would set that back.
 *
 * @param type the kind
 * @param name the object's name
 */
public record ScaleTarget(ResourceType type, String name) {}
