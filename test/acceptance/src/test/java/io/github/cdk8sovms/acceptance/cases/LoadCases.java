package io.github.cdk8sovms.acceptance.cases;

import io.github.cdk8sovms.kubernetes.Patch;
import io.github.cdk8sovms.kubernetes.Resources;
import io.github.cdk8sovms.load.CapacityTest;
import io.github.cdk8sovms.load.ChatRequest;
import io.github.cdk8sovms.load.DataType;
import io.github.cdk8sovms.load.EmbeddingsRequest;
import io.github.cdk8sovms.load.GenerativeRequest;
import io.github.cdk8sovms.load.LoadTest;
import io.github.cdk8sovms.load.Protocol;
import io.github.cdk8sovms.load.RerankRequest;
import io.github.cdk8sovms.load.Step;
import io.github.cdk8sovms.load.Tensor;
import io.github.cdk8sovms.serving.Embeddings;
import io.github.cdk8sovms.serving.Model;
import io.github.cdk8sovms.serving.ModelSource;
import io.github.cdk8sovms.serving.OvmsImage;
import io.github.cdk8sovms.serving.OvmsModelServer;
import io.github.cdk8sovms.serving.Rerank;
import io.github.cdk8sovms.serving.TextGeneration;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.cdk8s.Chart;

/** Programs with load tests. */
public final class LoadCases {
  /** A request as a user keeps it in a file. */
  public static final String BODY =
      """
      {"inputs": [{"name": "tokens", "datatype": "INT64", "shape": [1, 3], "data": [101, 7592, 102]}]}
      """;

  private LoadCases() {}

  static Map<String, Consumer<Chart>> all() {
    Map<String, Consumer<Chart>> cases = new LinkedHashMap<>();
    cases.put("load-http", LoadCases::http);
    cases.put("load-grpc", LoadCases::grpc);
    cases.put("load-every-option", LoadCases::everyOption);
    cases.put("load-chat", LoadCases::chat);
    cases.put("load-embeddings", chart -> searching(chart, EmbeddingsRequest.of("an abacus")));
    cases.put("load-rerank", chart -> searching(chart, RerankRequest.of("abacus", "a", "b")));
    cases.put("capacity-http", LoadCases::capacity);
    cases.put("capacity-every-option", LoadCases::capacityEveryOption);
    cases.put("capacity-chat", LoadCases::capacityOfChat);
    return cases;
  }

  private static void capacity(Chart chart) {
    capacityTest(chart, Cases.server(chart, "resnet").build()).build();
  }

  /** A capacity test with the minimal options. */
  public static CapacityTest.Builder capacityTest(Chart chart, OvmsModelServer server) {
    return CapacityTest.Builder.create(chart, "capacity")
        .server(server)
        .input(Tensor.of("0", DataType.FP32, 1, 224, 224, 3));
  }

  private static void capacityOfChat(Chart chart) {
    CapacityTest.Builder.create(chart, "capacity")
        .server(chatServer(chart).build())
        .request(ChatRequest.of("Summarize the history of the abacus.").maxTokens(200))
        .latency(0.9, Duration.ofSeconds(20))
        .stepDuration(Duration.ofMinutes(1))
        .build();
  }

  /** Of a server with sidecars, an init container, a mirror, annotations and a patch. */
  private static void capacityEveryOption(Chart chart) {
    OvmsModelServer server =
        Cases.server(chart, "language")
            .model(Model.of("text/bert", ModelSource.of("s3://models/bert").anonymous()).streams(2))
            .podAnnotation("example.com/owner", "language")
            .registry("registry.example.com/mirror")
            .imagePullSecret("mirror")
            .patch(
                Patch.of("Deployment")
                    .mergeYaml(
                        """
                        spec:
                          template:
                            spec:
                              initContainers:
                                - name: prepare
                                  image: docker.io/library/busybox:1.37.0
                                  imagePullPolicy: Always
                                  resources: &small
                                    requests: {cpu: 100m, memory: 64Mi, ephemeral-storage: 64Mi}
                                    limits: {cpu: 100m, memory: 64Mi, ephemeral-storage: 64Mi}
                                  securityContext: &restricted
                                    allowPrivilegeEscalation: false
                                    readOnlyRootFilesystem: true
                                    capabilities: {drop: [ALL]}
                              containers:
                                - name: proxy
                                  image: docker.io/library/envoy:1.31.0
                                  imagePullPolicy: Always
                                  startupProbe: {tcpSocket: {port: 9901}}
                                  resources: *small
                                  securityContext: *restricted
                        """))
            .build();
    CapacityTest.Builder.create(chart, "capacity")
        .name("find-capacity")
        .label("team", "language")
        .annotation("example.com/owner", "language")
        .server(server)
        .model("text/bert")
        .protocol(Protocol.GRPC)
        .input(Tensor.of("tokens", DataType.INT64, 1, 128))
        .latency(0.99, Duration.ofMillis(250))
        .stepDuration(Duration.ofSeconds(30))
        .timeout(Duration.ofSeconds(10))
        .keep(Duration.ofHours(2))
        .image("registry.example.com/k6:1.8.1")
        .resources(Resources.cpu("2").memory("1Gi"))
        .build();
  }

