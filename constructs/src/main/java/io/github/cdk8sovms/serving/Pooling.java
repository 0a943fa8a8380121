package io.github.cdk8sovms.serving;

import io.github.cdk8sovms.internal.ovms.OvmsVersion;

/** How the vectors of tokens become one. */
public enum Pooling {
  /** That of the first token; since OVMS 2025.3. */
  CLS(2025, 3),

  /** That of the last token; since OVMS 2025.3. */
  LAST(2025, 3),

  /** The mean of all; since OVMS 2025.4. */
  MEAN(2025, 4);

  private final OvmsVersion since;

  Pooling(int year, int minor) {
    this.since = new OvmsVersion(year, minor, 0);
  }

  OvmsVersion since() {
    return since;
  }
}
