package io.github.cdk8sovms.acceptance.cases;

import io.github.cdk8sovms.kubernetes.Resources;
import io.github.cdk8sovms.serving.CloudStorage;
import io.github.cdk8sovms.serving.Device;
import io.github.cdk8sovms.serving.Embeddings;
import io.github.cdk8sovms.serving.GpuDriver;
import io.github.cdk8sovms.serving.HuggingFace;
import io.github.cdk8sovms.serving.ImageGeneration;
import io.github.cdk8sovms.serving.KvCachePrecision;
import io.github.cdk8sovms.serving.Model;
import io.github.cdk8sovms.serving.ModelSource;
import io.github.cdk8sovms.serving.ModelStore;
import io.github.cdk8sovms.serving.OvmsImage;
import io.github.cdk8sovms.serving.OvmsModelServer;
import io.github.cdk8sovms.serving.Pipeline;
import io.github.cdk8sovms.serving.Pooling;
import io.github.cdk8sovms.serving.ReasoningParser;
import io.github.cdk8sovms.serving.Rerank;
import io.github.cdk8sovms.serving.SpeechToText;
import io.github.cdk8sovms.serving.TextGeneration;
import io.github.cdk8sovms.serving.TextToSpeech;
import io.github.cdk8sovms.serving.ToolParser;
import io.github.cdk8sovms.serving.WorkloadIdentity;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.cdk8s.Chart;

/** Programs that together use every option of generative models. */
final class GenerativeCases {
  private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

  private GenerativeCases() {}

  static Map<String, Consumer<Chart>> all() {
    Map<String, Consumer<Chart>> cases = new LinkedHashMap<>();
    cases.put("generative-chat", GenerativeCases::chat);
    cases.put("generative-oldest-release", GenerativeCases::oldestRelease);
    cases.put("generative-every-option", GenerativeCases::everyOption);
    cases.put("generative-idle-unload", GenerativeCases::idleUnload);
    cases.put("generative-restart-when-stuck", GenerativeCases::restartWhenStuck);
    cases.put("store-chat", GenerativeCases::storeChat);
    cases.put("store-every-option", GenerativeCases::storeEveryOption);
    cases.put("store-buckets", GenerativeCases::storeBuckets);
    return cases;
  }

  private static ModelSource on(String path) {
    return ModelSource.volumeClaim("llms", path).manyNodes();
  }

  private static void chat(Chart chart) {
    OvmsModelServer.Builder.create(chart, "chat")
        .namespace("language")
        .image(OvmsImage.of("2026.3.1"))
        .generative(
            TextGeneration.of("Qwen/Qwen3-8B", on("qwen3-8b"))
                .weights("5Gi")
                .cacheSize(8)
                .toolParser(ToolParser.HERMES3)
                .reasoningParser(ReasoningParser.QWEN3)
                .capacity(16))
        .resources(Resources.cpu("8").memory("16Gi"))
        .build();
  }

  private static void idleUnload(Chart chart) {
    OvmsModelServer.Builder.create(chart, "rarely")
        .namespace("language")
        .image(OvmsImage.of("2026.4.1"))
        .generative(Embeddings.of("bge", on("bge")).capacity(8))
        .generative(Rerank.of("reranker", on("reranker")).capacity(8))
        .idleUnload(Duration.ofMinutes(30))
        .build();
  }

  private static void restartWhenStuck(Chart chart) {
    OvmsModelServer.Builder.create(chart, "chat")
        .namespace("language")
        .image(OvmsImage.of("2026.3.1"))
        .generative(TextGeneration.of("chat", on("qwen3-8b")).cacheSize(1).capacity(16))
        .model(Model.of("resnet50", on("resnet50")).streams(2))
        .maxRequestDuration(Duration.ofMinutes(5))
        .restartWhenStuck()
        .build();
  }

  private static void oldestRelease(Chart chart) {
    OvmsModelServer.Builder.create(chart, "chat")
        .namespace("language")
        .image(OvmsImage.of("2025.1"))
        .generative(TextGeneration.of("llama", on("llama")).capacity(8))
        .build();
  }

  private static void storeChat(Chart chart) {
    HuggingFace qwen = HuggingFace.of("OpenVINO/Qwen3-8B-int4-ov").revision(COMMIT);
    OvmsImage ovms = OvmsImage.of("2026.3.1");
    ModelStore store =
        ModelStore.Builder.create(chart, "llms")
            .namespace("language")
            .image(ovms)
            .size("20Gi")
            .fetch(qwen)
            .build();
    OvmsModelServer.Builder.create(chart, "chat")
        .namespace("language")
        .image(ovms)
        .generative(TextGeneration.of("Qwen3-8B", store.files(qwen)).cacheSize(8).capacity(16))
        .resources(Resources.cpu("8").memory("16Gi"))
        .replicas(4)
        .build();
  }

