package io.github.cdk8sovms.serving;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.internal.ovms.OvmsVersion;
import io.github.cdk8sovms.internal.values.Quantity;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import io.github.cdk8sovms.validation.internal.Required;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A model with a generative task, in a directory as on Hugging Face: {@code openvino_model.xml},
 * {@code openvino_tokenizer.xml} and so on. OVMS executes it as a MediaPipe graph, whose {@code
 * graph.pbtxt} this library writes into the server's ConfigMap; one in the directory is not used.
 * Immutable: each method returns a modified copy.
 *
 * <p>It has no execution streams in OVMS' metrics and no infer requests, so signals on streams or
 * latency are refused (OVMS424). Set {@link #capacity(int)} to scale it.
 *
 * <p>The graph pool of OVMS 2026.2 and newer is off: it would limit the gauge of the default signal
 * to the cores of the node.
 *
 * <p>Refused: options that the release does not have (OVMS250), cloud storage (OVMS249).
 *
 * @param <T> the task
 * @see <a href="https://docs.openvino.ai/2026/model-server/ovms_docs_llm_reference.html">OVMS' own
 *     reference</a>
 */
public abstract sealed class GenerativeModel<T extends GenerativeModel<T>> extends GraphServable
    permits TextGeneration, Embeddings, Rerank, SpeechToText, TextToSpeech, ImageGeneration {
  /** The directory in which {@link GraphFiles} mounts a graph.pbtxt for each model. */
  static final String GRAPHS = "/graphs";

  private final GenerativeSettings settings;

  GenerativeModel(String name, ModelSource source, GenerativeSettings settings) {
    super(name, source, settings.execution().device(), settings.capacity());
    this.settings = settings;
  }

  /**
   * Sets the device. Default: {@link Device#cpu()}, which is always written, because an unset
   * device selects whatever the node has since OVMS 2026.3.
   */
  public final T device(Device device) {
    Required.nonNull(device);
    return with(settings.with(settings.execution().device(device)));
  }

  /**
   * Sets how many requests a pod processes concurrently, from a load test. The server starts twice
   * as many HTTP workers, because a request is counted only once a worker has taken it. Default:
   * none; an autoscaler then needs a signal.
   *
   * @param requests 1 to 5000
   */
  public final T capacity(int requests) {
    return with(settings.capacity(requests));
  }

  /**
   * Adds a property of the device to the graph's plugin configuration.
   *
   * @param key such as {@code INFERENCE_PRECISION_HINT}
   * @param value text, a finite number or a boolean
   */
  public final T pluginConfig(String key, Object value) {
    Required.nonNull(key, "key");
    Required.nonNull(value, "value");
    return with(settings.with(settings.execution().pluginConfig(key, value)));
  }

  /**
   * States the memory of the weights, such as {@code "5Gi"}: about the size of the .bin files. With
   * it, the memory limit of the pod is checked. Default: unknown, and not checked.
   */
  public final T weights(String bytes) {
    Required.nonNull(bytes);
    return with(settings.weights(Quantity.of(bytes)));
  }

  /**
   * Sets the directory of the model cache, which shortens the start on a GPU or NPU. Mount a
   * writable volume there. OVMS' flag {@code --cache_dir} does not reach graphs. Default: no cache.
   */
  public final T cacheDirectory(String directory) {
    Required.nonNull(directory);
    return with(settings.property(GenerativeSettings.CACHE_DIR, directory));
  }

  @Override
  public final boolean hasOpenAiApi() {
    return true;
  }

  abstract GenerativeTask task();

  /** Returns a copy with other settings. */
  abstract T with(GenerativeSettings other);

  /**
   * Returns the fields of the graph's node, without models_path, device and plugin_config.
   *
   * @param files the directory of the files
   */
  Map<GraphOption, Object> fields(String files) {
    return settings.options();
  }

  final GenerativeSettings settings() {
    return settings;
  }

  /** Returns the directory or file that the calculator loads. */
  String modelsPath(String directory) {
    return filesIn(directory);
  }

  /** Returns the directory of the files: those over https are in that of a version. */
  final String filesIn(String directory) {
    return source() instanceof HttpsFiles files ? directory + "/" + files.version() : directory;
  }

  /** Returns the KV cache that it may fill; empty if it has none, or one without a limit. */
  Optional<Quantity> cache(OvmsVersion version) {
    return Optional.empty();
  }

  /** Returns whether it has a KV cache that grows without a limit. */
  boolean hasUnboundedCache(OvmsVersion version) {
    return false;
  }

  @Override
  final boolean isCached(OvmsVersion version) {
    return device().isAccelerated();
  }

  @Override
  final Findings in(Findings findingsOfServer) {
    return findingsOfServer.within("generative[" + name() + "]");
  }

  @Override
  void check(Findings findings) {
    super.check(findings);
    settings.check(findings, task() != GenerativeTask.TEXT_GENERATION);
    findings.require(
        !(source() instanceof CloudStorage),
        FindingCode.GRAPH,
        "source",
        "OVMS reads generative models from local disk only, not from cloud storage",
        "Copy it once with .fetch(..) of a ModelStore, or use ModelSource.volumeClaim(..),"
            + " ModelSource.image(..) or ModelSource.https(..).");
    GenerativeTask.ofModel(name())
        .filter(known -> known != task())
        .ifPresent(known -> otherTask(findings, name(), task().type(), known));
  }

  static void otherTask(Findings findings, String name, String declared, GenerativeTask known) {
    findings.add(
        FindingCode.OTHER_TASK,
        "name",
        quote(name)
            + " is declared as "
            + declared
            + ", but models of this name are known for the task "
            + known.flag()
            + "; with another task OVMS does not load it, or answers with errors",
        "Declare .generative(" + known.type() + ".of(..)), unless the name is a coincidence.");
  }

  @Override
  void checkFor(OvmsVersion version, Findings findings) {
    super.checkFor(version, findings);
    findings.require(
        version.compareTo(task().since()) >= 0 || !version.takesGraphsAsModels(),
        FindingCode.GENERATIVE_RELEASE,
        "name",
        quote(name())
            + " needs the task "
            + task().flag()
            + ", which OVMS "
            + version
            + " does not have",
        "Use OVMS " + task().since() + " or newer.");
    if (version.compareTo(task().since()) >= 0) {
      settings.checkFor(version, findings);
    }
  }

  @Override
  final Map<String, Object> toConfig(String basePath) {
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("name", name());
    config.put("base_path", GRAPHS + "/" + directory());
    return config;
  }
}
