package io.github.cdk8sovms.acceptance;

import io.github.cdk8sovms.kubernetes.Resources;
import io.github.cdk8sovms.serving.Device;
import io.github.cdk8sovms.serving.Embeddings;
import io.github.cdk8sovms.serving.GenerativeModel;
import io.github.cdk8sovms.serving.ImageGeneration;
import io.github.cdk8sovms.serving.Model;
import io.github.cdk8sovms.serving.ModelSource;
import io.github.cdk8sovms.serving.OvmsImage;
import io.github.cdk8sovms.serving.OvmsModelServer;
import io.github.cdk8sovms.serving.Pipeline;
import io.github.cdk8sovms.serving.Pooling;
import io.github.cdk8sovms.serving.ReasoningParser;
import io.github.cdk8sovms.serving.Rerank;
import io.github.cdk8sovms.serving.SpeechToText;
import io.github.cdk8sovms.serving.TextGeneration;
import io.github.cdk8sovms.serving.ToolParser;
import io.github.cdk8sovms.serving.Workload;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.cdk8s.Chart;

/** Servers of generative models with one thing wrong each. */
final class BadGenerative {
  private static final ModelSource CLAIM = ModelSource.volumeClaim("llms", "qwen3-8b").manyNodes();
  private static final TextGeneration CHAT =
      TextGeneration.of("Qwen/Qwen3-8B", CLAIM).cacheSize(8).capacity(16);
  private static final Embeddings EMBEDDINGS = Embeddings.of("BAAI/bge-m3", CLAIM);
  private static final ImageGeneration IMAGES = ImageGeneration.of("sd", CLAIM);

  private final Map<String, Consumer<Chart>> inputs = new LinkedHashMap<>();

  private BadGenerative() {
    addTasks();
    addReleases();
    addOptions();
    addMemory();
  }

  static Map<String, Consumer<Chart>> all() {
    return new BadGenerative().inputs;
  }

  private void addTasks() {
    server(
        "language model as a model with streams",
        it -> it.model(Model.of("Qwen/Qwen3-8B", CLAIM).streams(4)));
    model("embeddings as text generation", TextGeneration.of("BAAI/bge-m3", CLAIM).cacheSize(4));
    model("reranker as embeddings", Embeddings.of("BAAI/bge-reranker-v2-m3", CLAIM));
    model("Whisper as text generation", TextGeneration.of("whisper-large", CLAIM).cacheSize(4));
    model(
        "language model in a bucket",
        TextGeneration.of("Qwen/Qwen3-8B", ModelSource.of("s3://models/qwen").anonymous())
            .cacheSize(8));
    model("capacity of 0", CHAT.capacity(0));
    server("generative model twice", it -> it.generative(CHAT).generative(CHAT));
    server(
        "generative model under the operator",
        it -> it.image(OvmsImage.of("2026.2.1")).generative(CHAT).workload(Workload.MODEL_SERVER));
    server(
        "a graph's key for the configuration",
        it -> it.generative(CHAT).configMap("chat-config", "graph-0.pbtxt"));
  }

  private void addReleases() {
    release("text generation before 2025.1", "2024.5", CHAT);
    release("embeddings before 2025.2", "2025.1", EMBEDDINGS);
    release("speech before 2025.4", "2025.3", SpeechToText.of("whisper", CLAIM));
    release("tool parser before 2025.3", "2025.2.1", CHAT.toolParser(ToolParser.HERMES3));
    release("newer tool parser", "2026.1", CHAT.toolParser(ToolParser.GEMMA4));
    release("newer reasoning parser", "2025.3", CHAT.reasoningParser(ReasoningParser.GPTOSS));
    release("newer pipeline", "2026.2.1", CHAT.pipeline(Pipeline.OMNI));
    release("pooling before 2025.3", "2025.2", EMBEDDINGS.pooling(Pooling.LAST));
    release("mean pooling before 2025.4", "2025.3", EMBEDDINGS.pooling(Pooling.MEAN));
    release("GGUF before 2025.3", "2025.2.1", CHAT.gguf("Qwen3-8B-Q4_K_M.gguf"));
    release(
        "timestamps before 2026.0", "2025.4", SpeechToText.of("whisper", CLAIM).wordTimestamps());
  }

  private void addOptions() {
    model("streams of text generation", CHAT.pluginConfig("NUM_STREAMS", "4"));
    model("streams as a property", EMBEDDINGS.pluginConfig("NUM_STREAMS", "4"));
    model("no streams", EMBEDDINGS.numStreams(0));
    model("KV cache of nothing", CHAT.cacheSize(0));
    model("no sequences", CHAT.maxSequences(0));
    model("prompt length on a CPU", CHAT.maxPromptLength(4096));
    model(
        "KV cache on an NPU",
        TextGeneration.of("Qwen/Qwen3-8B", CLAIM).device(Device.npu()).cacheSize(8));
    model("guided tools without a parser", CHAT.guidedTools());
    model("draft model outside of the directory", CHAT.draftModel("../draft"));
    model("GGUF that is none", CHAT.gguf("model.bin"));
    model("relative model cache", CHAT.cacheDirectory("cache"));
    model("resolution in words", IMAGES.maxResolution("large"));
    model("images on an NPU of any size", IMAGES.device(Device.npu()));
    model("property of the GPU", CHAT.pluginConfig("GPU_ENABLE_LOOP_UNROLLING", true));
    server(
        "--cache_dir for a language model",
        it -> it.generative(CHAT).arguments("--cache_dir=/opt/cache"));
    model("no chunks", Rerank.of("reranker", CLAIM).maxChunks(0));
  }

  private void addMemory() {
    model("KV cache without a limit", TextGeneration.of("Qwen/Qwen3-8B", CLAIM));
    server("too little memory", it -> it.generative(CHAT.weights("5Gi")));
    server(
        "too little memory for the cache of 2025.3",
        it ->
            it.image(OvmsImage.of("2025.3"))
                .generative(TextGeneration.of("Qwen/Qwen3-8B", CLAIM).weights("5Gi"))
                .resources(Resources.cpu("8").memory("12Gi")));
    model("weights in words", CHAT.weights("five"));
  }

  private void release(String what, String version, GenerativeModel<?> model) {
    server(what, it -> it.image(OvmsImage.of(version)).generative(model));
  }

  private void model(String what, GenerativeModel<?> model) {
    server(what, it -> it.generative(model));
  }

  private void server(String what, UnaryOperator<OvmsModelServer.Builder> wrong) {
    inputs.put(
        what,
        chart ->
            wrong
                .apply(
                    OvmsModelServer.Builder.create(chart, "chat").image(OvmsImage.of("2026.3.1")))
                .build());
  }
}
