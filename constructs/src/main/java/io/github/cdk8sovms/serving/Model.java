package io.github.cdk8sovms.serving;

import io.github.cdk8sovms.internal.ovms.OvmsVersion;
import io.github.cdk8sovms.internal.ovms.Served.ServedModel;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import io.github.cdk8sovms.validation.internal.Required;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A served model. Immutable: each method returns a modified copy. Values are validated when the
 * server is built.
 *
 * <pre>{@code
 * Model.of("resnet50", ModelSource.of("s3://models/resnet50").credentials("s3"))
 *     .streams(4)
 *     .shape("(1,3,224,224)")
 * }</pre>
 */
public final class Model extends Servable {
  private final Execution execution;
  private final ModelInput input;
  private final Optional<VersionPolicy> versions;

  private Model(
      String name,
      ModelSource source,
      Execution execution,
      ModelInput input,
      Optional<VersionPolicy> versions) {
    super(name, source);
    this.execution = execution;
    this.input = input;
    this.versions = versions;
  }

  /**
   * Returns a model.
   *
   * @param name the name in requests, and the {@code name} label of its metrics
   * @param source the source of its files
   */
  public static Model of(String name, ModelSource source) {
    Required.nonNull(name, "name");
    Required.nonNull(source, "source");
    return new Model(name, source, Execution.DEFAULT, ModelInput.AS_TRAINED, Optional.empty());
  }

  /**
   * Sets the number of concurrent inferences. Pin it: the target of the autoscaler is in requests
   * per stream. OpenVINO silently lowers a number above the cores of the pod.
   */
  public Model streams(int count) {
    return with(execution.streams(count));
  }

  /**
   * Sets the number of infer requests. Default: four per stream, because since OVMS 2024.5 a
   * request is counted only while it holds one; with one per stream the load could never exceed 1.
   */
  public Model nireq(int count) {
    return with(execution.nireq(count));
  }

  /**
   * Sets the device. Default: {@link Device#cpu()}. A GPU or NPU selects the image with drivers and
   * adds a resource request to the pod.
   */
  public Model device(Device device) {
    Required.nonNull(device);
    return with(execution.device(device));
  }

  /**
   * Adds a property of the device. Properties and values that the device does not support in this
   * release are rejected.
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
   * "auto"}, with which the model is reloaded for each new batch size; OVMS has deprecated that.
   */
  public Model batchSize(String batchSize) {
    Required.nonNull(batchSize);
    return with(input.batchSize(batchSize));
  }

  /**
   * Sets the input shape of a model with one input: dimensions such as {@code "(1,3,224,224)"},
   * each a number, -1 for any, or an ascending range such as {@code 1:8}; or {@code "auto"}, with
   * which the model is reloaded for each new shape. A model with several inputs does not load with
   * it: use {@link #shape(String, String)}.
   */
  public Model shape(String shape) {
    Required.nonNull(shape);
    return with(input.shape(shape));
  }

  /**
   * Sets the shape of one input by name; other inputs are unchanged.
   *
   * @param input the name, as shown by {@code GET /v2/models/<model>}
   * @param shape as for {@link #shape(String)}
   */
  public Model shape(String input, String shape) {
    Required.nonNull(input, "input");
    Required.nonNull(shape, "shape");
    return with(this.input.shape(input, shape));
  }

  /**
   * Sets the input layout of a model with one input: {@code "NHWC:NCHW"} accepts NHWC requests for
   * an NCHW model, and transposes them; {@code "NHWC"} declares the layout of the model. Letters
   * are N, C, H, W and D, each at most once, with ? for an unknown dimension and ... for several. A
   * model with several inputs does not load with it: use {@link #layout(String, String)}.
   */
  public Model layout(String layout) {
    Required.nonNull(layout);
    return with(input.layout(layout));
  }

  /**
   * Sets the layout of one input or output by name.
   *
   * @param tensor the name, as shown by {@code GET /v2/models/<model>}
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
    return new Model(name(), source(), execution, input, Optional.of(policy));
  }

  @Override
  public Device device() {
    return execution.device();
  }

  @Override
  public boolean hasOpenAiApi() {
    return false;
  }

  /** Returns the number of concurrent inferences; empty if OVMS chooses. */
  public OptionalInt streams() {
    return execution.streams();
  }

  /** Returns the number of infer requests; empty if OVMS chooses. */
  public OptionalInt nireq() {
    return execution.nireq();
  }

  /**
   * Returns the paths that return 200 once it is loaded. Without a version OVMS reports the newest
   * loaded one, so specific versions are probed individually.
   */
  @Override
  List<String> readyPaths() {
    List<Integer> named = versions.map(VersionPolicy::named).orElse(List.of());
    return named.isEmpty()
        ? List.of(path() + "/ready")
        : named.stream().distinct().map(each -> path() + "/versions/" + each + "/ready").toList();
  }

  @Override
  boolean isCached(OvmsVersion version) {
    return device().isAccelerated() && !input.isAuto();
  }

  @Override
  Findings in(Findings findingsOfServer) {
    return findingsOfServer.within("model[" + name() + "]");
  }

  @Override
  void check(Findings findings) {
    new ServableName(name()).check(findings);
    source().check(findings);
    execution.check(findings);
    input.check(findings);
    new DeviceRules(device()).checkInput(input, findings);
    versions.ifPresent(policy -> policy.check(findings));
    findings.require(
        !(source() instanceof StoredModel stored) || stored.hasVersions(),
        FindingCode.STORE,
        "source",
        "the files are a repository of Hugging Face, and OVMS looks for version directories in the"
            + " files of a model",
        "Declare the task with .generative(..), such as TextGeneration.of(..), or use another"
            + " ModelSource.");
    GenerativeTask.ofModel(name())
        .filter(GenerativeTask::isWithoutStreams)
        .ifPresent(task -> GenerativeModel.otherTask(findings, name(), "Model", task));
  }

  /** Returns the configured number of inference threads; empty if OpenVINO chooses. */
  OptionalInt threads() {
    return execution.threads();
  }

  @Override
  void checkFor(OvmsVersion version, Findings findings) {
    source().checkFor(version, findings);
    execution.checkFor(version, findings);
    new ServableName(name()).checkFor(version, findings);
  }

  @Override
  ServedModel served() {
    return new ServedModel(
        name(),
        streams(),
        nireq(),
        execution.nireqPerStreamIfUnset(),
        execution.hasPerformanceHint(),
        device().text());
  }

  @Override
  Map<String, Object> toConfig(String basePath) {
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("name", name());
    config.put("base_path", basePath);
    versions.ifPresent(policy -> config.put("model_version_policy", policy.toConfig()));
    input.addTo(config);
    execution.addTo(config);
    return config;
  }

  private Model with(Execution other) {
    return new Model(name(), source(), other, input, versions);
  }

  private Model with(ModelInput other) {
    return new Model(name(), source(), execution, other, versions);
  }
}
