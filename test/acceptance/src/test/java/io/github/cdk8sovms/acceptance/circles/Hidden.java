package io.github.cdk8sovms.acceptance.circles;

import io.github.cdk8sovms.validation.internal.Link;

/** What other packages read. */
final class Hidden {
  static final Link<Seen, Hidden> LINK = new Link<>();

  static Hidden of(Seen seen) {
    return LINK.of(seen);
  }
}
