package io.github.cdk8sovms.emulator;

/**
 * A model as its configuration asks for it.
 *
 * @param version the number of its newest version
 * @param streams inferences that run at a time
 * @param nireq infer requests that can be held at a time
 * @param failure why it cannot be loaded; empty if it can
 */
record ModelSettings(String name, int version, int streams, int nireq, String failure) {
  /** Without a stream OpenVINO still infers, one request at a time. */
  int executions() {
    return Math.max(1, streams);
  }

  ModelSettings version(int number) {
    return new ModelSettings(name, number, streams, nireq, failure);
  }

  boolean loads() {
    return failure.isEmpty();
  }
}
