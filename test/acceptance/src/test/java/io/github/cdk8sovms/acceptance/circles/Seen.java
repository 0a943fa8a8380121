package io.github.cdk8sovms.acceptance.circles;

/** For users. */
final class Seen {
  static {
    Hidden.LINK.provide(seen -> new Hidden());
  }
}
