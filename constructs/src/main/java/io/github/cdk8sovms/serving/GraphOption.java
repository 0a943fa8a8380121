package io.github.cdk8sovms.serving;

import io.github.cdk8sovms.internal.ovms.OvmsVersion;

/**
 * A field of the node options of a graph, with the first release that has it. Numbers and defaults
 * are those of the .proto files of OVMS at the tags v2025.1 to v2026.3.
 */
enum GraphOption {
  PIPELINE("pipeline", "pipeline_type", 2025, 1),
  CACHE_SIZE("cacheSize", "cache_size", 2025, 1),
  MAX_SEQUENCES("maxSequences", "max_num_seqs", 2025, 1),
  MAX_BATCHED_TOKENS("maxBatchedTokens", "max_num_batched_tokens", 2025, 1),
  MAX_TOKENS("maxTokens", "max_tokens_limit", 2025, 1),
  PREFIX_CACHING("prefixCaching", "enable_prefix_caching", 2025, 1),
  TOOL_PARSER("toolParser", "tool_parser", 2025, 3),
  REASONING_PARSER("reasoningParser", "reasoning_parser", 2025, 3),
  GUIDED_TOOLS("guidedTools", "enable_tool_guided_generation", 2025, 3),
  DRAFT_MODEL("draftModel", "draft_models_path", 2025, 1),
  DRAFT_DEVICE("draftModel", "draft_device", 2025, 1),
  NORMALIZE("normalize", "normalize_embeddings", 2025, 2),
  POOLING("pooling", "pooling", 2025, 3),
  TRUNCATE("truncate", "truncate", 2025, 3),
  MAX_CHUNKS("maxChunks", "max_allowed_chunks", 2025, 2),
  WORD_TIMESTAMPS("wordTimestamps", "enable_word_timestamps", 2026, 0),
  RESOLUTION("resolution", "resolution", 2025, 3),
  MAX_RESOLUTION("maxResolution", "max_resolution", 2025, 2),
  DEFAULT_RESOLUTION("defaultResolution", "default_resolution", 2025, 2),
  MAX_IMAGES("maxImages", "max_num_images_per_prompt", 2025, 2),
  DEFAULT_STEPS("defaultSteps", "default_num_inference_steps", 2025, 2),
  MAX_STEPS("maxSteps", "max_num_inference_steps", 2025, 2);

  private final String setter;
  private final String field;
  private final OvmsVersion since;

  GraphOption(String setter, String field, int year, int minor) {
    this.setter = setter;
    this.field = field;
    this.since = new OvmsVersion(year, minor, 0);
  }

  /** Returns the method that sets it. */
  String setter() {
    return setter;
  }

  /** Returns its name in the graph. */
  String field() {
    return field;
  }

  OvmsVersion since() {
    return since;
  }
}
