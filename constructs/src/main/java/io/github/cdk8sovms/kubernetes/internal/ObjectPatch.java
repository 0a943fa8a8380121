package io.github.cdk8sovms.kubernetes.internal;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A patch of one object.
 *
 * @param kind of the object
 * @param name of the object; null for the only one of its kind
 * @param steps in their order
 */
public record ObjectPatch(String kind, @Nullable String name, List<PatchStep> steps) {
  /** Copies the steps. */
  public ObjectPatch {
    steps = List.copyOf(steps);
  }

  /** The place in reports. */
  public String option() {
    return "patch[" + kind + (name == null ? "" : " " + name) + "]";
  }

  /** Kind, and name if one was given; for findings. */
  @Override
  public String toString() {
    return kind + (name == null ? "" : " " + name);
  }
}
