package io.github.cdk8sovms.planning;

import java.time.Duration;

/** How requests get to the pods. A client waits as long as it takes. */
public sealed interface Clients {
  /**
   * Over HTTP, through a Service or a proxy: each request goes to a ready pod, chosen at random
   * among those with a free connection. Without one it waits in the client.
   *
   * @param connectionsPerPod requests that all clients together have at a pod at a time
   */
  record Http(int connectionsPerPod) implements Clients {
    /**
     * @throws IllegalArgumentException if there is no connection
     */
    public Http {
      Require.atLeast(1, connectionsPerPod, "the number of connections to a pod");
    }
  }

  /**
   * Over gRPC: each request is sent by one of the clients, chosen at random. A client keeps its
   * connections until their pod is gone or their age is reached.
   *
   * @param count clients, each with one connection, or with one to each pod if they balance
   * @param callsPerConnection calls on a connection at a time ({@code grpc.max_concurrent_streams},
   *     by default the CPU cores of the server); what exceeds them waits in the client
   * @param maximumAge after which the server ends a connection, ten percent more or less ({@code
   *     grpc.max_connection_age_ms}); zero if it never does
   * @param balanced whether clients have the policy {@code round_robin} and the name of a headless
   *     Service, which they resolve at most every 30 seconds and when a connection ends
   */
  record Grpc(int count, int callsPerConnection, Duration maximumAge, boolean balanced)
      implements Clients {
    /**
     * @throws IllegalArgumentException if there is no client, or the age is negative
     */
    public Grpc {
      Require.atLeast(1, count, "the number of clients");
      Require.atLeast(1, callsPerConnection, "the number of calls on a connection");
      Require.notNegative(maximumAge, "the age of a connection");
    }
  }

  /** Any number of connections, as from many clients. */
  static Clients http() {
    return new Http(Integer.MAX_VALUE);
  }

  /** A number of connections to each pod, as of a proxy with a limit. */
  static Clients http(int connectionsPerPod) {
    return new Http(connectionsPerPod);
  }
}
