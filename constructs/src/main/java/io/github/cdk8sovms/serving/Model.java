package io.github.cdk8sovms.serving;

import static io.github.cdk8sovms.validation.Findings.quote;

import io.github.cdk8sovms.kubernetes.Urls;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.Findings;
import io.github.cdk8sovms.validation.Required;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * A model that a server serves. Immutable: each method gives a changed copy. Values are checked
 * when the server is built.
 */
public final class Model {
  private static final Pattern NAME =
      Pattern.compile(
          "[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?(?:/[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)?");
  private static final int LONGEST_NAME = 100;

  private final String name;
  private final ModelSource source;
  private final Execution execution;
  private final ModelInput input;
  private final Optional<VersionPolicy> versions;

  private Model(
      String name,
      ModelSource source,
      Execution execution,
      ModelInput input,
      Optional<VersionPolicy> versions) {
    this.name = name;
    this.source = source;
    this.execution = execution;
    this.input = input;
    this.versions = versions;
  }

  /**
   * A model.
   *
   * @param name what clients ask for, and the {@code name} label of its metrics
   * @param source where its files come from
   */
  public static Model of(String name, ModelSource source) {
    Required.nonNull(name, "name");
    Required.nonNull(source, "source");
    return new Model(name, source, Execution.DEFAULT, ModelInput.AS_TRAINED, Optional.empty());
  }

  /**
   * Sets how many inferences run at a time. Pin it: a target of the autoscaler means so many
   * requests a stream. OpenVINO lowers a number above the cores of the pod without a word.
   */
  public Model streams(int count) {
    return with(execution.streams(count));
  }

  /**
   * Sets how many infer requests may be held at a time. Default: four a stream, because since OVMS
   * 2024.5 a request is counted only while it holds one, so that with one a stream the load could
   * never look greater than 1.
   */
  public Model nireq(int count) {
    return with(execution.nireq(count));
  }

  /**
   * Sets where the model is executed. Default: {@link Device#cpu()}. A GPU or NPU brings the image
   * with drivers and the request of the pod for it.
   */
  public Model device(Device device) {
    Required.nonNull(device);
    return with(execution.device(device));
  }

  /**
   * Adds a property of the device. Refused: a property that the device does not have in the
   * release, and a value that it does not take.
   *
   * @param key such as {@code INFERENCE_PRECISION_HINT}
   * @param value text, a finite number or a boolean; switches also as {@code "YES"} and {@code
   *     "NO"}
   */
  public Model pluginConfig(String key, Object value) {
    Required.nonNull(key, "key");
    Required.nonNull(value, "value");
    return with(execution.pluginConfig(key, value));
  }

  /**
   * Sets the batch size: a number, a range such as {@code "1:8"}, {@code "-1"} for any, or {@code
   * "auto"}, with which the model is loaded anew for each size that a request has; OVMS calls that
   * deprecated.
   */
  public Model batchSize(String batchSize) {
    Required.nonNull(batchSize);
    return with(input.batchSize(batchSize));
  }

  /**
   * Sets the shape of the input of a model that has one: dimensions such as {@code
   * "(1,3,224,224)"}, each a number, -1 for any, or a range such as {@code 1:8} whose end is above
   * its start; or {@code "auto"}, with which the model is loaded anew for each shape that a request
   * has. A model with several inputs is not loaded with it: use {@link #shape(String, String)}.
   */
  public Model shape(String shape) {
    Required.nonNull(shape);
    return with(input.shape(shape));
  }

  /**
   * Sets the shape of one input by its name; other inputs keep theirs.
   *
   * @param input the name, as {@code GET /v2/models/<model>} shows it
   * @param shape as for {@link #shape(String)}
   */
  public Model shape(String input, String shape) {
    Required.nonNull(input, "input");
    Required.nonNull(shape, "shape");
    return with(this.input.shape(input, shape));
  }

  /**
   * Sets the layout of the input of a model that has one: {@code "NHWC:NCHW"} takes requests of
   * NHWC for a model of NCHW, and transposes them; {@code "NHWC"} says what the model has. Letters
   * are N, C, H, W and D, each at most once, with ? for an unknown dimension and ... for several. A
   * model with several inputs is not loaded with it: use {@link #layout(String, String)}.
   */
  public Model layout(String layout) {
    Required.nonNull(layout);
    return with(input.layout(layout));
  }

