package io.github.cdk8sovms.acceptance.reports;

import io.github.cdk8sovms.adapter.AdapterTls;
import io.github.cdk8sovms.adapter.MetricsAdapter;
import io.github.cdk8sovms.autoscaling.RatioAutoscaler;
import io.github.cdk8sovms.kubernetes.Resources;
import io.github.cdk8sovms.load.ChatRequest;
import io.github.cdk8sovms.load.EmbeddingsRequest;
import io.github.cdk8sovms.load.LoadTest;
import io.github.cdk8sovms.load.Step;
import io.github.cdk8sovms.monitoring.PrometheusStack;
import io.github.cdk8sovms.serving.Device;
import io.github.cdk8sovms.serving.Embeddings;
import io.github.cdk8sovms.serving.HuggingFace;
import io.github.cdk8sovms.serving.Model;
import io.github.cdk8sovms.serving.ModelServer;
import io.github.cdk8sovms.serving.ModelSource;
import io.github.cdk8sovms.serving.ModelStore;
import io.github.cdk8sovms.serving.OvmsImage;
import io.github.cdk8sovms.serving.OvmsModelServer;
import io.github.cdk8sovms.serving.Rollout;
import io.github.cdk8sovms.serving.StoredModel;
import io.github.cdk8sovms.serving.TextGeneration;
import io.github.cdk8sovms.serving.ToolParser;
import io.github.cdk8sovms.signal.LoadSignal;
import io.github.cdk8sovms.validation.FindingCode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.cdk8s.Chart;

/**
 * What a person writes who knows Hugging Face and kubectl, and not OVMS. Each program is the chat
 * server of docs/generative.md with one mistake.
 */
final class LikelyMistakes {
  private static final OvmsImage OVMS = OvmsImage.of("2026.3.1");
  private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";
  private static final HuggingFace QWEN =
      HuggingFace.of("OpenVINO/Qwen3-8B-int4-ov").revision(COMMIT);
  private static final ModelSource CLAIM = ModelSource.volumeClaim("llms", "qwen3-8b").manyNodes();
  private static final Resources POD = Resources.cpu("8").memory("16Gi");

  /** A program and the one finding that it must produce. */
  record Mistake(FindingCode code, Consumer<Chart> program) {}

  private final Map<String, Mistake> mistakes = new LinkedHashMap<>();

  private LikelyMistakes() {
    addTasks();
    addRepositories();
    addStores();
    addSizes();
    addReleases();
    addOptions();
    addAccess();
    addScaling();
    addLoad();
  }

  static Map<String, Mistake> all() {
    return new LikelyMistakes().mistakes;
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

  private void mistake(String what, FindingCode code, Consumer<Chart> program) {
    mistakes.put(what, new Mistake(code, program));
  }

  private interface Served {
    OvmsModelServer.Builder with(OvmsModelServer.Builder server, StoredModel files);
  }

  private void server(String what, FindingCode code, Served served) {
    mistake(
        what,
        code,
        chart -> {
          StoredModel files = llms(chart, it -> it);
          served
              .with(OvmsModelServer.Builder.create(chart, "chat").image(OVMS).resources(POD), files)
              .build();
        });
  }

  private void old(
      String what, FindingCode code, String release, UnaryOperator<TextGeneration> model) {
    mistake(
        what,
        code,
        chart ->
            OvmsModelServer.Builder.create(chart, "chat")
                .image(OvmsImage.of(release))
                .generative(model.apply(chat(CLAIM)))
                .resources(POD)
                .apiKey("chat-key")
                .build());
  }

  private void fetch(String what, FindingCode code, String repository) {
    store(what, code, it -> it.fetch(HuggingFace.of(repository).revision(COMMIT)));
  }

  private void store(String what, FindingCode code, UnaryOperator<ModelStore.Builder> with) {
    mistake(what, code, chart -> with.apply(newStore(chart)).build());
  }

  private void scaled(String what, FindingCode code, UnaryOperator<RatioAutoscaler.Builder> with) {
    mistake(
        what, code, chart -> with.apply(autoscaler(chart, served(chart, CLAIM).build())).build());
  }

  private void load(String what, FindingCode code, UnaryOperator<LoadTest.Builder> with) {
    mistake(
        what,
        code,
        chart ->
            with.apply(
                    LoadTest.Builder.create(chart, "load")
                        .server(served(chart, CLAIM).build())
                        .step(Step.of(1, Duration.ofMinutes(2))))
                .build());
  }

  private static ModelStore.Builder newStore(Chart chart) {
    return ModelStore.Builder.create(chart, "llms").image(OVMS).size("20Gi");
  }

  private static StoredModel llms(Chart chart, UnaryOperator<ModelStore.Builder> with) {
    return with.apply(newStore(chart).fetch(QWEN)).build().files(QWEN);
  }

  private static TextGeneration chat(ModelSource files) {
    return TextGeneration.of("Qwen3-8B", files).cacheSize(8).capacity(16);
  }

  private static OvmsModelServer.Builder served(Chart chart, ModelSource files) {
    return OvmsModelServer.Builder.create(chart, "chat")
        .image(OVMS)
        .generative(chat(files))
        .resources(POD)
        .apiKey("chat-key");
  }

  private static RatioAutoscaler.Builder autoscaler(Chart chart, ModelServer server) {
    PrometheusStack prometheus =
        PrometheusStack.Builder.create(chart, "prometheus").scrape(server).build();
    MetricsAdapter adapter =
        MetricsAdapter.Builder.create(chart, "adapter")
            .prometheus(prometheus)
            .tls(AdapterTls.certManager())
            .build();
    return RatioAutoscaler.Builder.create(chart, "autoscaler")
        .target(server)
        .metrics(adapter)
        .replicas(1, 4);
  }
}