  private static void storeEveryOption(Chart chart) {
    HuggingFace gguf = HuggingFace.of("unsloth/Llama-3.2-1B-Instruct-GGUF").gguf("Q4_K_M.gguf");
    ModelStore open =
        ModelStore.Builder.create(chart, "public")
            .namespace("language")
            .image(OvmsImage.of("2025.4.1"))
            .existingClaim("shared")
            .oneNode()
            .proxy("http://proxy.example.com:3128")
            .fetch(gguf)
            .build();
    HuggingFace bge = HuggingFace.of("OpenVINO/bge-base-en-v1.5-int8-ov").revision(COMMIT);
    HuggingFace reranker = HuggingFace.of("OpenVINO/bge-reranker-base-int8-ov").size("1Gi");
    ModelStore rag =
        ModelStore.Builder.create(chart, "rag")
            .namespace("language")
            .image(OvmsImage.of("2026.3.1"))
            .size("8Gi")
            .storageClass("nfs")
            .token("hf-token", "token")
            .endpoint("https://hf.example.com")
            .deadline(Duration.ofHours(1))
            .resources(Resources.cpu("2").memory("4Gi"))
            .fetch(bge)
            .fetch(reranker)
            .build();
    OvmsModelServer.Builder.create(chart, "both")
        .namespace("language")
        .image(OvmsImage.of("2026.3.1"))
        .generative(TextGeneration.of("llama", open.files(gguf)).cacheSize(1))
        .generative(Embeddings.of("bge", rag.files(bge)).capacity(8))
        .generative(Rerank.of("reranker", rag.files(reranker)).capacity(8))
        .build();
  }

  /** Each kind of storage and of credentials; two servers share one copy. */
  private static void storeBuckets(Chart chart) {
    CloudStorage keys =
        ModelSource.of("s3://models/resnet50").credentials("s3-keys").region("eu-central-1");
    CloudStorage minio =
        ModelSource.of("s3://models/bert")
            .credentials("minio-keys")
            .endpoint("minio.storage.svc:9000");
    CloudStorage role =
        ModelSource.of("s3://other/yolo")
            .identity(WorkloadIdentity.awsRole("arn:aws:iam::123456789012:role/models"));
    CloudStorage google = ModelSource.of("gs://models/vit").credentials("gcp-keys");
    CloudStorage open = ModelSource.of("gs://public/mobilenet").anonymous();
    CloudStorage azure = ModelSource.of("az://models/qwen3-8b").credentials("azure-storage");
    ModelStore store =
        ModelStore.Builder.create(chart, "models")
            .namespace("language")
            .size("20Gi")
            .fetch(keys)
            .fetch(minio, "2026-11-29")
            .fetch(role)
            .fetch(google)
            .fetch(open)
            .fetch(azure)
            .downloaderImage("registry.example.com/rclone/rclone:1.75.2")
            .build();
    OvmsModelServer.Builder.create(chart, "vision")
        .namespace("language")
        .image(OvmsImage.of("2026.3.1"))
        .model(Model.of("resnet50", store.files(keys)).streams(1))
        .model(Model.of("bert", store.files(minio, "2026-11-29")).streams(1))
        .replicas(4)
        .build();
    OvmsModelServer.Builder.create(chart, "language")
        .namespace("language")
        .image(OvmsImage.of("2026.3.1"))
        .generative(TextGeneration.of("qwen3-8b", store.files(azure)).cacheSize(1).capacity(16))
        .build();
  }

  private static void everyOption(Chart chart) {
    OvmsModelServer.Builder.create(chart, "everything")
        .namespace("language")
        .image(OvmsImage.of("2026.3.1"))
        .generative(
            TextGeneration.of("Qwen/Qwen3-VL", on("qwen3-vl"))
                .pipeline(Pipeline.VLM_CB)
                .cacheSize(8)
                .kvCachePrecision(KvCachePrecision.U8)
                .maxSequences(64)
                .maxBatchedTokens(2048)
                .maxTokens(4096)
                .prefixCaching(false)
                .toolParser(ToolParser.HERMES3)
                .reasoningParser(ReasoningParser.QWEN3)
                .guidedTools()
                .draftModel("draft")
                .pluginConfig("INFERENCE_NUM_THREADS", 8)
                .cacheDirectory("/opt/cache")
                .capacity(16))
        .generative(
            TextGeneration.of("phi", on("phi"))
                .device(Device.npu())
                .maxPromptLength(4096)
                .capacity(1))
        .generative(
            TextGeneration.of("gguf", on("gguf"))
                .gguf("Qwen3-8B-Q4_K_M.gguf")
                .cacheSize(4)
                .device(Device.gpu(GpuDriver.XE)))
        .generative(
            Embeddings.of("BAAI/bge-m3", on("bge-m3"))
                .pooling(Pooling.MEAN)
                .normalize(false)
                .truncate()
                .numStreams(2)
                .capacity(8))
        .generative(Rerank.of("reranker", on("reranker")).maxChunks(200).numStreams(2).capacity(8))
        .generative(SpeechToText.of("whisper", on("whisper")).wordTimestamps().numStreams(1))
        .generative(TextToSpeech.of("speecht5", on("speecht5")).numStreams(1))
        .generative(
            ImageGeneration.of("sd", on("sd"))
                .resolution("512x512", "1024x1024")
                .maxResolution("1024x1024")
                .defaultResolution("512x512")
                .maxImages(2)
                .defaultSteps(20)
                .maxSteps(50)
                .numStreams(1))
        .model(Model.of("resnet50", on("resnet50")).streams(2))
        .resources(Resources.cpu("16").memory("64Gi"))
        .deviceGroup(109)
        .apiKey("openai", "key")
        .build();
  }
}
