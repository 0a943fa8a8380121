package io.github.cdk8sovms.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One port of one Service: each connection goes to the next of its endpoints. Without endpoints
 * nothing listens, so that a client is refused, as kube-proxy does it.
 */
final class TcpForwarder implements AutoCloseable {
  private static final int CONNECT_MILLIS = 3000;

  private final ServerSocket server;
  private final NetworkPolicyEnforcer policies;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger next = new AtomicInteger();
  private volatile List<InetSocketAddress> endpoints;

  private TcpForwarder(
      ServerSocket server, List<InetSocketAddress> endpoints, NetworkPolicyEnforcer policies) {
    this.server = server;
    this.policies = policies;
    this.endpoints = endpoints;
  }

  static TcpForwarder listen(
      String address, int port, List<InetSocketAddress> endpoints, NetworkPolicyEnforcer policies) {
    try {
      ServerSocket server = new ServerSocket(port, 128, InetAddress.getByName(address));
      TcpForwarder forwarder = new TcpForwarder(server, endpoints, policies);
      Background.start("service " + address + ":" + port, forwarder::accept);
      return forwarder;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot listen on " + address + ":" + port, e);
    }
  }

  void endpoints(List<InetSocketAddress> current) {
    endpoints = current;
  }

  @Override
  public void close() {
    closeQuietly(server);
    open.forEach(TcpForwarder::closeQuietly);
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        Background.start("connection to a service", () -> forward(client));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void forward(Socket client) {
    List<InetSocketAddress> now = endpoints;
    try (client;
        Socket pod = new Socket()) {
      InetSocketAddress endpoint = now.get(Math.floorMod(next.getAndIncrement(), now.size()));
      if (!policies.allows(
          client.getInetAddress().getHostAddress(),
          endpoint.getAddress().getHostAddress(),
          endpoint.getPort())) {
        return;
      }
      pod.connect(endpoint, CONNECT_MILLIS);
      open.add(client);
      open.add(pod);
      Background.start("answers of a service", () -> copy(pod, client));
      copy(client, pod);
      open.remove(client);
      open.remove(pod);
    } catch (IOException e) {
      // Either end has gone; the other one sees its connection end.
    }
  }

  /** Until one of them ends. */
  private static void copy(Socket from, Socket to) {
    try {
      InputStream in = from.getInputStream();
      in.transferTo(to.getOutputStream());
    } catch (IOException e) {
      // As above.
    } finally {
      closeQuietly(from);
      closeQuietly(to);
    }
  }

  private static void closeQuietly(AutoCloseable socket) {
    try {
      socket.close();
    } catch (Exception e) {
      // It is closed either way.
    }
  }
}
