package io.github.cdk8sovms.kubernetes.internal;

import io.github.cdk8sovms.internal.values.Labels;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.cdk8s.plus34.k8s.LabelSelector;

/**
 * The name, namespace, labels and annotations of one construct's objects.
 *
 * @param name the name of the main object, from which the others derive theirs
 * @param namespace the namespace of every namespaced object
 * @param labels labels of every object and pod
 * @param annotations annotations of every object
 */
public record Identity(
    String name, String namespace, Labels labels, Map<String, String> annotations) {

  /** Copies the annotations, keeping their order. */
  public Identity {
    annotations = Collections.unmodifiableMap(new LinkedHashMap<>(annotations));
  }

  /** Returns the same, for objects in another namespace. */
  Identity inNamespace(String other) {
    return new Identity(name, other, labels, annotations);
  }

  /** Returns the same, with additional labels and annotations on every object. */
  Identity with(Map<String, String> moreLabels, Map<String, String> moreAnnotations) {
    Map<String, String> all = new LinkedHashMap<>(annotations);
    all.putAll(moreAnnotations);
    return new Identity(name, namespace, labels.with(moreLabels), all);
  }

  /**
   * Returns the name for objects outside the namespace, cluster-scoped or in a shared namespace: it
   * starts with the namespace, which contains no dot, so it cannot conflict with constructs of
   * another namespace, Helm charts or kube-prometheus.
   */
  public String qualifiedName() {
    return namespace + "." + name;
  }

  /** Returns the selector of the construct's pods. */
  public LabelSelector selector() {
    return LabelSelector.builder().matchLabels(labels.selector()).build();
  }
}
