package io.github.cdk8sovms.serving;

import java.util.Optional;

/** The CPU. */
record CpuDevice() implements SingleDevice {
  /** OpenVINO's name for it. */
  static final String TEXT = "CPU";

  @Override
  public String text() {
    return TEXT;
  }

  @Override
  public Optional<String> resource() {
    return Optional.empty();
  }
}
