package io.github.cdk8sovms.kubernetes.internal;

import io.github.cdk8sovms.internal.values.Labels;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cdk8s.plus34.k8s.KubeDeploymentProps;
import org.jspecify.annotations.Nullable;

/** An object as the YAML has it, which patches change; and the definition that it is made of. */
final class PatchedObject {
  private final Map<String, Object> definition;
  private final Map<String, Object> before;
  private final Map<String, Object> content;
  private @Nullable String option;
  private @Nullable List<ObjectDiff.Change> changes;

  private PatchedObject(Map<String, Object> definition, Map<String, Object> before) {
    this.definition = definition;
    this.before = before;
    this.content = PatchValue.copyOf(before);
  }

  static PatchedObject of(Map<String, Object> definition) {
    Map<String, Object> object = new LinkedHashMap<>();
    if (definition.get("type") instanceof String type) {
      String kind = KnownKinds.kindOf(type);
      object.put("apiVersion", KnownKinds.apiVersionOf(kind));
      object.put("kind", kind);
    }
    object.putAll(PatchValue.copyOf((Map<?, ?>) definition.get("props")));
    if (definition.get("spec") instanceof Map<?, ?> spec) {
      object.put("spec", PatchValue.copyOf(spec));
    }
    return new PatchedObject(definition, object);
  }

  String kind() {
    return String.valueOf(before.get("kind"));
  }

  /** The properties in cdk8s-plus; none of a custom resource. */
  Optional<Class<?>> type() {
    return definition.get("type") instanceof String type
        ? Optional.of(propsOf(type))
        : Optional.empty();
  }

  private static Class<?> propsOf(String type) {
    try {
      return Class.forName(KubeDeploymentProps.class.getPackageName() + "." + type + "Props");
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("cdk8s-plus has properties for each of its kinds", e);
    }
  }

  String name() {
    return String.valueOf(((Map<?, ?>) before.get("metadata")).get("name"));
  }

  /** What its pods run; empty if that is not known. */
  String software() {
    return before.get("metadata") instanceof Map<?, ?> metadata
            && metadata.get("labels") instanceof Map<?, ?> labels
            && labels.get(Labels.SOFTWARE) instanceof String software
        ? software
        : "";
  }

  /** What a path of {@link ObjectDiff} leads to in the patched object. */
  @Nullable Object contentAt(List<String> path) {
    return ObjectDiff.find(content, path);
  }

  /** Whether a change is of a new file, or of a new element of a list, on which nothing relies. */
  boolean isAddition(ObjectDiff.Change change) {
    if (change.before() != null) {
      return !ContainerFlags.areIn(change)
          && change.before() instanceof List<?> one
          && change.after() instanceof List<?> other
          && other.containsAll(one);
    }
    List<String> path = change.path();
    if (kind().equals("ConfigMap")) {
      return ObjectDiff.find(before, List.of("data")) != null;
    }
    for (int i = 1; i <= path.size(); i++) {
      if (ObjectDiff.isElement(path.get(i - 1))
          && ObjectDiff.find(before, path.subList(0, i)) == null) {
        return true;
      }
    }
    return false;
  }

  /** The object, to be changed. */
  Map<String, Object> content() {
    return content;
  }

  void patchedBy(ObjectPatch patch) {
    option = patch.option();
  }

  /** The place of reports on the last patch of it. */
  String option() {
    return option == null ? "patch" : option;
  }

  /** What patches changed; read after all of them. */
  List<ObjectDiff.Change> changes() {
    if (changes == null) {
      changes = ObjectDiff.between(before, content);
    }
    return changes;
  }

  /** Whether a field was changed, or something above or below it. */
  boolean isPatched(List<String> path) {
    return changes().stream()
        .anyMatch(
            change -> {
              int common = Math.min(change.path().size(), path.size());
              return change.path().subList(0, common).equals(path.subList(0, common));
            });
  }

  String id() {
    return String.valueOf(definition.get("id"));
  }

  /** Changes the hash of the configuration on the pods, if they have one. */
  @SuppressWarnings("unchecked") // objects are trees of PatchValue
  void updateHash(String patched) {
    if (content.get("spec") instanceof Map<?, ?> spec
        && spec.get("template") instanceof Map<?, ?> template
        && template.get("metadata") instanceof Map<?, ?> metadata
        && metadata.get("annotations") instanceof Map<?, ?> annotations
        && annotations.get(Labels.CONFIG_HASH) instanceof String hash) {
      changes(); // this one is no patch
      ((Map<String, Object>) annotations).put(Labels.CONFIG_HASH, ConfigText.hash(hash + patched));
    }
  }

  /** The definition with the patched content. */
  Map<String, Object> toDefinition() {
    if (changes().isEmpty() && PatchValue.same(before, content)) {
      return definition;
    }
    Map<String, Object> patched = new LinkedHashMap<>(definition);
    Map<String, Object> props = new LinkedHashMap<>(content);
    if (definition.containsKey("type")) {
      props.remove("apiVersion");
      props.remove("kind");
    } else if (props.containsKey("spec")) {
      patched.put("spec", props.remove("spec"));
    } else {
      patched.remove("spec");
    }
    patched.put("props", props);
    return patched;
  }

  @Override
  public String toString() {
    return kind() + " " + name();
  }
}
