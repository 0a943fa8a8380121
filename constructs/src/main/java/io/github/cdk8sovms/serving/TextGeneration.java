package io.github.cdk8sovms.serving;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.internal.ovms.OvmsVersion;
import io.github.cdk8sovms.internal.values.Quantity;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import io.github.cdk8sovms.validation.internal.Required;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A language model for chat and completions, also with images ({@link Pipeline#VLM_CB}).
 *
 * <pre>{@code
 * TextGeneration.of("Qwen/Qwen3-8B", ModelSource.volumeClaim("llms", "qwen3-8b").manyNodes())
 *     .cacheSize(8)
 *     .toolParser(ToolParser.HERMES3)
 *     .reasoningParser(ReasoningParser.QWEN3)
 *     .capacity(16)
 * }</pre>
 *
 * <p>Served at {@code /v3/chat/completions} and, since OVMS 2026.3, at {@code
 * /v1/chat/completions}. Prefix caching is on, as in the graphs that OVMS writes. On an NPU OVMS
 * does not batch, so options of the batch are refused (OVMS251).
 */
public final class TextGeneration extends GenerativeModel<TextGeneration> {
  private static final OvmsVersion GGUF_SINCE = new OvmsVersion(2025, 3, 0);

  /** Before 2025.4 the KV cache has 8 GB unless set; since then it grows with the requests. */
  private static final OvmsVersion DYNAMIC_CACHE_SINCE = new OvmsVersion(2025, 4, 0);

  private static final Quantity CACHE_BEFORE = Quantity.of("8Gi");

  private final String gguf;

  private TextGeneration(
      String name, ModelSource source, GenerativeSettings settings, String gguf) {
    super(name, source, settings);
    this.gguf = gguf;
  }

  /**
   * Returns a language model.
   *
   * @param name the {@code model} of requests, and the {@code name} label of its series
   * @param source the directory of its files
   */
  public static TextGeneration of(String name, ModelSource source) {
    Required.nonNull(name, "name");
    Required.nonNull(source, "source");
    return new TextGeneration(name, source, GenerativeSettings.DEFAULT, "");
  }

  /** Sets the pipeline. Default: OVMS chooses by the files and the device. */
  public TextGeneration pipeline(Pipeline pipeline) {
    return with(settings().with(GraphOption.PIPELINE, Required.nonNull(pipeline)));
  }

  /**
   * Sets the size of the KV cache in GiB. Default: since OVMS 2025.4 it grows with the requests, up
   * to an out-of-memory kill, which is warned of (OVMS252); before, 8.
   *
   * @param gibibytes 1 to 2048
   */
  public TextGeneration cacheSize(int gibibytes) {
    return with(settings().with(GraphOption.CACHE_SIZE, gibibytes));
  }

  /** Sets the precision of the KV cache. Default: that of the model. */
  public TextGeneration kvCachePrecision(KvCachePrecision precision) {
    Required.nonNull(precision);
    return with(settings().property(GenerativeSettings.KV_CACHE_PRECISION, precision.text()));
  }

  /**
   * Sets how many sequences are in a batch; further requests wait. Default: 256.
   *
   * @param count 1 to 65536
   */
  public TextGeneration maxSequences(int count) {
    return with(settings().with(GraphOption.MAX_SEQUENCES, count));
  }

  /**
   * Sets how many tokens a step of the batch processes. Default: 256.
   *
   * @param count 1 to 1000000
   */
  public TextGeneration maxBatchedTokens(int count) {
    return with(settings().with(GraphOption.MAX_BATCHED_TOKENS, count));
  }

  /**
   * Limits the tokens of a response. Default: the length of the model's context.
   *
   * @param count 1 to 10000000
   */
  public TextGeneration maxTokens(int count) {
    return with(settings().with(GraphOption.MAX_TOKENS, count));
  }

  /** Returns the limit of tokens per answer, which a request must be below; empty if unset. */
  public OptionalInt maxTokens() {
    return settings().options().get(GraphOption.MAX_TOKENS) instanceof Integer count
        ? OptionalInt.of(count)
        : OptionalInt.empty();
  }

  /** Sets whether prompts that begin alike share their part of the KV cache. Default: true. */
  public TextGeneration prefixCaching(boolean enabled) {
    return with(settings().with(GraphOption.PREFIX_CACHING, enabled));
  }

  /** Sets how calls of tools are read from the model's text. Default: they are not. */
  public TextGeneration toolParser(ToolParser parser) {
    return with(settings().with(GraphOption.TOOL_PARSER, Required.nonNull(parser)));
  }

  /** Sets how reasoning is separated from the answer. Default: it is not. */
  public TextGeneration reasoningParser(ReasoningParser parser) {
    return with(settings().with(GraphOption.REASONING_PARSER, Required.nonNull(parser)));
  }

  /** Restricts calls of tools to their JSON schema; needs {@link #toolParser(ToolParser)}. */
  public TextGeneration guidedTools() {
    return with(settings().with(GraphOption.GUIDED_TOOLS, true));
  }

  /**
   * Sets a draft model for speculative decoding.
   *
   * @param directory its directory inside that of the model, such as {@code "draft"}
   */
  public TextGeneration draftModel(String directory) {
    return with(settings().with(GraphOption.DRAFT_MODEL, Required.nonNull(directory)));
  }

  /**
   * Sets the longest prompt on an NPU, in tokens; longer ones are rejected. Default: 1024.
   *
   * @param tokens 1 to 1000000
   */
  public TextGeneration maxPromptLength(int tokens) {
    return with(settings().property(GenerativeSettings.MAX_PROMPT_LEN, tokens));
  }

  /**
   * Loads this GGUF file of the directory, since OVMS 2025.3. Default: the OpenVINO files.
   *
   * @param file such as {@code "Qwen3-8B-Q4_K_M.gguf"}
   */
  public TextGeneration gguf(String file) {
    return new TextGeneration(name(), source(), settings(), Required.nonNull(file));
  }

  @Override
  GenerativeTask task() {
    return GenerativeTask.TEXT_GENERATION;
  }

  @Override
  TextGeneration with(GenerativeSettings other) {
    return new TextGeneration(name(), source(), other, gguf);
  }

  @Override
  String modelsPath(String directory) {
    String file = gguf.isEmpty() && source() instanceof StoredModel it ? it.gguf() : gguf;
    return filesIn(directory) + (file.isEmpty() ? "" : "/" + file);
  }

  @Override
  Map<GraphOption, Object> fields(String files) {
    Map<GraphOption, Object> fields = new EnumMap<>(GraphOption.class);
    if (!settings().isOnNpu()) {
      fields.put(GraphOption.PREFIX_CACHING, true);
    }
    fields.putAll(settings().options());
    Object draft = fields.get(GraphOption.DRAFT_MODEL);
    if (draft == null && source() instanceof StoredModel it && !it.draft().isEmpty()) {
      draft = it.draft();
    }
    if (draft != null) {
      fields.put(GraphOption.DRAFT_MODEL, files + "/" + draft);
      fields.put(GraphOption.DRAFT_DEVICE, device().text());
    }
    return fields;
  }

  @Override
  Optional<Quantity> cache(OvmsVersion version) {
    Optional<Quantity> configured =
        settings().option(GraphOption.CACHE_SIZE).map(size -> Quantity.of(size + "Gi"));
    return configured.isPresent() || version.compareTo(DYNAMIC_CACHE_SINCE) >= 0
        ? configured
        : Optional.of(CACHE_BEFORE);
  }

  @Override
  boolean hasUnboundedCache(OvmsVersion version) {
    return !settings().isOnNpu() && cache(version).isEmpty();
  }

  @Override
  void check(Findings findings) {
    super.check(findings);
    new TextGenerationChecks(this, gguf, new GenerativeLimits(settings(), findings)).run();
  }

  @Override
  void checkFor(OvmsVersion version, Findings findings) {
    super.checkFor(version, findings);
    GenerativeLimits limits = new GenerativeLimits(settings(), findings);
    limits.value(GraphOption.TOOL_PARSER, it -> ((ToolParser) it).since(), version);
    limits.value(GraphOption.REASONING_PARSER, it -> ((ReasoningParser) it).since(), version);
    limits.value(GraphOption.PIPELINE, it -> ((Pipeline) it).since(), version);
    if (!gguf.isEmpty()) {
      limits.release("gguf", gguf, GGUF_SINCE, version);
    }
    findings.require(
        !hasUnboundedCache(version),
        FindingCode.CACHE_UNBOUNDED,
        "cacheSize",
        quote(name())
            + " has a KV cache that grows with the number and length of requests, until the pod is"
            + " killed for lack of memory",
        "Add .cacheSize(8), with the GiB that the pod has beside the weights.");
  }
}
