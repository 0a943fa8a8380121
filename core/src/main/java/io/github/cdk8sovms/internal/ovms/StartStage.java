package io.github.cdk8sovms.internal.ovms;

/** A stage between the creation of a pod and its first request, in chronological order. */
public enum StartStage {
  /** Until the scheduler has bound the pod to a node that exists. */
  SCHEDULE("schedule", "schedule"),

  /** A new node if none has room, and network and volumes of the pod on its node. */
  NODE("node", "node"),

  /** Pulling the images that the node does not have, image volumes included. */
  IMAGE("image", "image"),

  /** Downloading models: in init containers, from cloud storage, or waiting for a ModelStore. */
  FETCH("fetch", "fetch"),

  /** Reading, compiling and loading the models. */
  LOAD("load", "load"),

  /** The first inference, before the pod is ready. */
  WARM_UP("warm-up", "warmUp"),

  /** From a server that could answer to an endpoint of the Service. */
  PROBE("probe", "probe");

  private final String text;
  private final String method;

  StartStage(String text, String method) {
    this.text = text;
    this.method = method;
  }

  /** Returns the name in reports, such as {@code warm-up}. */
  public String text() {
    return text;
  }

  /** Returns the method of {@code StartTimes} that states it. */
  public String method() {
    return method;
  }
}
