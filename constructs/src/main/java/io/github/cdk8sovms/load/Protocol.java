package io.github.cdk8sovms.load;

import io.github.cdk8sovms.serving.InferenceEndpoint;

/** How a request is made; both are those of KServe, version 2. */
public enum Protocol {
  /** A connection for each request, as of many clients, so that the Service spreads them. */
  HTTP,

  /**
   * A connection for each client, which it keeps until the server ends it: see {@code
   * OvmsModelServer.Builder.maxConnectionAge}. Until then a new pod gets nothing from it.
   */
  GRPC;

  int port(InferenceEndpoint server) {
    return this == HTTP ? server.rest() : server.grpc();
  }
}
