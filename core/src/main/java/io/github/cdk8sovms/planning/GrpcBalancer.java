package io.github.cdk8sovms.planning;

import java.util.Arrays;

/**
 * Each client has one connection, to a pod that the Service chose when it was opened. It stays with
 * that pod, also while the pod is drained, until its age is reached or the server stops; calls that
 * are executed then are finished there.
 */
final class GrpcBalancer implements Balancer {
  private final World world;
  private final Requests requests;
  private final Workload workload;
  private final Clients.Grpc clients;
  private final Connection[] connections;

  /** A connection of a client, which is opened again and again. */
  private static final class Connection {
    private final Fifo waiting;
    private int pod = Requests.NONE;

    /** How often it was opened: a call of an earlier one does not count in this one. */
    private int opened;

    private int calls;
    private double ages = Double.POSITIVE_INFINITY;

    private Connection(Fifo waiting) {
      this.waiting = waiting;
    }
  }

  GrpcBalancer(World world, Workload workload, Clients.Grpc clients) {
    this.world = world;
    this.requests = world.requests;
    this.workload = workload;
    this.clients = clients;
    this.connections = new Connection[clients.count()];
    Arrays.setAll(connections, any -> new Connection(new Fifo(requests)));
  }

  @Override
  public void send(int slot) {
    int client = world.choices.nextInt(connections.length);
    requests.connection[slot] = client;
    connections[client].waiting.add(slot);
    sendWaiting(client);
  }

  @Override
  public void executed(int slot, Replica pod) {
    pod.finishGrpc(slot);
    Connection connection = connections[requests.connection[slot]];
    if (requests.transport[slot] == connection.opened) {
      connection.calls--;
      sendWaiting(requests.connection[slot]);
    }
  }

  @Override
  public void added(Replica pod) {}

  @Override
  public void removed(Replica pod) {}

  @Override
  public void stopped(Replica pod) {
    for (int client = 0; client < connections.length; client++) {
      if (connections[client].pod == pod.number) {
        connections[client].pod = Requests.NONE;
        sendWaiting(client);
      }
    }
  }

  @Override
  public void aged(int client) {
    Connection connection = connections[client];
    if (world.now >= connection.ages) {
      connection.pod = Requests.NONE;
      sendWaiting(client);
    }
  }

  private void sendWaiting(int client) {
    Connection connection = connections[client];
    while (!connection.waiting.isEmpty()) {
      if (connection.pod == Requests.NONE && !open(connection, client)) {
        world.refused(connection.waiting.remove());
        continue;
      }
      if (connection.calls == clients.callsPerConnection()) {
        return;
      }
      int slot = connection.waiting.remove();
      requests.transport[slot] = connection.opened;
      if (workload.pod(connection.pod).receiveGrpc(slot)) {
        connection.calls++;
      } else {
        world.refused(slot);
      }
    }
  }

  private boolean open(Connection connection, int client) {
    int ready = workload.readyCount();
    if (ready == 0) {
      return false;
    }
    connection.pod = workload.ready(world.choices.nextInt(ready)).number;
    connection.opened++;
    connection.calls = 0;
    connection.ages = Ages.of(world, clients);
    if (connection.ages < Double.POSITIVE_INFINITY) {
      world.events.add(connection.ages, Events.Kind.AGED, client);
    }
    return true;
  }
}