  /** A load test with the minimal options, except for its steps. */
  public static LoadTest.Builder load(Chart chart, OvmsModelServer server) {
    return LoadTest.Builder.create(chart, "load")
        .server(server)
        .input(Tensor.of("0", DataType.FP32, 1, 224, 224, 3));
  }

  private static void http(Chart chart) {
    load(chart, Cases.server(chart, "resnet").build())
        .step(Step.of(8, Duration.ofMinutes(2)))
        .step(Step.of(50, Duration.ofMinutes(5)))
        .build();
  }

  private static void grpc(Chart chart) {
    load(chart, Cases.server(chart, "resnet").build())
        .protocol(Protocol.GRPC)
        .input(Tensor.of("scale", DataType.FP16, 1))
        .step(Step.of(20, Duration.ofMinutes(2)))
        .build();
  }

  private static void chat(Chart chart) {
    LoadTest.Builder.create(chart, "load")
        .server(chatServer(chart).build())
        .request(
            ChatRequest.of("Summarize the history of the abacus.")
                .system("Answer in English.")
                .maxTokens(200))
        .step(Step.perMinute(30, Duration.ofMinutes(5)))
        .build();
  }

  public static OvmsModelServer.Builder chatServer(Chart chart) {
    return OvmsModelServer.Builder.create(chart, "chat")
        .namespace("language")
        .image(OvmsImage.of("2026.3.1"))
        .generative(
            TextGeneration.of("Qwen/Qwen3-8B", on("qwen3-8b"))
                .weights("5Gi")
                .cacheSize(8)
                .maxTokens(1000)
                .capacity(16))
        .resources(Resources.cpu("8").memory("16Gi"))
        .apiKey("chat-key");
  }

  /** On a release before /v1, and with the key of a Secret in another namespace. */
  private static void searching(Chart chart, GenerativeRequest request) {
    OvmsModelServer server =
        OvmsModelServer.Builder.create(chart, "search")
            .namespace("language")
            .image(OvmsImage.of("2025.4.1"))
            .generative(Embeddings.of("bge", on("bge")).capacity(4))
            .generative(Rerank.of("bge-reranker", on("bge-reranker")).capacity(4))
            .resources(Resources.cpu("4").memory("4Gi"))
            .apiKey("search-key", "token")
            .build();
    LoadTest.Builder.create(chart, "load")
        .namespace("load")
        .server(server)
        .apiKey("search-key-copy", "token")
        .request(request)
        .step(Step.of(5, Duration.ofMinutes(5)))
        .build();
  }

  private static ModelSource on(String path) {
    return ModelSource.volumeClaim("llms", path).manyNodes();
  }

  private static void everyOption(Chart chart) {
    OvmsModelServer server =
        Cases.server(chart, "language")
            .model(Model.of("text/bert", ModelSource.of("s3://models/bert").anonymous()).streams(2))
            .ports(9000, 8000)
            .build();
    LoadTest.Builder.create(chart, "load")
        .name("bert-load")
        .namespace("load")
        .label("team", "language")
        .annotation("example.com/owner", "language")
        .server(server)
        .model("text/bert")
        .protocol(Protocol.HTTP)
        .body(BODY)
        .step(Step.perMinute(30, Duration.ofSeconds(90)))
        .step(Step.of(2, Duration.ofMinutes(1)))
        .timeout(Duration.ofMinutes(1))
        .clients(40)
        .failures(0.05)
        .latency(0.999, Duration.ofMillis(2500))
        .keep(Duration.ofHours(2))
        .image("registry.example.com/k6:1.8.1")
        .resources(Resources.cpu("500m").memory("512Mi"))
        .build();
  }
}
