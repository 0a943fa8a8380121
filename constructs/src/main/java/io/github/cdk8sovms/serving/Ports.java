package io.github.cdk8sovms.serving;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.kubernetes.internal.NamedPort;
import io.github.cdk8sovms.serving.internal.MetricsEndpoint;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;

/**
 * The ports of the server. The defaults are those of the operator, so that existing clients keep
 * working.
 */
record Ports(int grpc, int rest) {
  private static final String GRPC = "grpc";
  static final String REST = MetricsEndpoint.PORT;
  static final Ports DEFAULT = new Ports(8080, 8081);

  /** The server runs as non-root, so it cannot listen on privileged ports. */
  private static final int LOWEST = 1024;

  NamedPort ofGrpc() {
    return NamedPort.of(GRPC, grpc);
  }

  NamedPort ofRest() {
    return NamedPort.of(REST, rest);
  }

  void check(Findings findings) {
    checkPort(findings, GRPC, grpc);
    checkPort(findings, REST, rest);
    findings.require(
        grpc != rest,
        FindingCode.DUPLICATE_PORT,
        "ports",
        quote(grpc) + " is the port of both gRPC and HTTP; the server would not start",
        "Write .ports(8080, 8081).");
  }

  private static void checkPort(Findings findings, String protocol, int port) {
    findings.require(
        port >= LOWEST && port <= 65_535,
        FindingCode.INVALID_PORT,
        "ports." + protocol,
        quote(port) + " is not a port for a non-root process; it must be " + LOWEST + " to 65535",
        "Write .ports(8080, 8081).");
  }
}
