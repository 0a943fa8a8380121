package io.github.cdk8sovms;

/** Hostile texts in names, servers and models. */
class HostileServersTest extends HostileInput {
  HostileServersTest() {
    super(HostilePlaces.ofServers(), HostilePlaces.notKept());
  }
}
