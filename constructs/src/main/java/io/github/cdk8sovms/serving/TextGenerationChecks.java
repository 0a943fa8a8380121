package io.github.cdk8sovms.serving;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.validation.FindingCode;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Checks of the options of text generation that do not depend on the release.
 *
 * @param model the model
 * @param gguf its GGUF file; empty if none is set
 * @param limits checks of its options
 */
record TextGenerationChecks(Servable model, String gguf, GenerativeLimits limits) {
  private static final Pattern GGUF = Pattern.compile("[A-Za-z0-9._-]{1,250}\\.gguf");

  private static final List<GraphOption> OF_BATCH =
      List.of(
          GraphOption.CACHE_SIZE,
          GraphOption.MAX_SEQUENCES,
          GraphOption.MAX_BATCHED_TOKENS,
          GraphOption.PREFIX_CACHING,
          GraphOption.DRAFT_MODEL);

  void run() {
    limits.number(GraphOption.CACHE_SIZE, 1, 2048, "Write the GiB of the KV cache, such as 8.");
    limits.number(GraphOption.MAX_SEQUENCES, 1, 65_536, "Leave .maxSequences(..) out.");
    limits.number(GraphOption.MAX_BATCHED_TOKENS, 1, 1_000_000, "Leave .maxBatchedTokens(..) out.");
    limits.number(GraphOption.MAX_TOKENS, 1, 10_000_000, "Leave .maxTokens(..) out.");
    checkPromptLength();
    checkBatch();
    checkFiles();
    checkDraft();
    limits.require(
        settings().option(GraphOption.GUIDED_TOOLS).isEmpty()
            || settings().option(GraphOption.TOOL_PARSER).isPresent(),
        "guidedTools",
        "the calls of tools are not parsed, so they cannot be guided",
        "Add .toolParser(..), or leave .guidedTools() out.");
  }

  private GenerativeSettings settings() {
    return limits.settings();
  }

  private void checkPromptLength() {
    Object prompt = settings().properties().get(GenerativeSettings.MAX_PROMPT_LEN);
    if (prompt != null) {
      limits.number("maxPromptLength", (int) prompt, 1, 1_000_000, "Write a number such as 4096.");
      limits.require(
          settings().isOnNpu(),
          "maxPromptLength",
          quote(prompt) + " has an effect on an NPU only",
          "Leave .maxPromptLength(..) out, or add .device(Device.npu()).");
    }
    limits
        .findings()
        .require(
            !settings().isOnNpu() || prompt != null,
            FindingCode.PROMPT_LENGTH,
            "maxPromptLength",
            quote(model.name())
                + " rejects prompts of more than 1024 tokens, the default on an NPU",
            "Add .maxPromptLength(4096), or as long as prompts with their history are; more needs"
                + " more memory.");
  }

  private void checkBatch() {
    for (GraphOption option : OF_BATCH) {
      limits.require(
          !settings().isOnNpu() || settings().option(option).isEmpty(),
          option.setter(),
          quote(option.field()) + " has no effect on an NPU, where OVMS does not batch requests",
          "Leave ." + option.setter() + "(..) out, or use another device.");
    }
  }

  private void checkFiles() {
    settings()
        .option(GraphOption.DRAFT_MODEL)
        .ifPresent(
            draft ->
                limits.require(
                    ClaimedVolume.isPath(String.valueOf(draft)),
                    "draftModel",
                    quote(draft)
                        + " is not a directory inside that of the model; it must be relative, of"
                        + " letters, digits, '.', '_', '-' and '/'",
                    "Write a directory such as \"draft\"."));
    limits.require(
        gguf.isEmpty() || GGUF.matcher(gguf).matches(),
        "gguf",
        quote(gguf) + " is not the name of a GGUF file",
        "Write a name such as \"Qwen3-8B-Q4_K_M.gguf\".");
  }

  private void checkDraft() {
    Object draft = settings().option(GraphOption.DRAFT_MODEL).orElse("");
    if (model.source() instanceof StoredModel files && !files.hasVersions()) {
      limits
          .findings()
          .require(
              draft.equals("") || draft.equals(files.draft()),
              FindingCode.STORE,
              "draftModel",
              quote(draft)
                  + " is not among the files of the store "
                  + quote(files.volume().claim()),
              "Leave .draftModel(..) out, and add .draft(\"OpenVINO/Qwen3-0.6B-int4-ov\") to the"
                  + " HuggingFace.");
      limits
          .findings()
          .require(
              files.draft().isEmpty() || !settings().isOnNpu(),
              FindingCode.GENERATIVE_OPTION,
              "device",
              quote(files.draft())
                  + " drafts tokens for a batch, and on an NPU OVMS does not batch",
              "Leave .draft(..) of the HuggingFace out, or use another device.");
    }
  }
}
