package io.github.cdk8sovms.emulator;

/**
 * A model as its configuration asks for it.
 *
 * @param policy which of its versions are served
 * @param streams inferences that run at a time
 * @param nireq infer requests that can be held at a time
 * @param failure why it cannot be loaded; empty if it can
 * @param unknownProperty what its device does not know; empty if there is nothing
 */
record ModelSettings(
    String name,
    VersionsServed policy,
    int streams,
    int nireq,
    String failure,
    String unknownProperty) {
  /** Without a stream OpenVINO still infers, one request at a time. */
  int executions() {
    return Math.max(1, streams);
  }

  boolean loads() {
    return failure.isEmpty() && unknownProperty.isEmpty();
  }
}
