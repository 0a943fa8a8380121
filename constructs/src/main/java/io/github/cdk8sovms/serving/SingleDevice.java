package io.github.cdk8sovms.serving;

import io.github.cdk8sovms.validation.internal.Findings;
import java.util.List;
import java.util.Optional;

/** A single device, which can be listed in a {@link DeviceList}. */
public sealed interface SingleDevice extends Device permits CpuDevice, GpuDevice, NpuDevice {

  /** Returns the resource name of its device plugin; empty for the CPU. */
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
