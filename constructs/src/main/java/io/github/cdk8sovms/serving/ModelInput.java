package io.github.cdk8sovms.serving;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.internal.values.Text;
import io.github.cdk8sovms.kubernetes.internal.KeyedOptions;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Batch size, shapes and layouts of a model. Empty text means that of the model.
 *
 * @param batchSize a number, a range or {@code auto}
 * @param shape {@code auto} or a shape such as {@code (1,3,224,224)}, for a model with one input
 * @param layout such as {@code NHWC:NCHW}, for a model with one input
 * @param shapes shapes by the name of the input
 * @param layouts layouts by the name of the input or output
 * @param keyed both, to report a second text for a name
 */
record ModelInput(
    String batchSize,
    String shape,
    String layout,
    Map<String, String> shapes,
    Map<String, String> layouts,
    KeyedOptions keyed) {
  static final ModelInput AS_TRAINED =
      new ModelInput("", "", "", Map.of(), Map.of(), KeyedOptions.NONE);

  private static final Pattern BATCH_SIZE =
      Pattern.compile("|auto|-1|[1-9]\\d{0,8}|(?<low>[1-9]\\d{0,8}):(?<high>[1-9]\\d{0,8})");

  /** OVMS has no limit, and no framework creates longer names. */
  private static final int LONGEST_NAME = 500;

  ModelInput {
    shapes = Collections.unmodifiableMap(new LinkedHashMap<>(shapes));
    layouts = Collections.unmodifiableMap(new LinkedHashMap<>(layouts));
  }

  ModelInput batchSize(String text) {
    return new ModelInput(text, shape, layout, shapes, layouts, keyed);
  }

  ModelInput shape(String text) {
    return new ModelInput(batchSize, text, layout, shapes, layouts, keyed);
  }

  ModelInput layout(String text) {
    return new ModelInput(batchSize, shape, text, shapes, layouts, keyed);
  }

  ModelInput shape(String input, String text) {
    return new ModelInput(
        batchSize,
        shape,
        layout,
        with(shapes, input, text),
        layouts,
        keyed.with("shape", input, text));
  }

  ModelInput layout(String input, String text) {
    return new ModelInput(
        batchSize,
        shape,
        layout,
        shapes,
        with(layouts, input, text),
        keyed.with("layout", input, text));
  }

  void check(Findings findings) {
    var batch = BATCH_SIZE.matcher(batchSize);
    findings.require(
        batch.matches()
            && (batch.group("low") == null
                || Integer.parseInt(batch.group("low")) < Integer.parseInt(batch.group("high"))),
        FindingCode.MODEL_INPUT,
        "batchSize",
        quote(batchSize)
            + " is not a batch size; it must be a number above 0, a range such as \"1:8\", -1 for"
            + " any, or \"auto\"",
        "Write .batchSize(\"8\"), or leave it out.");
    if (!shape.isEmpty()) {
      checkShape(findings, "shape", shape);
    }
    if (!layout.isEmpty()) {
      checkLayout(findings, "layout", layout);
    }
    keyed.check(findings);
    checkNames(findings, "shape", shape, shapes);
    checkNames(findings, "layout", layout, layouts);
    shapes.forEach((input, text) -> checkShape(findings, "shape[" + input + "]", text));
    layouts.forEach((input, text) -> checkLayout(findings, "layout[" + input + "]", text));
    findings.require(
        batchSize.isEmpty() || (shape.isEmpty() && shapes.isEmpty()),
        FindingCode.MODEL_INPUT,
        "shape",
        quote(shapes.isEmpty() ? shape : shapes)
            + " replaces the batch size of "
            + quote(batchSize),
        "Keep .shape(..) or .batchSize(..), not both.");
  }

  void addTo(Map<String, Object> config) {
    if (!batchSize.isEmpty()) {
      config.put("batch_size", batchSize);
    }
    put(config, "shape", shape, shapes);
    put(config, "layout", layout, layouts);
  }

  /** Returns whether the model is reloaded for each new shape of a request. */
  boolean followsRequests() {
    return all().anyMatch(InputShape::isAuto);
  }

  /** Returns whether OVMS chooses shape or batch size by the requests. */
  boolean isAuto() {
    return batchSize.equals("auto") || followsRequests();
  }

  /** Returns whether a dimension is dynamic or a range. */
  boolean isDynamic() {
    return batchSize.equals("-1")
        || batchSize.contains(":")
        || all().anyMatch(InputShape::isDynamic);
  }

  /** Returns the shapes and the batch size, for messages. */
  String text() {
    return shape.isEmpty() ? shapes.isEmpty() ? batchSize : String.valueOf(shapes) : shape;
  }

  private Stream<InputShape> all() {
    return Stream.concat(Stream.of(shape), shapes.values().stream()).map(InputShape::new);
  }

  private static void checkShape(Findings findings, String option, String text) {
    findings.require(
        new InputShape(text).isValid(),
        FindingCode.MODEL_INPUT,
        option,
        quote(text)
            + " is not a shape; it must be \"auto\" or dimensions in parentheses: numbers above"
            + " 0, -1 for any, or ascending ranges",
        "Write (1,3,224,224), (-1,3,224,224) or (1:8,3,224,224), or leave it out.");
  }

  private static void checkLayout(Findings findings, String option, String text) {
    InputLayout layout = new InputLayout(text);
    findings.require(
        layout.isValid(),
        FindingCode.MODEL_INPUT,
        option,
        quote(text)
            + " is not a layout; it must be N, C, H, W and D, each once at most, with ? for a dimension"
            + " and ... for several, or two of these as target:source",
        "Write NHWC:NCHW for requests of NHWC to a model of NCHW, or leave it out.");
    findings.require(
        !layout.isValid() || layout.isTransposition(),
        FindingCode.MODEL_INPUT,
        option,
        quote(text) + " has different dimensions on both sides; only their order can differ",
        "Write the same letters on both sides, those of requests first: NHWC:NCHW.");
  }

  private static void checkNames(
      Findings findings, String option, String single, Map<String, String> byName) {
    findings.require(
        single.isEmpty() || byName.isEmpty(),
        FindingCode.MODEL_INPUT,
        option,
        quote(single)
            + " is for a model with one input, and "
            + quote(byName.keySet())
            + " are also set by name",
        "Set each input by name: ." + option + "(\"input\", \"…\").");
    byName
        .keySet()
        .forEach(
            name ->
                findings.require(
                    isName(name),
                    FindingCode.MODEL_INPUT,
                    option,
                    quote(name) + " is not the name of an input",
                    "Write the name shown by GET /v2/models/<model>."));
  }

  private static boolean isName(String text) {
    return !text.isBlank()
        && text.length() <= LONGEST_NAME
        && Text.isPlain(text)
        && text.chars().noneMatch(Character::isISOControl);
  }

  private static void put(
      Map<String, Object> config, String key, String single, Map<String, String> byName) {
    if (!byName.isEmpty()) {
      config.put(key, byName);
    } else if (!single.isEmpty()) {
      config.put(key, single);
    }
  }

  private static Map<String, String> with(Map<String, String> map, String key, String value) {
    Map<String, String> more = new LinkedHashMap<>(map);
    more.put(Objects.requireNonNull(key, "name"), Objects.requireNonNull(value, "text"));
    return more;
  }
}
