package io.github.cdk8sovms.planning.manifest;

/** An object's kind, namespace and name, as messages show it. */
record ObjectRef(String kind, String namespace, String name) {
  @Override
  public String toString() {
    return kind + " " + (namespace.isEmpty() ? "" : namespace + "/") + name;
  }
}
