package io.github.cdk8sovms.serving;

/** How many nodes can have a volume at a time. */
public enum VolumeNodes {
  /** Not said; several are assumed, and a warning says so. */
  UNKNOWN,
  /** One, as with the access mode ReadWriteOnce. */
  ONE,
  /** Several, as with ReadOnlyMany and ReadWriteMany. */
  MANY
}
