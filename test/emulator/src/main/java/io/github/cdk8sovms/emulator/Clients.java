package io.github.cdk8sovms.emulator;

import java.time.Duration;

/**
 * The clients that send requests, and how these find a pod.
 *
 * @param model that they ask for
 * @param protocol HTTP: any ready pod for each request. gRPC: the pod of a connection, which is
 *     kept until its pod is gone or ends it because of its age
 * @param connections HTTP: to each pod, one request at a time on each. gRPC: to all pods together;
 *     what exceeds the streams that a pod allows on a connection waits in the client
 * @param arrivals random (Poisson) or even
 * @param late an answer that takes longer came too late
 * @param isStream HTTP to a graph: whether answers come token by token
 */
public record Clients(
    String model,
    Protocol protocol,
    int connections,
    Arrivals arrivals,
    Duration late,
    boolean isStream) {
  /** Both ways into OVMS. */
  public enum Protocol {
    HTTP,
    GRPC
  }

  /** When the next request comes. */
  public enum Arrivals {
    POISSON,
    EVEN
  }

  private static final Duration TWO_SECONDS = Duration.ofSeconds(2);

  /** Any number of connections, as from many clients or through a proxy. */
  public static Clients http(String model) {
    return new Clients(
        model, Protocol.HTTP, Integer.MAX_VALUE, Arrivals.POISSON, TWO_SECONDS, false);
  }

  /** A number of clients with one connection each. */
  public static Clients grpc(String model, int connections) {
    return new Clients(model, Protocol.GRPC, connections, Arrivals.POISSON, TWO_SECONDS, false);
  }

  public Clients connections(int count) {
    return new Clients(model, protocol, count, arrivals, late, isStream);
  }

  public Clients evenly() {
    return new Clients(model, protocol, connections, Arrivals.EVEN, late, isStream);
  }

  public Clients late(Duration limit) {
    return new Clients(model, protocol, connections, arrivals, limit, isStream);
  }

  public Clients streaming() {
    return new Clients(model, protocol, connections, arrivals, late, true);
  }
}
