package io.github.cdk8sovms.emulator;

import java.util.List;
import java.util.stream.Stream;

/** Clients that balance their own calls; a request comes from any of them, by chance. */
final class RoundRobinBalancer implements Balancer {
  private final Timeline timeline;
  private final List<RoundRobinClient> all;
  private List<OvmsPod> endpoints = List.of();

  RoundRobinBalancer(Clients clients, Timeline timeline) {
    this.timeline = timeline;
    this.all =
        Stream.generate(() -> new RoundRobinClient(clients.model(), timeline, () -> endpoints))
            .limit(clients.connections())
            .toList();
  }

  @Override
  public void endpoints(List<OvmsPod> ready) {
    endpoints = List.copyOf(ready);
  }

  @Override
  public void send(Request.Answer answer) {
    all.get(timeline.random().nextInt(all.size())).send(answer);
  }
}
