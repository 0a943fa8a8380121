package io.github.cdk8sovms.kubernetes;

import static io.github.cdk8sovms.validation.Findings.quote;

import io.github.cdk8sovms.validation.Finding;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.InvalidConfigurationException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;
import software.constructs.Construct;
import software.constructs.IConstruct;

/**
 * The objects of one app. cdk8s emits two objects of one kind and name without a word; the second
 * would replace the first in the cluster.
 */
final class ObjectRegistry {
  private static final Map<IConstruct, ObjectRegistry> BY_SCOPE = new WeakHashMap<>();

  private final Map<String, String> ownerOfObject = new HashMap<>();

  private ObjectRegistry() {}

  /** The registry of the app that a scope belongs to. */
  static synchronized ObjectRegistry of(Construct scope) {
    ObjectRegistry known = BY_SCOPE.get(scope);
    if (known != null) {
      return known;
    }
    ObjectRegistry registry =
        BY_SCOPE.computeIfAbsent(scope.getNode().getRoot(), root -> new ObjectRegistry());
    BY_SCOPE.put(scope, registry);
    return registry;
  }

  /**
   * Notes an object.
   *
   * @throws InvalidConfigurationException if the app has one of this kind, namespace and name
   */
  void claim(Construct owner, String kind, @Nullable String namespace, String name) {
    String object = kind + " " + (namespace == null ? "" : namespace + "/") + name;
    String path = ownerOfObject.get(object);
    if (path != null) {
      throw new InvalidConfigurationException(
          List.of(
              new Finding(
                  FindingCode.DUPLICATE_OBJECT,
                  owner.getNode().getPath() + ".name",
                  quote(object) + " is emitted by " + path + " too; only one of them would exist",
                  "Give one of the two another .name(..) or .namespace(..).")));
    }
    ownerOfObject.put(object, owner.getNode().getPath());
  }
}
