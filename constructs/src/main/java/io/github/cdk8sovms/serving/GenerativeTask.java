package io.github.cdk8sovms.serving;

import io.github.cdk8sovms.internal.ovms.OvmsVersion;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The task of a generative model: its calculator in OVMS, and the models that are known for it.
 *
 * @see <a
 *     href="https://github.com/openvinotoolkit/model_server/blob/v2026.3/src/graph_export/graph_export.cpp">The
 *     graphs that OVMS itself writes</a>
 */
enum GenerativeTask {
  EMBEDDINGS(
      "Embeddings",
      "embeddings",
      new OvmsVersion(2025, 2, 0),
      "bge-(?!reranker).*|.*[-_](?:embed|embedding)\\b.*|.*embedding.*|(?:multilingual-)?e5-.*"
          + "|gte-(?!.*rerank).*|all-minilm.*|nomic-embed.*"),
  RERANK("Rerank", "rerank", new OvmsVersion(2025, 2, 0), ".*rerank.*"),
  SPEECH_TO_TEXT(
      "SpeechToText", "speech2text", new OvmsVersion(2025, 4, 0), "(?:distil-)?whisper.*"),
  TEXT_TO_SPEECH("TextToSpeech", "text2speech", new OvmsVersion(2025, 4, 0), "speecht5.*|kokoro.*"),
  IMAGE_GENERATION(
      "ImageGeneration",
      "image_generation",
      new OvmsVersion(2025, 2, 0),
      "stable-diffusion.*|sdxl.*|flux[.-].*|lcm_dreamshaper.*"),
  TEXT_GENERATION(
      "TextGeneration",
      "text_generation",
      new OvmsVersion(2025, 1, 0),
      "(?:meta-)?llama-?[234].*|qwen[23].*|qwq.*|mistral-.*|mixtral.*|ministral.*|gemma-?[234].*"
          + "|phi-[34].*|deepseek-.*|gpt-oss.*|smollm.*|tinyllama.*|falcon-?3.*|internvl.*"
          + "|minicpm.*|llava.*|devstral.*|lfm2.*");

  private final String type;
  private final String flag;
  private final OvmsVersion since;
  private final Pattern models;

  GenerativeTask(String type, String flag, OvmsVersion since, String models) {
    this.type = type;
    this.flag = flag;
    this.since = since;
    this.models = Pattern.compile(models);
  }

  /** Returns the name of its class. */
  String type() {
    return type;
  }

  /** Returns the value of {@code --task}. */
  String flag() {
    return flag;
  }

  /** Returns whether OVMS 2026.3 applies {@code --cache_dir} to its graphs. */
  boolean takesCacheFlag() {
    return switch (this) {
      case TEXT_GENERATION, SPEECH_TO_TEXT, TEXT_TO_SPEECH, IMAGE_GENERATION -> true;
      case EMBEDDINGS, RERANK -> false;
    };
  }

  /** Returns the first release whose calculator takes a directory as on Hugging Face. */
  OvmsVersion since() {
    return since;
  }

  /** Returns whether a request takes many steps of the model. */
  boolean isSlow() {
    return switch (this) {
      case TEXT_GENERATION, SPEECH_TO_TEXT, TEXT_TO_SPEECH, IMAGE_GENERATION -> true;
      case EMBEDDINGS, RERANK -> false;
    };
  }

  /**
   * Returns whether models of this task are served as graphs only. Embeddings and rerankers are
   * also served as models, by clients that tokenize.
   */
  boolean isWithoutStreams() {
    return this != EMBEDDINGS && this != RERANK;
  }

  /** Returns the task of a well-known family of models; empty if the name belongs to none. */
  static Optional<GenerativeTask> ofModel(String name) {
    String model = name.substring(name.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    return Arrays.stream(values()).filter(task -> task.models.matcher(model).matches()).findFirst();
  }
}
