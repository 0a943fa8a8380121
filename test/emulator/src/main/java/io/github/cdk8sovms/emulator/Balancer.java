package io.github.cdk8sovms.emulator;

import java.util.List;

/** Which pod a request goes to, and when. */
interface Balancer {
  /** Those behind the Service, from now on. */
  void endpoints(List<OvmsPod> ready);

  /** Sends a request now, or as soon as there is room for it. */
  void send(Request.Answer answer);

  static Balancer of(Clients clients, Timeline timeline) {
    return clients.protocol() == Clients.Protocol.HTTP
        ? new HttpBalancer(clients, timeline)
        : GrpcBalancer.ofService(clients, timeline);
  }
}
