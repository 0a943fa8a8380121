package io.github.cdk8sovms.cli.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;
import java.util.Locale;

/**
 * The identity of an object, without the API version: {@code apps/v1beta1} and {@code apps/v1} are
 * views of one object.
 *
 * @param group the API group; empty for the core group
 * @param namespace empty for a cluster-scoped object, or if none is given
 */
public record ObjectId(String group, String kind, String namespace, String name)
    implements Comparable<ObjectId> {
  private static final Comparator<ObjectId> ORDER =
      Comparator.comparing(ObjectId::namespace)
          .thenComparing(ObjectId::kind)
          .thenComparing(ObjectId::name)
          .thenComparing(ObjectId::group);

  static ObjectId of(JsonNode object) {
    String apiVersion = object.path("apiVersion").asText();
    int slash = apiVersion.indexOf('/');
    return new ObjectId(
        slash < 0 ? "" : apiVersion.substring(0, slash),
        object.path("kind").asText(),
        object.at("/metadata/namespace").asText(),
        object.at("/metadata/name").asText());
  }

  /** Returns whether it is of a kind, in any group. */
  public boolean isA(String otherKind) {
    return kind.equals(otherKind);
  }

  /** Returns its arguments for kubectl: {@code deployment resnet --namespace serving}. */
  public String forKubectl() {
    return kind.toLowerCase(Locale.ROOT)
        + " "
        + name
        + (namespace.isEmpty() ? "" : " --namespace " + namespace);
  }

  @Override
  public int compareTo(ObjectId other) {
    return ORDER.compare(this, other);
  }

  /** Returns kind, namespace and name, for people. */
  @Override
  public String toString() {
    return kind + " " + (namespace.isEmpty() ? "" : namespace + "/") + name;
  }
}
