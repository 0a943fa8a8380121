package io.github.cdk8sovms.planning.manifest;

/** References to scale targets. */
final class ScaleTargets {
  private ScaleTargets() {}

  /** Returns the target; a ScaledObject may leave out the kind of a Deployment. */
  static ObjectRef ref(Node reference, String namespace) {
    String kind = reference.at("kind").text();
    return new ObjectRef(
        kind.isEmpty() ? "Deployment" : kind, namespace, reference.at("name").text());
  }

  static String group(Node reference) {
    String apiVersion = reference.at("apiVersion").text();
    int slash = apiVersion.indexOf('/');
    return apiVersion.isEmpty() ? "apps" : slash < 0 ? "" : apiVersion.substring(0, slash);
  }
}
