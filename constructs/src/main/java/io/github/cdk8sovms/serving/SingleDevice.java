package io.github.cdk8sovms.serving;

import io.github.cdk8sovms.validation.Findings;
import java.util.List;
import java.util.Optional;

/** A device that is not a choice among others, so that it can be listed in such a choice. */
public sealed interface SingleDevice extends Device permits CpuDevice, GpuDevice, NpuDevice {

  /** The resource of a device plugin under which nodes offer it; empty for the processor. */
  Optional<String> resource();

  @Override
  default boolean isAccelerated() {
    return resource().isPresent();
  }

  @Override
  default List<SingleDevice> parts() {
    return List.of(this);
  }

  @Override
  default void check(Findings findings) {}
}
