package io.github.cdk8sovms.emulator;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Clients over gRPC; a request comes from any of them, by chance. */
final class GrpcBalancer implements Balancer {
  private final Timeline timeline;
  private final List<Consumer<Request.Answer>> all;
  private List<OvmsPod> endpoints = List.of();

  private GrpcBalancer(
      Clients clients,
      Timeline timeline,
      Function<Supplier<List<OvmsPod>>, Consumer<Request.Answer>> client) {
    this.timeline = timeline;
    this.all =
        Stream.generate(() -> client.apply(() -> endpoints)).limit(clients.connections()).toList();
  }

  /** Each has a connection to one pod, which the Service chooses. */
  static GrpcBalancer ofService(Clients clients, Timeline timeline) {
    return new GrpcBalancer(
        clients,
        timeline,
        ready -> new GrpcConnection(clients.model(), timeline, ready, () -> {})::send);
  }

  /** Each knows all pods, and balances its own calls. */
  static GrpcBalancer roundRobin(Clients clients, Timeline timeline) {
    return new GrpcBalancer(
        clients, timeline, ready -> new RoundRobinClient(clients.model(), timeline, ready)::send);
  }

  @Override
  public void endpoints(List<OvmsPod> ready) {
    endpoints = List.copyOf(ready);
  }

  @Override
  public void send(Request.Answer answer) {
    all.get(timeline.random().nextInt(all.size())).accept(answer);
  }
}
