package io.github.cdk8sovms.emulator;

import java.util.List;
import java.util.stream.Stream;

/** Each client has a connection to one pod; a request comes from any client, by chance. */
final class GrpcBalancer implements Balancer {
  private final Timeline timeline;
  private final List<GrpcConnection> connections;
  private List<OvmsPod> endpoints = List.of();

  GrpcBalancer(Clients clients, Timeline timeline) {
    this.timeline = timeline;
    this.connections =
        Stream.generate(
                () -> new GrpcConnection(clients.model(), timeline, () -> endpoints, () -> {}))
            .limit(clients.connections())
            .toList();
  }

  @Override
  public void endpoints(List<OvmsPod> ready) {
    endpoints = List.copyOf(ready);
  }

  @Override
  public void send(Request.Answer answer) {
    connections.get(timeline.random().nextInt(connections.size())).send(answer);
  }
}
