package io.github.cdk8sovms.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8sovms.Programs;
import io.github.cdk8sovms.Synthesized;
import io.github.cdk8sovms.internal.ovms.OvmsVersion;
import io.github.cdk8sovms.internal.ovms.Served;
import io.github.cdk8sovms.serving.internal.ServerLink;
import java.util.List;
import java.util.Optional;
import org.cdk8s.Chart;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GenerativeModelTest {
  private static final ModelSource CLAIM = ModelSource.volumeClaim("llms", "m").manyNodes();
  private static final OvmsVersion NEW = new OvmsVersion(2026, 3, 1);
  private static final OvmsVersion OLD = new OvmsVersion(2025, 4, 0);

  private static String graph(GenerativeModel<?> model, OvmsVersion version) {
    return new GraphText(model, BasePath.of(model), version, Optional.empty()).text();
  }

  @Test
  void theGraphNamesTheMountedFilesAndTheDevice() {
    assertThat(graph(Embeddings.of("BAAI/bge-m3", CLAIM).numStreams(2), OLD))
        .isEqualTo(
            """
            input_stream: "REQUEST_PAYLOAD:input"
            output_stream: "RESPONSE_PAYLOAD:output"
            node {
              name: "EmbeddingsExecutor"
              calculator: "EmbeddingsCalculatorOV"
              input_side_packet: "EMBEDDINGS_NODE_RESOURCES:embeddings_servable"
              input_stream: "REQUEST_PAYLOAD:input"
              output_stream: "RESPONSE_PAYLOAD:output"
              node_options {
                [type.googleapis.com/mediapipe.EmbeddingsCalculatorOVOptions] {
                  models_path: "/models/BAAI+bge-m3"
                  target_device: "CPU"
                  plugin_config: "{\\"NUM_STREAMS\\":\\"2\\"}"
                }
              }
            }
            """);
  }

  @Test
  void thePoolThatWouldHideRequestsIsOffWhereTheReleaseHasOne() {
    TextGeneration chat = TextGeneration.of("chat", CLAIM);

    assertThat(graph(chat, NEW)).startsWith("# OVMS_GRAPH_QUEUE_MAX_SIZE: 0\n");
    assertThat(graph(chat, OLD)).doesNotContain("QUEUE");
  }

  @Test
  void speechIsALoopSinceItIsStreamed() {
    SpeechToText speech = SpeechToText.of("whisper", CLAIM);

    assertThat(graph(speech, NEW)).contains("LOOPBACK:loopback", "SyncSetInputStreamHandler");
    assertThat(graph(speech, OLD)).doesNotContain("LOOPBACK");
  }

  @Test
  void aBackslashOrQuoteInAPropertyStaysInsideTheText() {
    String graph = graph(TextGeneration.of("chat", CLAIM).pluginConfig("A", "\\\""), NEW);

    assertThat(graph).contains("plugin_config: \"{\\\"A\\\":\\\"\\\\\\\\\\\\\\\"\\\"}\"");
  }

  @Test
  void filesOverHttpsAreInTheDirectoryOfTheirVersion() {
    ModelSource https = ModelSource.https("https://example.com/openvino_model.xml");

    assertThat(graph(TextGeneration.of("chat", https), NEW))
        .contains("models_path: \"/downloads/chat/1\"");
  }

  @Test
  void theFileAndTheDraftModelAreBelowTheDirectory() {
    String graph = graph(TextGeneration.of("chat", CLAIM).gguf("a.gguf").draftModel("draft"), NEW);

    assertThat(graph)
        .contains(
            "models_path: \"/models/chat/a.gguf\"", "draft_models_path: \"/models/chat/draft\"");
  }

  @Test
  void workersAllowTwiceTheCapacityToBeSeen() {
    Chart chart = Programs.chart();
    OvmsModelServer server =
        OvmsModelServer.Builder.create(chart, "chat")
            .image(OvmsImage.of("2026.3.1"))
            .generative(TextGeneration.of("chat", CLAIM).cacheSize(1).capacity(16))
            .generative(Embeddings.of("vectors", CLAIM).capacity(8))
            .build();

    assertThat(ServerLink.of(server).serving().capacity().restWorkers()).hasValue(48);
    assertThat(Synthesized.of(chart).the("Deployment").toString())
        .contains(
            "--rest_workers=48",
            "\"path\":\"chat/graph.pbtxt\"",
            "\"path\":\"vectors/graph.pbtxt\"");
  }

  @Test
  void classicModelsAreBesideThem() {
    OvmsModelServer server =
        Programs.server(Programs.chart(), "both")
            .generative(Embeddings.of("vectors", CLAIM).capacity(8))
            .build();

    assertThat(server.servables()).hasSize(2);
    assertThat(ServerLink.of(server).serving().capacity().models())
        .extracting(Served::name)
        .isEqualTo(List.of("resnet50"));
  }

  @ParameterizedTest
  @CsvSource({
    "Qwen/Qwen3-8B, TEXT_GENERATION",
    "OpenVINO/Qwen3-8B-int4-ov, TEXT_GENERATION",
    "meta-llama/Llama-3.1-8B-Instruct, TEXT_GENERATION",
    "openai/gpt-oss-20b, TEXT_GENERATION",
    "Qwen/Qwen3-Embedding-0.6B, EMBEDDINGS",
    "BAAI/bge-large-en-v1.5, EMBEDDINGS",
    "BAAI/bge-reranker-v2-m3, RERANK",
    "Qwen/Qwen3-Reranker-0.6B, RERANK",
    "Alibaba-NLP/gte-multilingual-reranker-base, RERANK",
    "openai/whisper-large-v3, SPEECH_TO_TEXT",
    "microsoft/speecht5_tts, TEXT_TO_SPEECH",
    "stabilityai/stable-diffusion-xl-base-1.0, IMAGE_GENERATION",
    "black-forest-labs/FLUX.1-schnell, IMAGE_GENERATION"
  })
  void wellKnownModelsHaveATask(String name, GenerativeTask task) {
    assertThat(GenerativeTask.ofModel(name)).contains(task);
  }

  @ParameterizedTest
  @CsvSource({"resnet50", "llm", "phishing", "gemmatron", "bert", "flux_estimator", "unet"})
  void otherNamesHaveNone(String name) {
    assertThat(GenerativeTask.ofModel(name)).isEmpty();
  }
}
