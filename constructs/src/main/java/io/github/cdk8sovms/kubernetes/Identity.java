package io.github.cdk8sovms.kubernetes;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the objects of one construct have in common.
 *
 * @param name the name of the main object, from which the others derive theirs
 * @param namespace the namespace of every namespaced object
 * @param labels on every object and pod
 * @param annotations on every object
 */
public record Identity(
    String name, String namespace, Labels labels, Map<String, String> annotations) {

  /** Copies the annotations, keeping their order. */
  public Identity {
    annotations = Collections.unmodifiableMap(new LinkedHashMap<>(annotations));
  }
}
