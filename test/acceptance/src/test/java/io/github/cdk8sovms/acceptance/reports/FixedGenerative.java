package io.github.cdk8sovms.acceptance.reports;

import io.github.cdk8sovms.kubernetes.Resources;
import io.github.cdk8sovms.serving.Device;
import io.github.cdk8sovms.serving.Embeddings;
import io.github.cdk8sovms.serving.GenerativeModel;
import io.github.cdk8sovms.serving.HuggingFace;
import io.github.cdk8sovms.serving.ImageGeneration;
import io.github.cdk8sovms.serving.Model;
import io.github.cdk8sovms.serving.ModelCache;
import io.github.cdk8sovms.serving.ModelSource;
import io.github.cdk8sovms.serving.ModelStore;
import io.github.cdk8sovms.serving.OvmsImage;
import io.github.cdk8sovms.serving.OvmsModelServer;
import io.github.cdk8sovms.serving.TextGeneration;
import io.github.cdk8sovms.serving.ToolParser;
import io.github.cdk8sovms.validation.FindingCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.cdk8s.Chart;

/** For {@link FixedInputsTest}: generative models and stores. */
final class FixedGenerative {
  private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";
  private static final ModelSource CLAIM = ModelSource.volumeClaim("llms", "m").manyNodes();
  private static final TextGeneration CHAT = TextGeneration.of("chat", CLAIM).cacheSize(8);
  private static final HuggingFace QWEN =
      HuggingFace.of("OpenVINO/Qwen3-8B-int4-ov").revision(COMMIT);

  private final List<FixedInput> inputs = new ArrayList<>();

  private FixedGenerative() {
    addOptions();
    addMemory();
    addStores();
    addRepositories();
    addAccess();
  }

  static List<FixedInput> all() {
    return new FixedGenerative().inputs;
  }

  private void addOptions() {
    TextGeneration gemma = CHAT.toolParser(ToolParser.GEMMA4);
    add(
        FindingCode.GENERATIVE_RELEASE,
        "Use OVMS 2026.2 or newer",
        server(it -> it.generative(gemma).image(OvmsImage.of("2026.1"))),
        server(it -> it.generative(gemma).image(OvmsImage.of("2026.2"))));
    add(
        FindingCode.GENERATIVE_RELEASE,
        "or leave .toolParser(..) out",
        server(it -> it.generative(gemma).image(OvmsImage.of("2026.1"))),
        server(it -> it.generative(CHAT).image(OvmsImage.of("2026.1"))));
    OvmsImage idle = OvmsImage.of("2026.4");
    add(
        FindingCode.GENERATIVE_RELEASE,
        "or leave .idleUnload(..) out",
        server(it -> it.generative(CHAT).idleUnload(Duration.ofMinutes(10))),
        server(it -> it.generative(CHAT)));
    add(
        FindingCode.GENERATIVE_RELEASE,
        "Use OVMS 2026.4 or newer",
        server(it -> it.generative(CHAT).idleUnload(Duration.ofMinutes(10))),
        server(it -> it.generative(CHAT).idleUnload(Duration.ofMinutes(10)).image(idle)));
    Embeddings vectors = Embeddings.of("vectors", CLAIM);
    add(
        FindingCode.GENERATIVE_OPTION,
        "Write .numStreams(2)",
        model(vectors.pluginConfig("NUM_STREAMS", "2")),
        model(vectors.numStreams(2)));
    add(
        FindingCode.GENERATIVE_OPTION,
        "and set .capacity(..)",
        model(CHAT.pluginConfig("NUM_STREAMS", "2")),
        model(CHAT.capacity(16)));
    add(
        FindingCode.GENERATIVE_OPTION,
        "Add .toolParser(..)",
        model(CHAT.guidedTools()),
        model(CHAT.toolParser(ToolParser.HERMES3).guidedTools()));
    TextGeneration onNpu = TextGeneration.of("chat", CLAIM).device(Device.npu());
    add(
        FindingCode.PROMPT_LENGTH,
        "Add .maxPromptLength(4096)",
        model(onNpu),
        model(onNpu.maxPromptLength(4096)));
    ImageGeneration images = ImageGeneration.of("sd", CLAIM).device(Device.npu());
    add(
        FindingCode.GENERATIVE_OPTION,
        "Add .resolution(\"512x512\")",
        model(images),
        model(images.resolution("512x512")));
    add(
        FindingCode.OTHER_TASK,
        "Declare .generative(TextGeneration.of(..))",
        server(it -> it.model(Model.of("Qwen/Qwen3-8B", CLAIM).streams(2))),
        model(TextGeneration.of("Qwen/Qwen3-8B", CLAIM)));
    add(
        FindingCode.CACHE_NOT_USED,
        "write .cacheDirectory(..)",
        server(
            it ->
                it.generative(CHAT)
                    .image(OvmsImage.of("2026.2"))
                    .arguments("--cache_dir=/opt/cache")),
        model(CHAT.cacheDirectory("/opt/cache")));
    Model onCpu = Model.of("a", CLAIM).streams(2);
    add(
        FindingCode.MODEL_CACHE,
        "Leave .modelCache(..) out",
        server(it -> it.model(onCpu).modelCache(ModelCache.volumeClaim("compiled"))),
        server(it -> it.model(onCpu)));
  }

