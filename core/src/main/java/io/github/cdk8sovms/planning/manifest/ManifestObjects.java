package io.github.cdk8sovms.planning.manifest;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The objects of a manifest. */
record ManifestObjects(List<Node> objects) {
  static ManifestObjects of(List<? extends Map<String, ?>> objects) {
    return new ManifestObjects(objects.stream().map(object -> new Node(object)).toList());
  }

  /** Returns the objects of a kind, whatever the version of its API. */
  Stream<Node> ofKind(String group, String kind) {
    return objects.stream()
        .filter(object -> object.at("kind").text().equals(kind))
        .filter(object -> group(object).equals(group));
  }

  Optional<Node> find(String group, String kind, String namespace, String name) {
    return ofKind(group, kind)
        .filter(object -> namespace(object).equals(namespace) && name(object).equals(name))
        .findFirst();
  }

  static String namespace(Node object) {
    return object.at("metadata", "namespace").text();
  }

  static String name(Node object) {
    return object.at("metadata", "name").text();
  }

  static ObjectRef ref(Node object) {
    return new ObjectRef(object.at("kind").text(), namespace(object), name(object));
  }

  private static String group(Node object) {
    String apiVersion = object.at("apiVersion").text();
    int slash = apiVersion.indexOf('/');
    return slash < 0 ? "" : apiVersion.substring(0, slash);
  }
}
