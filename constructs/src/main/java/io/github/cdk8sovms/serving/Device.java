package io.github.cdk8sovms.serving;

import static io.github.cdk8sovms.validation.Findings.quote;

import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.Findings;
import java.util.regex.Pattern;

/**
 * Where a model is executed.
 *
 * @param text the target device as OpenVINO writes it, such as {@code GPU.1} or {@code
 *     AUTO:GPU,CPU}
 */
public record Device(String text) {
  /**
   * The processor. This is the default and always written: since 2026.3 an unset device means
   * whatever the node has, and pods of one server would differ in capacity.
   */
  public static final Device CPU = new Device("CPU");

  /** The first GPU. */
  public static final Device GPU = new Device("GPU");

  /** The neural processing unit. Models need static shapes. */
  public static final Device NPU = new Device("NPU");

  private static final String SINGLE = "(?:CPU|NPU|GPU(?:\\.\\d{1,2})?)";
  private static final Pattern SYNTAX =
      Pattern.compile(
          SINGLE
              + "|AUTO|(?:AUTO|HETERO|MULTI):"
              + SINGLE
              + "(?:,"
              + SINGLE
              + ")*|BATCH:"
              + SINGLE
              + "(?:\\(\\d{1,4}\\))?");

  /** Any target device, such as {@code "HETERO:GPU,CPU"}. */
  public static Device of(String text) {
    return new Device(text);
  }

  /** Whether the image variant with GPU and NPU drivers is needed. */
  public boolean isAccelerated() {
    return text.contains("GPU") || text.contains("NPU") || text.equals("AUTO");
  }

  void check(Findings findings) {
    findings.require(
        SYNTAX.matcher(text).matches(),
        FindingCode.DEVICE,
        "device",
        quote(text)
            + " is not a target device; OVMS knows CPU, GPU, GPU.n, NPU, AUTO, AUTO:…, HETERO:…,"
            + " MULTI:… and BATCH:…",
        "Use Device.CPU, Device.GPU, Device.NPU or Device.of(\"AUTO:GPU,CPU\").");
  }
}