  /**
   * Sets the layout of one input or output by its name.
   *
   * @param tensor the name, as {@code GET /v2/models/<model>} shows it
   * @param layout as for {@link #layout(String)}
   */
  public Model layout(String tensor, String layout) {
    Required.nonNull(tensor, "tensor");
    Required.nonNull(layout, "layout");
    return with(input.layout(tensor, layout));
  }

  /** Sets which versions are served. Default: the latest. */
  public Model versions(VersionPolicy policy) {
    Required.nonNull(policy);
    return new Model(name, source, execution, input, Optional.of(policy));
  }

  /** What clients ask for. */
  public String name() {
    return name;
  }

  /** Where the files come from. */
  public ModelSource source() {
    return source;
  }

  /** Where the model is executed. */
  public Device device() {
    return execution.device();
  }

  /** How many inferences run at a time; empty if OVMS chooses. */
  public OptionalInt streams() {
    return execution.streams();
  }

  /** How many infer requests may be held at a time; empty if OVMS chooses. */
  public OptionalInt nireq() {
    return execution.nireq();
  }

  /**
   * How many infer requests OpenVINO makes for each stream if neither is set: it depends on the
   * device. Empty if that is not known.
   */
  public OptionalDouble nireqPerStreamIfUnset() {
    return execution.nireqPerStreamIfUnset();
  }

  /** Whether it has a {@code PERFORMANCE_HINT}, by which OpenVINO chooses the streams. */
  public boolean hasPerformanceHint() {
    return execution.hasPerformanceHint();
  }

  /** Where this model lives below a mount; '/' would nest it in another model's directory. */
  String directory() {
    return name.replace('/', '+');
  }

  /**
   * The paths that answer 200 once it is loaded. Asked without a version OVMS speaks of the newest
   * that is loaded, so versions that are named are asked for one by one.
   */
  List<String> readyPaths() {
    String path = "/v2/models/" + Urls.pathSegment(name);
    List<Integer> named = versions.map(VersionPolicy::named).orElse(List.of());
    return named.isEmpty()
        ? List.of(path + "/ready")
        : named.stream().distinct().map(each -> path + "/versions/" + each + "/ready").toList();
  }

  /** The findings of a server, with the paths of this model. */
  Findings in(Findings findingsOfServer) {
    return findingsOfServer.within("model[" + name + "]");
  }

  void check(Findings findings) {
    findings.require(
        name.length() <= LONGEST_NAME && NAME.matcher(name).matches(),
        FindingCode.MODEL_NAME,
        "name",
        quote(name)
            + " is not a model name; it is part of URLs and metric labels, so it must be letters,"
            + " digits, '.', '_' and '-', at most one '/' between such words, at most "
            + LONGEST_NAME
            + " characters",
        "Write a name such as \"resnet50\".");
    source.check(findings);
    execution.check(findings);
    input.check(findings);
    new DeviceRules(device()).checkInput(input, findings);
    versions.ifPresent(policy -> policy.check(findings));
  }

  /** How many threads inference was told to use; empty if OpenVINO chooses. */
  OptionalInt threads() {
    return execution.threads();
  }

  /** Checks what one OVMS version takes and another does not. */
  void checkFor(OvmsVersion version, Findings findings) {
    source.checkFor(version, findings);
    execution.checkFor(version, findings);
    findings.require(
        version.decodesModelNames() || name.indexOf('/') < 0,
        FindingCode.MODEL_NAME_NOT_IN_PATH,
        "name",
        quote(name)
            + " cannot be asked for over HTTP before OVMS 2024.5, so no pod would be seen to have"
            + " loaded it",
        "Use a newer image, or a name without '/'.");
  }

  /** The entry of this model in config.json. */
  Map<String, Object> toConfig(String basePath) {
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("name", name);
    config.put("base_path", basePath);
    versions.ifPresent(policy -> config.put("model_version_policy", policy.toConfig()));
    input.addTo(config);
    execution.addTo(config);
    return config;
  }

  private Model with(Execution other) {
    return new Model(name, source, other, input, versions);
  }

  private Model with(ModelInput other) {
    return new Model(name, source, execution, other, versions);
  }
}
