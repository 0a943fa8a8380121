package io.github.cdk8sovms.cli.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;
import java.util.Locale;

/**
 * Which object it is. The version of its API is no part of it: {@code apps/v1beta1} and {@code
 * apps/v1} are views of one object.
 *
 * @param group the group of its API; empty for the core
 * @param namespace empty for an object of the cluster, or where none is written
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

  /** Whether it is of a kind, of whichever group. */
  public boolean isA(String otherKind) {
    return kind.equals(otherKind);
  }

  /** How kubectl is told of it: {@code deployment resnet --namespace serving}. */
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

  /** Kind, namespace and name, as people say it. */
  @Override
  public String toString() {
    return kind + " " + (namespace.isEmpty() ? "" : namespace + "/") + name;
  }
}
