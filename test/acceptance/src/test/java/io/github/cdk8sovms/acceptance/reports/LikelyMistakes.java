package io.github.cdk8sovms.acceptance.reports;

import io.github.cdk8sovms.load.ChatRequest;
import io.github.cdk8sovms.load.EmbeddingsRequest;
import io.github.cdk8sovms.serving.Device;
import io.github.cdk8sovms.serving.Embeddings;
import io.github.cdk8sovms.serving.Model;
import io.github.cdk8sovms.serving.ModelSource;
import io.github.cdk8sovms.serving.ModelStore;
import io.github.cdk8sovms.serving.OvmsImage;
import io.github.cdk8sovms.serving.OvmsModelServer;
import io.github.cdk8sovms.serving.Rollout;
import io.github.cdk8sovms.serving.TextGeneration;
import io.github.cdk8sovms.serving.ToolParser;
import io.github.cdk8sovms.signal.LoadSignal;
import io.github.cdk8sovms.validation.FindingCode;
import java.time.Duration;
import java.util.Map;

/**
 * What a person writes who knows Hugging Face and kubectl, and not OVMS. Each program is the chat
 * server of docs/generative.md with one mistake.
 */
final class LikelyMistakes extends ChatPrograms {

  private LikelyMistakes() {
    addTasks();
    addReleases();
    addOptions();
    addAccess();
    addScaling();
    addLoad();
  }

  static Map<String, Mistake> all() {
    Map<String, Mistake> mistakes = new LikelyMistakes().mistakes();
    mistakes.putAll(new LikelyStoreMistakes().mistakes());
    return mistakes;
  }

  private void addTasks() {
    server(
        "chat model as a model with streams",
        FindingCode.STORE,
        (it, files) -> it.model(Model.of("Qwen3-8B", files).streams(4)).apiKey("chat-key"));
    mistake(
        "chat model on a claim as a model with streams",
        FindingCode.OTHER_TASK,
        chart ->
            OvmsModelServer.Builder.create(chart, "chat")
                .image(OVMS)
                .model(Model.of("Qwen/Qwen3-8B", CLAIM).streams(4))
                .resources(POD)
                .apiKey("chat-key")
                .build());
    server(
        "embeddings as text generation",
        FindingCode.OTHER_TASK,
        (it, files) ->
            it.generative(TextGeneration.of("bge-m3", files).cacheSize(4)).apiKey("chat-key"));
    server(
        "two models of one name",
        FindingCode.DUPLICATE_MODEL,
        (it, files) ->
            it.generative(chat(files)).generative(chat(files).maxTokens(64)).apiKey("chat-key"));
    server(
        "name with a space",
        FindingCode.MODEL_NAME,
        (it, files) ->
            it.generative(TextGeneration.of("Qwen3 8B", files).cacheSize(8)).apiKey("chat-key"));
    mistake(
        "chat model straight from a bucket",
        FindingCode.GRAPH,
        chart -> served(chart, ModelSource.of("s3://models/qwen3-8b")).build());
  }

  private void addReleases() {
    store(
        "store of an old image",
        FindingCode.STORE,
        it -> it.image(OvmsImage.of("2025.2")).fetch(QWEN));
    old("image of 2024", FindingCode.GRAPH, "2024.5", it -> it);
    old("API key on an old image", FindingCode.API_KEY, "2025.3", it -> it);
    old(
        "tool parser that came later",
        FindingCode.GENERATIVE_RELEASE,
        "2026.1",
        it -> it.toolParser(ToolParser.GEMMA4));
    mistake(
        "GGUF file before there were any",
        FindingCode.GENERATIVE_RELEASE,
        chart ->
            OvmsModelServer.Builder.create(chart, "chat")
                .image(OvmsImage.of("2025.2.1"))
                .generative(chat(CLAIM).gguf("Qwen3-8B-Q4_K_M.gguf"))
                .resources(POD)
                .build());
    mistake(
        "--cache_dir on 2026.1",
        FindingCode.CACHE_NOT_USED,
        chart ->
            served(chart, CLAIM)
                .image(OvmsImage.of("2026.1"))
                .arguments("--cache_dir=/opt/cache")
                .build());
  }

  private void addOptions() {
    server(
        "NPU without the length of prompts",
        FindingCode.PROMPT_LENGTH,
        (it, files) ->
            it.generative(TextGeneration.of("Qwen3-8B", files).device(Device.npu()).capacity(1))
                .deviceGroup(109)
                .rollout(Rollout.ONE_AT_A_TIME)
                .apiKey("chat-key"));
    server(
        "KV cache on an NPU",
        FindingCode.GENERATIVE_OPTION,
        (it, files) ->
            it.generative(chat(files).device(Device.npu()).maxPromptLength(4096))
                .deviceGroup(109)
                .rollout(Rollout.ONE_AT_A_TIME)
                .apiKey("chat-key"));
    server(
        "NUM_STREAMS of a language model",
        FindingCode.GENERATIVE_OPTION,
        (it, files) ->
            it.generative(chat(files).pluginConfig("NUM_STREAMS", 4)).apiKey("chat-key"));
    server(
        "more streams than cores",
        FindingCode.STREAMS_EXCEED_CPU,
        (it, files) ->
            it.generative(Embeddings.of("bge-base", files).numStreams(16).capacity(8))
                .apiKey("chat-key"));
    server(
        "tools without a parser",
        FindingCode.GENERATIVE_OPTION,
        (it, files) -> it.generative(chat(files).guidedTools()).apiKey("chat-key"));
  }

  private void addAccess() {
    server("no API key", FindingCode.NO_API_KEY, (it, files) -> it.generative(chat(files)));
    server(
        "API key in place of its Secret",
        FindingCode.INVALID_NAME,
        (it, files) -> it.generative(chat(files)).apiKey("sk-4f9aB2c81d7e6a5b3c2d1e0f"));
    server(
        "API key in small letters in place of its Secret",
        FindingCode.INVALID_NAME,
        (it, files) -> it.generative(chat(files)).apiKey("9f86d081884c7d659a2feaa0c55ad015"));
  }

  private void addScaling() {
    scaled(
        "requests per stream of a chat model",
        FindingCode.NOT_MEASURED,
        it -> it.signal(LoadSignal.requestsPerStream()));
    scaled(
        "latency of a chat model",
        FindingCode.NOT_MEASURED,
        it -> it.signal(LoadSignal.meanLatency()).latency(Duration.ofSeconds(2)));
    scaled("no pod at night", FindingCode.REPLICA_RANGE, it -> it.replicas(0, 4));
    mistake(
        "autoscaler of a model without a capacity",
        FindingCode.NOT_MEASURED,
        chart ->
            autoscaler(
                    chart,
                    OvmsModelServer.Builder.create(chart, "chat")
                        .image(OVMS)
                        .generative(TextGeneration.of("Qwen3-8B", CLAIM).cacheSize(8))
                        .resources(POD)
                        .apiKey("chat-key")
                        .build())
                .build());
    mistake(
        "autoscaler of four pods on a volume of one node",
        FindingCode.NODE_LIMIT,
        chart ->
            autoscaler(chart, served(chart, llms(chart, ModelStore.Builder::oneNode)).build())
                .build());
  }

  private void addLoad() {
    load(
        "embeddings of a chat model",
        FindingCode.LOAD_MODEL,
        it -> it.request(EmbeddingsRequest.of("A text.")));
    load(
        "load test of a model by its path",
        FindingCode.LOAD_MODEL,
        it -> it.model("v1/Qwen3-8B").request(ChatRequest.of("Hello")));
  }
}
