package io.github.cdk8sovms.serving;

import static io.github.cdk8sovms.validation.Findings.quote;

import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.Findings;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the inputs of a model are reshaped. Empty text leaves a property to the model.
 *
 * @param batchSize a number or {@code auto}
 * @param shape {@code auto} or a shape such as {@code (1,3,224,224)}
 * @param layout such as {@code NHWC:NCHW}
 */
record ModelInput(String batchSize, String shape, String layout) {
  static final ModelInput AS_TRAINED = new ModelInput("", "", "");

  private static final Pattern BATCH_SIZE = Pattern.compile("|auto|[1-9]\\d{0,8}");
  private static final Pattern DIMENSION =
      Pattern.compile("-1|(?<low>[1-9]\\d{0,8})(:(?<high>[1-9]\\d{0,8}))?");
  private static final Pattern LAYOUT = Pattern.compile("|[A-Z?.]{1,16}(:[A-Z?.]{1,16})?");

  ModelInput batchSize(String text) {
    return new ModelInput(text, shape, layout);
  }

  ModelInput shape(String text) {
    return new ModelInput(batchSize, text, layout);
  }

  ModelInput layout(String text) {
    return new ModelInput(batchSize, shape, text);
  }

  void check(Findings findings) {
    findings.require(
        BATCH_SIZE.matcher(batchSize).matches(),
        FindingCode.MODEL_INPUT,
        "batchSize",
        quote(batchSize) + " is not a batch size; it must be a number above 0, or \"auto\"",
        "Write .batchSize(\"8\"), or leave it out.");
    findings.require(
        isShape(),
        FindingCode.MODEL_INPUT,
        "shape",
        quote(shape) + " is not a shape; it must be \"auto\" or dimensions in parentheses",
        "Write .shape(\"(1,3,224,224)\"), or leave it out.");
    findings.require(
        LAYOUT.matcher(layout).matches(),
        FindingCode.MODEL_INPUT,
        "layout",
        quote(layout) + " is not a layout; it must be dimension letters, or source:target",
        "Write .layout(\"NHWC:NCHW\"), or leave it out.");
    findings.require(
        batchSize.isEmpty() || shape.isEmpty(),
        FindingCode.MODEL_INPUT,
        "shape",
        quote(shape) + " replaces the batch size of " + quote(batchSize),
        "Keep .shape(..) or .batchSize(..), not both.");
  }

  void addTo(Map<String, Object> config) {
    if (!batchSize.isEmpty()) {
      config.put("batch_size", batchSize);
    }
    if (!shape.isEmpty()) {
      config.put("shape", shape);
    }
    if (!layout.isEmpty()) {
      config.put("layout", layout);
    }
  }

  /** Whether the model is loaded anew for each shape that a request has. */
  boolean followsRequests() {
    return shape.equals("auto");
  }

  /** Whether a dimension is open, or a range. */
  boolean isDynamic() {
    return shape.contains("-1") || shape.contains(":");
  }

  private boolean isShape() {
    if (shape.isEmpty() || shape.equals("auto")) {
      return true;
    }
    if (!shape.startsWith("(") || !shape.endsWith(")")) {
      return false;
    }
    for (String dimension : shape.substring(1, shape.length() - 1).split(",", -1)) {
      if (!isDimension(dimension.strip())) {
        return false;
      }
    }
    return true;
  }

  private static boolean isDimension(String text) {
    Matcher parts = DIMENSION.matcher(text);
    return parts.matches()
        && (parts.group("high") == null
            || Integer.parseInt(parts.group("low")) <= Integer.parseInt(parts.group("high")));
  }
}
