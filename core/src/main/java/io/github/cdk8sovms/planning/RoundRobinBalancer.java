package io.github.cdk8sovms.planning;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Each client has a connection to each pod that it found when it last resolved the name of the
 * Service, and uses one after the other. It resolves the name again when a connection ends, but at
 * most every 30 seconds, the default of {@code grpc.dns_min_time_between_resolutions_ms}.
 */
final class RoundRobinBalancer implements Balancer {
  private static final double RESOLUTION_SECONDS = 30;

  private final World world;
  private final Requests requests;
  private final Workload workload;
  private final Clients.Grpc clients;
  private final Client[] all;

  /** A connection to one pod. */
  private static final class Connection {
    private final Replica pod;
    private final Fifo waiting;

    /** How often it was opened: a call of an earlier time does not count now. */
    private int opened;

    private int calls;
    private double ages;

    private Connection(Replica pod, Fifo waiting, double ages) {
      this.pod = pod;
      this.waiting = waiting;
      this.ages = ages;
    }
  }

  private static final class Client {
    private List<Connection> connections = new ArrayList<>();
    private double resolved = Double.NEGATIVE_INFINITY;
    private boolean willResolve;
    private int turn;
  }

  RoundRobinBalancer(World world, Workload workload, Clients.Grpc clients) {
    this.world = world;
    this.requests = world.requests;
    this.workload = workload;
    this.clients = clients;
    this.all = new Client[clients.count()];
    Arrays.setAll(all, any -> new Client());
  }

  @Override
  public void send(int slot) {
    int number = world.choices.nextInt(all.length);
    requests.connection[slot] = number;
    send(slot, number);
  }

  private void send(int slot, int number) {
    Client client = all[number];
    Connection next = next(client, number);
    if (next == null && world.now >= client.resolved + RESOLUTION_SECONDS) {
      resolve(number);
      next = next(client, number);
    }
    if (next == null) {
      world.refused(slot);
    } else {
      next.waiting.add(slot);
      sendWaiting(next);
    }
  }

  @Override
  public void executed(int slot, Replica pod) {
    pod.finishGrpc(slot);
    for (Connection connection : all[requests.connection[slot]].connections) {
      if (connection.pod == pod && connection.opened == requests.transport[slot]) {
        connection.calls--;
        sendWaiting(connection);
        return;
      }
    }
  }

  @Override
  public void added(Replica pod) {}

  @Override
  public void removed(Replica pod) {}

  /** What waits for a connection that ends is sent on another. */
  @Override
  public void stopped(Replica pod) {
    for (int number = 0; number < all.length; number++) {
      Client client = all[number];
      for (Connection connection : List.copyOf(client.connections)) {
        if (connection.pod == pod) {
          client.connections.remove(connection);
          resolveSoon(client, number);
          while (!connection.waiting.isEmpty()) {
            send(connection.waiting.remove(), number);
          }
        }
      }
    }
  }

  /** The end of a connection because of its age: it is opened again, and the name resolved. */
  @Override
  public void aged(int number) {
    Client client = all[number];
    for (Connection connection : client.connections) {
      if (world.now >= connection.ages) {
        connection.ages = age(number);
        connection.opened++;
        connection.calls = 0;
        resolveSoon(client, number);
        sendWaiting(connection);
      }
    }
  }

  @Override
  public void resolve(int number) {
    Client client = all[number];
    client.willResolve = false;
    client.resolved = world.now;
    List<Connection> found = new ArrayList<>();
    for (int i = 0; i < workload.readyCount(); i++) {
      found.add(connection(client, number, workload.ready(i)));
    }
    for (Connection old : client.connections) {
      if (!found.contains(old)) {
        moveTo(old, found);
      }
    }
    client.connections = found;
  }

  private void moveTo(Connection old, List<Connection> found) {
    for (int turn = 0; !old.waiting.isEmpty(); turn++) {
      int slot = old.waiting.remove();
      if (found.isEmpty()) {
        world.refused(slot);
      } else {
        Connection next = found.get(turn % found.size());
        next.waiting.add(slot);
        sendWaiting(next);
      }
    }
  }

  private Connection connection(Client client, int number, Replica pod) {
    for (Connection existing : client.connections) {
      if (existing.pod == pod) {
        return existing;
      }
    }
    return new Connection(pod, new Fifo(requests), age(number));
  }

  private double age(int number) {
    double ages = Ages.of(world, clients);
    if (ages < Double.POSITIVE_INFINITY) {
      world.events.add(ages, Events.Kind.AGED, number);
    }
    return ages;
  }

  private @Nullable Connection next(Client client, int number) {
    for (int i = 0; i < client.connections.size(); i++) {
      Connection next = client.connections.get(client.turn++ % client.connections.size());
      if (next.pod.takesRequests()) {
        return next;
      }
      resolveSoon(client, number);
    }
    return null;
  }

  private void resolveSoon(Client client, int number) {
    if (!client.willResolve) {
      client.willResolve = true;
      world.events.add(
          Math.max(world.now, client.resolved + RESOLUTION_SECONDS), Events.Kind.RESOLVE, number);
    }
  }

  private void sendWaiting(Connection connection) {
    while (!connection.waiting.isEmpty() && connection.calls < clients.callsPerConnection()) {
      int slot = connection.waiting.remove();
      requests.transport[slot] = connection.opened;
      if (connection.pod.takesRequests() && connection.pod.receiveGrpc(slot)) {
        connection.calls++;
      } else {
        world.refused(slot);
      }
    }
  }
}
