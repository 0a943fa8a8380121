package io.github.cdk8sovms.serving;

import java.util.Optional;

/** The processor. */
record CpuDevice() implements SingleDevice {
  /** How OpenVINO calls it. */
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
