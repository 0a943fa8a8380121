package io.github.cdk8sovms.serving;

/** How many nodes can mount a volume at a time. */
enum VolumeNodes {
  /** Not configured; several are assumed, with a warning. */
  UNKNOWN,
  /** One, as with the access mode ReadWriteOnce. */
  ONE,
  /** Several, as with ReadOnlyMany and ReadWriteMany. */
  MANY,
  /** Both were configured, which is reported. */
  CONTRADICTED;

  /** Returns another value that is configured after this one. */
  VolumeNodes and(VolumeNodes other) {
    if (this == other || other == UNKNOWN) {
      return this;
    }
    return this == UNKNOWN ? other : CONTRADICTED;
  }
}
