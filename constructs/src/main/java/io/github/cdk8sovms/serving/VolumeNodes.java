package io.github.cdk8sovms.serving;

/** How many nodes can mount a volume at a time. */
public enum VolumeNodes {
  /** Not configured; several are assumed, with a warning. */
  UNKNOWN,
  /** One, as with the access mode ReadWriteOnce. */
  ONE,
  /** Several, as with ReadOnlyMany and ReadWriteMany. */
  MANY
}
