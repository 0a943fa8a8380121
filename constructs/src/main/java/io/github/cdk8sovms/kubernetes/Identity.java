package io.github.cdk8sovms.kubernetes;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.cdk8s.plus34.k8s.LabelSelector;

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

  /** The same, for objects in another namespace. */
  Identity inNamespace(String other) {
    return new Identity(name, other, labels, annotations);
  }

  /** The same, with further labels and annotations on every object. */
  Identity with(Map<String, String> moreLabels, Map<String, String> moreAnnotations) {
    Map<String, String> all = new LinkedHashMap<>(annotations);
    all.putAll(moreAnnotations);
    return new Identity(name, namespace, labels.with(moreLabels), all);
  }

  /**
   * The name for objects outside of the namespace, of the whole cluster or in one that others use:
   * it begins with the namespace, in whose name there is no dot, so that no construct of another
   * namespace has it, nor Helm's charts or kube-prometheus.
   */
  public String qualifiedName() {
    return namespace + "." + name;
  }

  /** Selects the pods of the construct. */
  public LabelSelector selector() {
    return LabelSelector.builder().matchLabels(labels.selector()).build();
  }
}
