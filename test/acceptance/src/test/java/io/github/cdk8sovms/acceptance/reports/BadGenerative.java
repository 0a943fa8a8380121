package io.github.cdk8sovms.acceptance.reports;

import io.github.cdk8sovms.kubernetes.Resources;
import io.github.cdk8sovms.serving.CloudStorage;
import io.github.cdk8sovms.serving.Device;
import io.github.cdk8sovms.serving.Embeddings;
import io.github.cdk8sovms.serving.GenerativeModel;
import io.github.cdk8sovms.serving.HuggingFace;
import io.github.cdk8sovms.serving.ImageGeneration;
import io.github.cdk8sovms.serving.Model;
import io.github.cdk8sovms.serving.ModelSource;
import io.github.cdk8sovms.serving.ModelStore;
import io.github.cdk8sovms.serving.OvmsImage;
import io.github.cdk8sovms.serving.OvmsModelServer;
import io.github.cdk8sovms.serving.Pipeline;
import io.github.cdk8sovms.serving.Pooling;
import io.github.cdk8sovms.serving.ReasoningParser;
import io.github.cdk8sovms.serving.Rerank;
import io.github.cdk8sovms.serving.Rollout;
import io.github.cdk8sovms.serving.SpeechToText;
import io.github.cdk8sovms.serving.TextGeneration;
import io.github.cdk8sovms.serving.ToolParser;
import io.github.cdk8sovms.signal.OvmsMetric;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;
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

  private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";
  private static final HuggingFace QWEN =
      HuggingFace.of("OpenVINO/Qwen3-8B-int4-ov").revision(COMMIT);
  private static final HuggingFace OTHER =
      HuggingFace.of("OpenVINO/Qwen3-4B-int4-ov").revision(COMMIT);

  private static final Duration IDLE = Duration.ofMinutes(10);

  private final Map<String, Consumer<Chart>> inputs = new LinkedHashMap<>();

  private BadGenerative() {
    addTasks();
    addReleases();
    addOptions();
    addMemory();
    addStores();
    addStoredModels();
    addAccess();
    addIdleUnload();
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
    server(
        "short prompts on an NPU",
        it ->
            it.generative(TextGeneration.of("Qwen/Qwen3-8B", CLAIM).device(Device.npu()))
                .rollout(Rollout.ONE_AT_A_TIME)
                .deviceGroup(109)
                .apiKey("chat-key"));
    model("guided tools without a parser", CHAT.guidedTools());
    model("draft model outside of the directory", CHAT.draftModel("../draft"));
    model("GGUF that is none", CHAT.gguf("model.bin"));
    model("relative model cache", CHAT.cacheDirectory("cache"));
    model("resolution in words", IMAGES.maxResolution("large"));
    model("images on an NPU of any size", IMAGES.device(Device.npu()));
    model("property of the GPU", CHAT.pluginConfig("GPU_ENABLE_LOOP_UNROLLING", true));
    server(
        "restart by counters that are not exported",
        it ->
            it.generative(CHAT)
                .metrics(OvmsMetric.CURRENT_GRAPHS, OvmsMetric.RESPONSES)
                .restartWhenStuck());
    server(
        "--cache_dir for a language model",
        it ->
            it.generative(CHAT).image(OvmsImage.of("2026.2")).arguments("--cache_dir=/opt/cache"));
    model("no chunks", Rerank.of("reranker", CLAIM).maxChunks(0));
  }

  private void addMemory() {
    model("KV cache without a limit", TextGeneration.of("Qwen/Qwen3-8B", CLAIM));
    server(
        "too little memory",
        it -> it.generative(CHAT.weights("5Gi")).resources(Resources.cpu("8").memory("12Gi")));
    server(
        "too little memory for the cache of 2025.3",
        it ->
            it.image(OvmsImage.of("2025.3"))
                .generative(TextGeneration.of("Qwen/Qwen3-8B", CLAIM).weights("5Gi"))
                .resources(Resources.cpu("8").memory("12Gi")));
    model("weights in words", CHAT.weights("five"));
    server(
        "cache larger than the memory",
        it -> it.generative(CHAT.cacheSize(64)).resources(Resources.cpu("8").memory("32Gi")));
  }

  private void addStores() {
    store("store of nothing", it -> it.size("20Gi"), false);
    inputs.put("store without anything", chart -> ModelStore.Builder.create(chart, "s").build());
    store("store that OVMS 2025.3 fills", it -> it.image(OvmsImage.of("2025.3")), true);
    store("store smaller than its models", it -> it.size("3Gi").fetch(QWEN.size("5Gi")), false);
    store("repository twice", it -> it.fetch(QWEN), true);
    store("existing claim with a size", it -> it.existingClaim("llms"), true);
    store("endpoint that is no URL", it -> it.endpoint("hf-mirror"), true);
    store("endpoint on the pod itself", it -> it.endpoint("https://localhost:8080"), true);
    store("proxy on the pod itself", it -> it.proxy("http://127.0.0.1:3128"), true);
    store(
        "token over plain HTTP",
        it -> it.endpoint("http://hf.example.com").token("hf-token"),
        true);
    store("deadline of no time", it -> it.deadline(Duration.ZERO), true);
    fetch("address of a repository", "https://huggingface.co/OpenVINO/Qwen3-8B-int4-ov");
    fetch("repository without an organization", "Qwen3-8B-int4-ov");
    fetch("repository of PyTorch weights", "Qwen/Qwen3-8B");
    fetch("gated repository of PyTorch weights", "meta-llama/Llama-3.1-8B-Instruct");
    fetch("gated repository without a token", "meta-llama/Llama-3.1-8B-Instruct-int4-ov");
    store(
        "repository without a revision", it -> it.fetch(HuggingFace.of(QWEN.repository())), false);
    store("branch as a revision", it -> it.fetch(QWEN.revision("main")), false);
    store("revision of a GGUF file", it -> it.fetch(QWEN.gguf("a.gguf")), false);
    store("draft that is no repository", it -> it.fetch(QWEN.draft("draft")), false);
    HuggingFace gguf = HuggingFace.of("unsloth/Llama").gguf("a.gguf");
    store("token for a GGUF file", it -> it.fetch(gguf).token("hf"), false);
    store("GGUF that is another file", it -> it.fetch(HuggingFace.of("a/b").gguf("a.bin")), false);
    CloudStorage bucket = ModelSource.of("s3://models/resnet50").credentials("keys");
    store(
        "bucket that is no directory", it -> it.fetch(ModelSource.of("s3://models/a.xml")), false);
    store("bucket twice", it -> it.fetch(bucket).fetch(bucket), false);
    store("bucket read in two ways", it -> it.fetch(bucket).fetch(bucket.anonymous()), false);
    store("label with a slash", it -> it.fetch(bucket, "2026/11"), false);
    store("image for no bucket", it -> it.downloaderImage("rclone:1"), true);
    store(
        "file share",
        it -> it.fetch(ModelSource.of("azfs://models/resnet50").credentials("keys")),
        false);
    inputs.put(
        "bucket that the store does not copy",
        chart ->
            OvmsModelServer.Builder.create(chart, "resnet")
                .image(OvmsImage.of("2026.3.1"))
                .model(
                    Model.of(
                            "resnet50",
                            ModelStore.Builder.create(chart, "models")
                                .size("1Gi")
                                .fetch(bucket, "1")
                                .build()
                                .files(bucket, "2"))
                        .streams(2))
                .build());
    served("model that the store does not fetch", UnaryOperator.identity(), it -> it, OTHER);
    served(
        "four pods on a volume of one node",
        ModelStore.Builder::oneNode,
        it -> it.replicas(4),
        QWEN);
    served("store in another namespace", it -> it.namespace("models"), it -> it, QWEN);
  }

  private void addStoredModels() {
    stored(
        "files of a store as a model",
        (files, it) -> it.model(Model.of("resnet50", files).streams(2)));
  }

  private void stored(
      String what,
      BiFunction<ModelSource, OvmsModelServer.Builder, OvmsModelServer.Builder> wrong) {
    server(
        what,
        (chart, it) ->
            wrong.apply(
                ModelStore.Builder.create(chart, "llms")
                    .image(OvmsImage.of("2026.3.1"))
                    .size("20Gi")
                    .fetch(QWEN)
                    .build()
                    .files(QWEN),
                it));
  }

  private void addAccess() {
    server(
        "API key for a model",
        it -> it.model(Model.of("resnet50", CLAIM).streams(2)).apiKey("chat-key"));
    release("API key that OVMS 2025.3 does not check", "2025.3", CHAT, it -> it.apiKey("chat-key"));
    server("API key in capitals", it -> it.generative(CHAT).apiKey("Chat-Key"));
    model("generative model without an API key", CHAT);
  }

  private void addIdleUnload() {
    release("idle unloading before 2026.4", "2026.3.1", CHAT, it -> it.idleUnload(IDLE));
    release(
        "idle unloading twice",
        "2026.4.1",
        CHAT,
        it -> it.idleUnload(IDLE).arguments("--idle_unload_timeout_seconds=60"));
    release(
        "idle unloading after a second",
        "2026.4.1",
        CHAT,
        it -> it.idleUnload(Duration.ofSeconds(1)));
  }

  private void release(
      String what,
      String version,
      GenerativeModel<?> model,
      UnaryOperator<OvmsModelServer.Builder> wrong) {
    server(what, it -> wrong.apply(it.image(OvmsImage.of(version)).generative(model)));
  }

  private void fetch(String what, String repository) {
    store(what, it -> it.fetch(HuggingFace.of(repository).revision(COMMIT)), false);
  }

  private void store(String what, UnaryOperator<ModelStore.Builder> wrong, boolean fetches) {
    inputs.put(
        what,
        chart -> {
          ModelStore.Builder store =
              ModelStore.Builder.create(chart, "llms").image(OvmsImage.of("2026.3.1")).size("20Gi");
          wrong.apply(fetches ? store.fetch(QWEN) : store).build();
        });
  }

  private void served(
      String what,
      UnaryOperator<ModelStore.Builder> stored,
      UnaryOperator<OvmsModelServer.Builder> served,
      HuggingFace model) {
    server(
        what,
        (chart, it) ->
            served.apply(
                it.generative(
                    TextGeneration.of(
                            "chat",
                            stored
                                .apply(
                                    ModelStore.Builder.create(chart, "llms")
                                        .image(OvmsImage.of("2026.3.1"))
                                        .size("20Gi")
                                        .fetch(QWEN))
                                .build()
                                .files(model))
                        .cacheSize(8))));
  }

  private void release(String what, String version, GenerativeModel<?> model) {
    server(what, it -> it.image(OvmsImage.of(version)).generative(model));
  }

  private void model(String what, GenerativeModel<?> model) {
    server(what, it -> it.generative(model));
  }

  private void server(String what, UnaryOperator<OvmsModelServer.Builder> wrong) {
    server(what, (chart, it) -> wrong.apply(it));
  }

  private void server(
      String what, BiFunction<Chart, OvmsModelServer.Builder, OvmsModelServer.Builder> wrong) {
    inputs.put(
        what,
        chart ->
            wrong
                .apply(
                    chart,
                    OvmsModelServer.Builder.create(chart, "chat")
                        .image(OvmsImage.of("2026.3.1"))
                        .resources(Resources.cpu("8").memory("32Gi")))
                .build());
  }
}
