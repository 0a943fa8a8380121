package io.github.cdk8sovms.acceptance.reports;

import io.github.cdk8sovms.kubernetes.Resources;
import io.github.cdk8sovms.serving.HuggingFace;
import io.github.cdk8sovms.serving.ModelSource;
import io.github.cdk8sovms.serving.ModelStore;
import io.github.cdk8sovms.serving.TextGeneration;
import io.github.cdk8sovms.validation.FindingCode;

/** For {@link LikelyMistakes}: repositories, stores, and the sizes of weights. */
final class LikelyStoreMistakes extends ChatPrograms {
  LikelyStoreMistakes() {
    addRepositories();
    addStores();
    addSizes();
  }

  private void addRepositories() {
    fetch("repository as on Hugging Face", FindingCode.NOT_OPENVINO, "Qwen/Qwen3-8B");
    fetch(
        "address of a repository",
        FindingCode.HUGGING_FACE,
        "https://huggingface.co/OpenVINO/Qwen3-8B-int4-ov");
    fetch("address of KServe", FindingCode.HUGGING_FACE, "hf://OpenVINO/Qwen3-8B-int4-ov");
    fetch("repository without its owner", FindingCode.HUGGING_FACE, "Qwen3-8B");
    fetch(
        "gated repository, by its original name",
        FindingCode.NOT_OPENVINO,
        "meta-llama/Llama-3.1-8B-Instruct");
    fetch(
        "gated repository without a token",
        FindingCode.TOKEN_MISSING,
        "meta-llama/Llama-3.1-8B-Instruct-int4-ov");
    store("no revision", FindingCode.REVISION, it -> it.fetch(HuggingFace.of(QWEN.repository())));
    store(
        "branch as the revision", FindingCode.HUGGING_FACE, it -> it.fetch(QWEN.revision("main")));
    store(
        "gated GGUF file",
        FindingCode.TOKEN_MISSING,
        it ->
            it.fetch(HuggingFace.of("google/gemma-3-4b-it-qat-q4_0-gguf").gguf("gemma-3-4b.gguf")));
    store(
        "token in place of its Secret",
        FindingCode.INVALID_NAME,
        it -> it.fetch(QWEN).token("hf_QwErTyUiOpAsDfGhJkLzXcVbNm12345678"));
  }

  private void addStores() {
    mistake(
        "four pods on a volume of one node",
        FindingCode.STORE,
        chart -> served(chart, llms(chart, ModelStore.Builder::oneNode)).replicas(4).build());
    mistake(
        "four pods on a claim of one node",
        FindingCode.NODE_LIMIT,
        chart ->
            served(chart, ModelSource.volumeClaim("llms", "qwen3-8b").oneNode())
                .replicas(4)
                .build());
    mistake(
        "model that the store does not fetch",
        FindingCode.STORE,
        chart -> {
          ModelStore store = newStore(chart).fetch(QWEN).build();
          served(chart, store.files(HuggingFace.of("OpenVINO/Qwen3-4B-int4-ov"))).build();
        });
    mistake(
        "store in a namespace of its own",
        FindingCode.STORE,
        chart -> served(chart, llms(chart, it -> it.namespace("models"))).build());
    server(
        "draft model that the store does not fetch",
        FindingCode.STORE,
        (it, files) ->
            it.generative(chat(files).draftModel("OpenVINO/Qwen3-0.6B-int4-ov"))
                .apiKey("chat-key"));
  }

  private void addSizes() {
    server(
        "less memory than weights and KV cache",
        FindingCode.MODEL_MEMORY,
        (it, files) ->
            it.generative(chat(files).weights("5Gi").cacheSize(8))
                .resources(Resources.cpu("8").memory("8Gi"))
                .apiKey("chat-key"));
    server(
        "less memory than weights of which only the name is given",
        FindingCode.MODEL_MEMORY,
        (it, files) ->
            it.generative(chat(files).cacheSize(2))
                .resources(Resources.cpu("4").memory("4Gi"))
                .apiKey("chat-key"));
    server(
        "KV cache larger than the memory",
        FindingCode.MODEL_MEMORY,
        (it, files) -> it.generative(chat(files).cacheSize(32)).apiKey("chat-key"));
    server(
        "KV cache without a limit",
        FindingCode.CACHE_UNBOUNDED,
        (it, files) ->
            it.generative(TextGeneration.of("Qwen3-8B", files).capacity(16)).apiKey("chat-key"));
    store(
        "volume smaller than the stated files",
        FindingCode.STORE,
        it -> it.size("3Gi").fetch(QWEN.size("5Gi")));
    store("volume smaller than the weights", FindingCode.STORE, it -> it.size("2Gi").fetch(QWEN));
  }
}
