package io.github.cdk8sovms.serving;

import io.github.cdk8sovms.validation.internal.Findings;
import java.util.List;
import java.util.Optional;

/** A single device, which can be listed in a {@link DeviceList}. */
public abstract sealed class SingleDevice extends Device permits CpuDevice, GpuDevice, NpuDevice {

  SingleDevice() {}

  /** Returns the resource name of its device plugin; empty for the CPU. */
  public abstract Optional<String> resource();

  @Override
  public boolean isAccelerated() {
    return resource().isPresent();
  }

  @Override
  public List<SingleDevice> parts() {
    return List.of(this);
  }

  @Override
  void check(Findings findings) {}
}
