package io.github.cdk8sovms.serving;

import io.github.cdk8sovms.internal.ovms.OvmsVersion;

/** How a language model generates. */
public enum Pipeline {
  /** One request at a time; since OVMS 2025.1. */
  LM(2025, 1),

  /** Continuous batching, for text; since OVMS 2025.1. */
  LM_CB(2025, 1),

  /** One request at a time, also with images; since OVMS 2025.1. */
  VLM(2025, 1),

  /** Continuous batching, also with images; since OVMS 2025.1. */
  VLM_CB(2025, 1),

  /** Text, images and speech; since OVMS 2026.3. */
  OMNI(2026, 3);

  private final OvmsVersion since;

  Pipeline(int year, int minor) {
    this.since = new OvmsVersion(year, minor, 0);
  }

  OvmsVersion since() {
    return since;
  }
}
