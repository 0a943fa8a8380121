package io.github.cdk8sovms.serving;

import java.util.List;
import java.util.Optional;

/** The CPU. */
final class CpuDevice extends SingleDevice {
  /** OpenVINO's name for it. */
  static final String TEXT = "CPU";

  @Override
  public String text() {
    return TEXT;
  }

  @Override
  List<Object> options() {
    return List.of();
  }

  @Override
  public Optional<String> resource() {
    return Optional.empty();
  }
}
