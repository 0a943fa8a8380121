package io.github.cdk8sovms.kubernetes;

/** When a node asks the registry for an image. */
public enum PullPolicy {
  /**
   * At the start of every container: nobody runs an image from a node's cache that the registry
   * would not give him. Layers that are there are not fetched again, but the registry must answer.
   */
  ALWAYS("Always"),

  /** Once for each node, so that pods on a node that has the image start without the registry. */
  IF_NOT_PRESENT("IfNotPresent"),

  /** Never: the node must have the image. */
  NEVER("Never");

  private final String apiValue;

  PullPolicy(String apiValue) {
    this.apiValue = apiValue;
  }

  /** The value in the API. */
  public String apiValue() {
    return apiValue;
  }
}
