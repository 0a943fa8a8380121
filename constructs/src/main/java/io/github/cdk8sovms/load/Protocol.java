package io.github.cdk8sovms.load;

import io.github.cdk8sovms.serving.InferenceEndpoint;

/** The request protocol; both are KServe version 2. */
public enum Protocol {
  /** One connection per request, like many clients, so that the Service distributes them. */
  HTTP,

  /**
   * One connection per client, which is kept until the server closes it: see {@code
   * OvmsModelServer.Builder.maxConnectionAge}. Until then a new pod receives no requests from it.
   */
  GRPC;

  int port(InferenceEndpoint server) {
    return this == HTTP ? server.rest() : server.grpc();
  }
}