  private void addMemory() {
    TextGeneration unbounded = TextGeneration.of("chat", CLAIM);
    add(
        FindingCode.CACHE_UNBOUNDED,
        "Add .cacheSize(8)",
        model(unbounded),
        model(unbounded.cacheSize(8)));
    Resources small = Resources.cpu("8").memory("8Gi");
    add(
        FindingCode.MODEL_MEMORY,
        "Write .memory(\"14Gi\") or more",
        server(it -> it.generative(CHAT.weights("5Gi")).resources(small)),
        server(
            it -> it.generative(CHAT.weights("5Gi")).resources(Resources.cpu("8").memory("14Gi"))));
    add(
        FindingCode.MODEL_MEMORY,
        "or a smaller .cacheSize(..)",
        server(it -> it.generative(CHAT.weights("5Gi")).resources(small)),
        server(it -> it.generative(CHAT.weights("5Gi").cacheSize(2)).resources(small)));
  }

  private void addStores() {
    add(
        FindingCode.STORE,
        "Use OVMS 2025.4 or newer",
        store(it -> it.fetch(QWEN).image(OvmsImage.of("2025.3"))),
        store(it -> it.fetch(QWEN).image(OvmsImage.of("2025.4"))));
    add(
        FindingCode.STORE,
        "Raise .size(..)",
        store(it -> it.fetch(QWEN.size("30Gi"))),
        store(it -> it.fetch(QWEN.size("30Gi")).size("40Gi")));
    add(
        FindingCode.STORE,
        "Leave .oneNode() of the store out",
        served(ModelStore.Builder::oneNode, it -> it.replicas(4)),
        served(it -> it, it -> it.replicas(4)));
    add(
        FindingCode.STORE,
        "or write .replicas(1)",
        served(ModelStore.Builder::oneNode, it -> it.replicas(4)),
        served(ModelStore.Builder::oneNode, it -> it.replicas(1)));
    add(
        FindingCode.STORE,
        "Put both into one namespace",
        served(it -> it.namespace("models"), it -> it),
        served(it -> it.namespace("models"), it -> it.namespace("models")));
  }

  private void addRepositories() {
    HuggingFace plain = HuggingFace.of(QWEN.repository());
    add(
        FindingCode.HUGGING_FACE,
        "Write organization and name",
        store(it -> it.fetch(HuggingFace.of("Qwen3-8B-int4-ov").revision(COMMIT))),
        store(it -> it.fetch(QWEN)));
    add(
        FindingCode.HUGGING_FACE,
        "Write the 40 hexadecimal digits",
        store(it -> it.fetch(plain.revision("main"))),
        store(it -> it.fetch(QWEN)));
    add(
        FindingCode.REVISION,
        "Add .revision(..)",
        store(it -> it.fetch(plain)),
        store(it -> it.fetch(QWEN)));
    HuggingFace pyTorch = HuggingFace.of("Qwen/Qwen3-8B").revision(COMMIT);
    add(
        FindingCode.NOT_OPENVINO,
        "Use a repository such as \"OpenVINO/Qwen3-8B-int4-ov\"",
        store(it -> it.fetch(pyTorch)),
        store(it -> it.fetch(QWEN)));
    add(
        FindingCode.NOT_OPENVINO,
        "or .gguf(..)",
        store(it -> it.fetch(pyTorch)),
        store(it -> it.fetch(HuggingFace.of("Qwen/Qwen3-8B-GGUF").gguf("Q4_K_M.gguf"))));
    HuggingFace gated = HuggingFace.of("google/gemma-3-4b-it-int4-ov").revision(COMMIT);
    add(
        FindingCode.TOKEN_MISSING,
        "Add .token(\"hf-token\")",
        store(it -> it.fetch(gated)),
        store(it -> it.fetch(gated).token("hf-token")));
  }

  private void addAccess() {
    add(
        FindingCode.NO_API_KEY,
        "Add .apiKey(\"chat-key\")",
        model(CHAT),
        server(it -> it.generative(CHAT).apiKey("chat-key")));
    add(
        FindingCode.API_KEY,
        "Leave .apiKey(..) out",
        server(it -> it.model(FixedPrograms.PINNED).apiKey("key")),
        server(it -> it.model(FixedPrograms.PINNED)));
    add(
        FindingCode.API_KEY,
        "Use OVMS 2025.4 or newer",
        server(it -> it.generative(CHAT).apiKey("key").image(OvmsImage.of("2025.3"))),
        server(it -> it.generative(CHAT).apiKey("key").image(OvmsImage.of("2025.4"))));
  }

  private static Consumer<Chart> model(GenerativeModel<?> model) {
    return server(it -> it.generative(model));
  }

  private static Consumer<Chart> server(UnaryOperator<OvmsModelServer.Builder> options) {
    return chart ->
        options
            .apply(
                OvmsModelServer.Builder.create(chart, "chat")
                    .image(OvmsImage.of("2026.3.1"))
                    .resources(Resources.cpu("8").memory("32Gi")))
            .build();
  }

  private static Consumer<Chart> store(UnaryOperator<ModelStore.Builder> options) {
    return chart -> builder(chart, options).build();
  }

  private static ModelStore.Builder builder(
      Chart chart, UnaryOperator<ModelStore.Builder> options) {
    return options.apply(
        ModelStore.Builder.create(chart, "llms").image(OvmsImage.of("2026.3.1")).size("20Gi"));
  }

  private static Consumer<Chart> served(
      UnaryOperator<ModelStore.Builder> stored, UnaryOperator<OvmsModelServer.Builder> served) {
    return chart -> {
      ModelStore store = builder(chart, stored).fetch(QWEN).build();
      served
          .apply(
              OvmsModelServer.Builder.create(chart, "chat")
                  .image(OvmsImage.of("2026.3.1"))
                  .resources(Resources.cpu("8").memory("32Gi"))
                  .generative(TextGeneration.of("chat", store.files(QWEN)).cacheSize(8)))
          .build();
    };
  }

  private void add(
      FindingCode code, String proposal, Consumer<Chart> wrong, Consumer<Chart> fixed) {
    inputs.add(new FixedInput(code, proposal, wrong, fixed));
  }
}
