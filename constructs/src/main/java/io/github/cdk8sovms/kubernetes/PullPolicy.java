package io.github.cdk8sovms.kubernetes;

/** When a node pulls an image. */
public enum PullPolicy {
  /**
   * Contacts the registry on every container start, so that a cached image cannot be used without
   * permission to pull it. Cached layers are not pulled again, but the registry must be available.
   */
  ALWAYS("Always"),

  /** Once per node, so that pods on a node with the image start without the registry. */
  IF_NOT_PRESENT("IfNotPresent"),

  /** Never: the node must have the image. */
  NEVER("Never");

  private final String apiValue;

  PullPolicy(String apiValue) {
    this.apiValue = apiValue;
  }

  /** Returns the value in the API. */
  public String apiValue() {
    return apiValue;
  }
}
