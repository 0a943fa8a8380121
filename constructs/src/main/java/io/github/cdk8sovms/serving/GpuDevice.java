package io.github.cdk8sovms.serving;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import java.util.List;
import java.util.Optional;

/** An Intel GPU. */
public final class GpuDevice extends SingleDevice {
  /** OpenVINO's name for the first one. */
  static final String TEXT = "GPU";

  private static final int MOST = 16;

  private final GpuDriver driver;
  private final int index;

  GpuDevice(GpuDriver driver, int index) {
    this.driver = driver;
    this.index = index;
  }

  /**
   * Another GPU of the same pod. A pod sees only its allocated GPUs, and OpenVINO counts these from
   * 0, so the pod requests as many as the highest index needs. If the device plugin shares GPUs
   * among containers, two requests may yield the same one.
   *
   * @param number 0 to 15
   */
  public GpuDevice index(int number) {
    return new GpuDevice(driver, number);
  }

  /** Returns the kernel driver on the nodes. */
  public GpuDriver driver() {
    return driver;
  }

  /** Returns the index of the GPU among those of the pod, from 0. */
  public int index() {
    return index;
  }

  /** Returns how many GPUs a pod must request to have this one; they are counted from 0. */
  int count() {
    return Math.min(Math.max(index, 0), MOST - 1) + 1;
  }

  @Override
  public String text() {
    return index == 0 ? TEXT : TEXT + "." + index;
  }

  @Override
  public Optional<String> resource() {
    return Optional.of(driver.resource());
  }

  @Override
  List<Object> options() {
    return List.of(driver, index);
  }

  @Override
  void check(Findings findings) {
    findings.require(
        index >= 0 && index < MOST,
        FindingCode.DEVICE,
        "device",
        quote(index) + " is not the index of a GPU; the GPUs of a pod are 0 to " + (MOST - 1),
        "Leave .index(..) out for the first GPU.");
  }
}
