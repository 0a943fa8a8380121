package io.github.cdk8sovms;

import java.util.Map;

/** Hostile texts in monitoring, adapters, autoscalers, alerts, load tests and delivery. */
class HostileMonitoringTest extends HostileInput {
  HostileMonitoringTest() {
    super(HostilePlaces.aroundServers(), Map.of());
  }
}
