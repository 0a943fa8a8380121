package io.github.cdk8sovms.kubernetes;

import java.util.LinkedHashMap;
import java.util.Map;
import org.cdk8s.plus34.k8s.ObjectMeta;
import org.jspecify.annotations.Nullable;

/** The metadata of one construct's objects. What gets it takes its name in the chart. */
record Metadata(Identity identity, Definitions definitions) {

  /** Of an object in the construct's namespace. */
  ObjectMeta namespaced(String kind, String name) {
    return in(identity.namespace(), kind, name);
  }

  /** Of an object in a namespace that may be another than the construct's. */
  ObjectMeta in(String namespace, String kind, String name) {
    return metadata(kind, namespace, name, identity.labels().all());
  }

  /** Of an object that is in no namespace. */
  ObjectMeta clusterScoped(String kind, String name) {
    return metadata(kind, null, name, identity.labels().all());
  }

  /**
   * Of a namespace.
   *
   * @param labels of its own, unless the construct's replace them
   */
  ObjectMeta ofNamespace(String name, Map<String, String> labels) {
    Map<String, String> all = new LinkedHashMap<>(labels);
    all.putAll(identity.labels().all());
    return metadata("Namespace", null, name, all);
  }

  /** Of an object of a custom kind in the construct's namespace. */
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
