package io.github.cdk8sovms.serving;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import java.util.List;
import java.util.regex.Pattern;

/** A target device given as text. */
record NamedDevice(String text) implements Device {
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

  @Override
  public boolean isAccelerated() {
    return text.contains(GpuDevice.TEXT) || text.contains(NpuDevice.TEXT) || text.equals("AUTO");
  }

  @Override
  public List<SingleDevice> parts() {
    return List.of();
  }

  @Override
  public void check(Findings findings) {
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
