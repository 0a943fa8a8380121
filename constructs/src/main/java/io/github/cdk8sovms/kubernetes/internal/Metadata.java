package io.github.cdk8sovms.kubernetes.internal;

import java.util.LinkedHashMap;
import java.util.Map;
import org.cdk8s.plus34.k8s.ObjectMeta;
import org.jspecify.annotations.Nullable;

/** The metadata of one construct's objects. Creating metadata reserves the name in the chart. */
record Metadata(Identity identity, Definitions definitions) {

  /** Returns metadata of an object in the construct's namespace. */
  ObjectMeta namespaced(String kind, String name) {
    return in(identity.namespace(), kind, name);
  }

  /** Returns metadata of an object, possibly in another namespace than the construct's. */
  ObjectMeta in(String namespace, String kind, String name) {
    return metadata(kind, namespace, name, identity.labels().all());
  }

  /** Returns metadata of a cluster-scoped object. */
  ObjectMeta clusterScoped(String kind, String name) {
    return metadata(kind, null, name, identity.labels().all());
  }

  /**
   * Returns metadata of a namespace.
   *
   * @param labels its labels, overridden by those of the construct
   */
  ObjectMeta ofNamespace(String name, Map<String, String> labels) {
    Map<String, String> all = new LinkedHashMap<>(labels);
    all.putAll(identity.labels().all());
    return metadata("Namespace", null, name, all);
  }

  /** Returns metadata of a custom resource in the construct's namespace. */
  Map<String, Object> custom(String kind, String name) {
    definitions.name(kind, identity.namespace(), name);
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("name", name);
    metadata.put("namespace", identity.namespace());
    metadata.put("labels", identity.labels().all());
    if (!identity.annotations().isEmpty()) {
      metadata.put("annotations", identity.annotations());
    }
    return metadata;
  }

  private ObjectMeta metadata(
      String kind, @Nullable String namespace, String name, Map<String, String> labels) {
    definitions.name(kind, namespace, name);
    return ObjectMeta.builder()
        .name(name)
        .namespace(namespace)
        .labels(labels)
        .annotations(identity.annotations().isEmpty() ? null : identity.annotations())
        .build();
  }
}
