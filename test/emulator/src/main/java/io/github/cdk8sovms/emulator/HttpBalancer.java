package io.github.cdk8sovms.emulator;

import io.github.cdk8sovms.emulator.Clients.Protocol;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/** Any ready pod that has a connection free, at random for each request. */
final class HttpBalancer implements Balancer {
  private final Clients clients;
  private final Timeline timeline;
  private final Queue<Request.Answer> waiting = new ArrayDeque<>();
  private final Map<OvmsPod, Integer> connections = new HashMap<>();
  private List<OvmsPod> endpoints = List.of();
  private boolean moving;

  HttpBalancer(Clients clients, Timeline timeline) {
    this.clients = clients;
    this.timeline = timeline;
  }

  @Override
  public void endpoints(List<OvmsPod> ready) {
    endpoints = List.copyOf(ready);
    moveOn();
  }

  @Override
  public void send(Request.Answer answer) {
    waiting.add(answer);
    moveOn();
  }

  /** Once at a time: an answer that comes at once leads here again. */
  private void moveOn() {
    if (!moving) {
      moving = true;
      sendWaiting();
      moving = false;
    }
  }

  private void sendWaiting() {
    while (!waiting.isEmpty()) {
      if (endpoints.isEmpty()) {
        waiting.remove().arrived(false);
        continue;
      }
      List<OvmsPod> free = withFreeConnection();
      if (free.isEmpty()) {
        return;
      }
      send(waiting.remove(), free.get(timeline.random().nextInt(free.size())));
    }
  }

  private List<OvmsPod> withFreeConnection() {
    if (clients.connections() == Integer.MAX_VALUE) {
      return endpoints;
    }
    List<OvmsPod> free = new ArrayList<>(endpoints);
    free.removeIf(pod -> connections.getOrDefault(pod, 0) >= clients.connections());
    return free;
  }

  private void send(Request.Answer answer, OvmsPod pod) {
    connections.merge(pod, 1, Integer::sum);
    pod.receive(
        new Request(
            clients.model(),
            Protocol.HTTP,
            clients.isStream(),
            success -> {
              connections.merge(pod, -1, Integer::sum);
              answer.arrived(success);
              moveOn();
            }));
  }
}
