package io.github.cdk8sovms.serving;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;

/** Several devices for one model, in order of preference. */
final class DeviceList extends Device {
  /** OpenVINO's name for a way to use several devices. */
  enum Mode {
    AUTO,
    HETERO
  }

  private final Mode mode;
  private final List<SingleDevice> parts;

  DeviceList(Mode mode, List<SingleDevice> parts) {
    this.mode = mode;
    this.parts = List.copyOf(parts);
  }

  Mode mode() {
    return mode;
  }

  @Override
  public List<SingleDevice> parts() {
    return parts;
  }

  @Override
  public String text() {
    return parts.stream()
        .map(SingleDevice::text)
        .collect(Collectors.joining(",", mode.name() + ":", ""));
  }

  @Override
  public boolean isAccelerated() {
    return parts.stream().anyMatch(SingleDevice::isAccelerated);
  }

  @Override
  List<Object> options() {
    return List.of(mode, parts);
  }

  @Override
  void check(Findings findings) {
    parts.forEach(part -> part.check(findings));
    findings.require(
        new HashSet<>(parts.stream().map(SingleDevice::text).toList()).size() == parts.size(),
        FindingCode.DEVICE,
        "device",
        quote(text()) + " lists a device twice",
        "List each device once; for a second GPU write Device.gpu(..).index(1).");
  }
}
