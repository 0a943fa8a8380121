package io.github.cdk8sovms.serving;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import java.util.List;
import java.util.regex.Pattern;

/** A target device given as text. */
final class NamedDevice extends Device {
  private static final String SINGLE = "(?:CPU|NPU|GPU(?:\\.\\d{1,2})?)";
  private static final Pattern SYNTAX =
      Pattern.compile(
          SINGLE
              + "|AUTO|(?:AUTO|HETERO|MULTI):"
              + SINGLE
              + "(?:,"
              + SINGLE
              + ")*+|BATCH:"
              + SINGLE
              + "(?:\\([1-9]\\d{0,3}\\))?");

  private final String text;

  NamedDevice(String text) {
    this.text = text;
  }

  @Override
  public String text() {
    return text;
  }

  @Override
  public boolean isAccelerated() {
    return text.contains(GpuDevice.TEXT) || text.contains(NpuDevice.TEXT) || text.equals("AUTO");
  }

  @Override
  public List<SingleDevice> parts() {
    return List.of();
  }

  @Override
  List<Object> options() {
    return List.of(text);
  }

  @Override
  void check(Findings findings) {
    findings.require(
        SYNTAX.matcher(text).matches(),
        FindingCode.DEVICE,
        "device",
        quote(text)
            + " is not a target device; OVMS supports CPU, GPU, GPU.n, NPU, AUTO, AUTO:…,"
            + " HETERO:…, MULTI:… and BATCH:…",
        "Use Device.cpu(), Device.gpu(GpuDriver.XE), Device.npu() or Device.of(\"AUTO:GPU,CPU\").");
  }
}
