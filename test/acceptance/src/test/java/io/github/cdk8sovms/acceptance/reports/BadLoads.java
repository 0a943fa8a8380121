package io.github.cdk8sovms.acceptance.reports;

import io.github.cdk8sovms.acceptance.cases.Cases;
import io.github.cdk8sovms.acceptance.cases.LoadCases;
import io.github.cdk8sovms.kubernetes.Resources;
import io.github.cdk8sovms.load.CapacityTest;
import io.github.cdk8sovms.load.ChatRequest;
import io.github.cdk8sovms.load.DataType;
import io.github.cdk8sovms.load.EmbeddingsRequest;
import io.github.cdk8sovms.load.LoadTest;
import io.github.cdk8sovms.load.Protocol;
import io.github.cdk8sovms.load.RerankRequest;
import io.github.cdk8sovms.load.Step;
import io.github.cdk8sovms.load.Tensor;
import io.github.cdk8sovms.serving.Graph;
import io.github.cdk8sovms.serving.Model;
import io.github.cdk8sovms.serving.ModelSource;
import io.github.cdk8sovms.serving.OvmsImage;
import io.github.cdk8sovms.serving.OvmsModelServer;
import io.github.cdk8sovms.serving.Rerank;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.cdk8s.Chart;

/** Mistakes in load tests. */
final class BadLoads {
  private static final Step STEP = Step.of(20, Duration.ofMinutes(2));

  private final Map<String, Consumer<Chart>> inputs = new LinkedHashMap<>();

  private BadLoads() {
    inputs.put(
        "load for a graph",
        chart ->
            LoadTest.Builder.create(chart, "load")
                .server(
                    OvmsModelServer.Builder.create(chart, "llm")
                        .image(OvmsImage.of("2026.2.1"))
                        .graph(Graph.of("llm", ModelSource.volumeClaim("llms", "llm").manyNodes()))
                        .build())
                .input(Tensor.of("x", DataType.FP32, 1))
                .step(Step.of(1, Duration.ofMinutes(1)))
                .build());
    inputs.put("load without a server", chart -> LoadTest.Builder.create(chart, "load").build());
    addSteps();
    addRequests();
    addGenerative();
    addClients();
    addCapacity();
  }

  private void addCapacity() {
    inputs.put(
        "capacity of nothing", chart -> CapacityTest.Builder.create(chart, "capacity").build());
    capacity("capacity in another namespace", it -> it.namespace("load"));
    capacity("capacity test named like a pod", it -> it.name("resnet-capacity"));
    capacity("capacity in steps of a second", it -> it.stepDuration(Duration.ofSeconds(1)));
    capacity("capacity without a limit", it -> it.latency(0.95, Duration.ofMinutes(10)));
    inputs.put(
        "capacity on a volume of one node",
        chart ->
            LoadCases.capacityTest(
                    chart,
                    OvmsModelServer.Builder.create(chart, "resnet")
                        .image(OvmsImage.of("2026.2.1"))
                        .model(
                            Model.of(
                                    "resnet50",
                                    ModelSource.volumeClaim("models", "resnet50").oneNode())
                                .streams(2))
                        .build())
                .build());
  }

  private void capacity(String what, UnaryOperator<CapacityTest.Builder> wrong) {
    inputs.put(
        what,
        chart ->
            wrong
                .apply(LoadCases.capacityTest(chart, Cases.server(chart, "resnet").build()))
                .build());
  }

  static Map<String, Consumer<Chart>> all() {
    return new BadLoads().inputs;
  }

  private void addSteps() {
    inputs.put(
        "load without steps",
        chart -> LoadCases.load(chart, Cases.server(chart, "resnet").build()).build());
    load("rate of zero", it -> it.step(Step.of(0, Duration.ofMinutes(1))));
    load("rate below zero", it -> it.step(Step.perMinute(-5, Duration.ofMinutes(1))));
    load("rate beyond one pod", it -> it.step(Step.of(100_000, Duration.ofMinutes(1))));
    load("step of no time", it -> it.step(Step.of(1, Duration.ZERO)));
    load("step of one and a half seconds", it -> it.step(Step.of(1, Duration.ofMillis(1500))));
    load(
        "load of a day",
        it -> {
          for (int i = 0; i < 12; i++) {
            it.step(Step.of(1, Duration.ofHours(2)));
          }
          return it;
        });
    load(
        "load of a step each second",
        it -> {
          for (int i = 1; i <= 60; i++) {
            it.step(Step.of(i, Duration.ofSeconds(1)));
          }
          return it;
        });
  }

  private void addRequests() {
    load("model of another server", it -> it.model("bert"));
    inputs.put(
        "one of two models",
        chart ->
            LoadCases.load(
                    chart,
                    Cases.server(chart, "resnet")
                        .model(
                            Model.of("bert", ModelSource.of("s3://models/bert").anonymous())
                                .streams(2))
                        .build())
                .step(STEP)
                .build());
    inputs.put(
        "nothing to send",
        chart ->
            LoadTest.Builder.create(chart, "load")
                .server(Cases.server(chart, "resnet").build())
                .step(STEP)
                .build());
    load("inputs and a body", it -> it.body(LoadCases.BODY));
    load("input twice", it -> it.input(Tensor.of("0", DataType.FP32, 1)));
    load("input without a name", it -> it.input(Tensor.of(" ", DataType.FP32, 1)));
    load("input of any batch size", it -> it.input(Tensor.of("1", DataType.FP32, -1, 224)));
    load("input of no shape", it -> it.input(Tensor.of("1", DataType.FP32)));
    load(
        "input beyond all memory",
        it -> it.input(Tensor.of("1", DataType.FP64, 1_000_000, 1_000_000, 1_000_000)));
    body("body that is no JSON", "{\"inputs\": [");
    body("body of two requests", LoadCases.BODY + LoadCases.BODY);
    body("body of another protocol", "{\"instances\": [[0, 0]]}");
    body("body beyond a ConfigMap", "{\"inputs\": [" + "0,".repeat(300_000) + "0]}");
    inputs.put(
        "body over gRPC",
        chart ->
            LoadTest.Builder.create(chart, "load")
                .server(Cases.server(chart, "resnet").build())
                .protocol(Protocol.GRPC)
                .body(LoadCases.BODY)
                .step(STEP)
                .build());
    inputs.put(
        "raw tensors for an OVMS of 2022.2",
        chart ->
            LoadCases.load(
                    chart,
                    OvmsModelServer.Builder.create(chart, "resnet")
                        .image(OvmsImage.of("2022.2"))
                        .model(
                            Model.of(
                                "resnet50", ModelSource.of("s3://models/resnet50").anonymous()))
                        .build())
                .step(STEP)
                .build());
  }

  private void addGenerative() {
    ChatRequest hello = ChatRequest.of("Hello.");
    load("chat with an image classifier", it -> it.request(hello));
    chat("embeddings of a chat model", it -> it.request(EmbeddingsRequest.of("Hello.")));
    chat("chat and a body", it -> it.request(hello).body(LoadCases.BODY));
    chat("chat over gRPC", it -> it.request(hello).protocol(Protocol.GRPC));
    chat("chat without a prompt", it -> it.request(ChatRequest.of(" ")));
    chat("answers of no tokens", it -> it.request(hello.maxTokens(0)));
    chat("answers longer than OVMS allows", it -> it.request(hello.maxTokens(4001)));
    chat("answers longer than the model allows", it -> it.request(hello.maxTokens(1000)));
    chat("chat elsewhere without a key", it -> it.request(hello).namespace("load"));
    chat("chat with another model", it -> it.request(hello).model("llama"));
    chat("prompt beyond a ConfigMap", it -> it.request(ChatRequest.of("abacus ".repeat(100_000))));
    load("key without a model that reads it", it -> it.apiKey("chat-key"));
    inputs.put(
        "ranks of no documents",
        chart ->
            LoadTest.Builder.create(chart, "load")
                .server(
                    OvmsModelServer.Builder.create(chart, "rank")
                        .image(OvmsImage.of("2026.3.1"))
                        .generative(
                            Rerank.of("bge", ModelSource.volumeClaim("llms", "bge").manyNodes())
                                .capacity(4))
                        .resources(Resources.cpu("4").memory("4Gi"))
                        .apiKey("key")
                        .build())
                .request(RerankRequest.of("abacus"))
                .step(STEP)
                .build());
  }

  private void chat(String what, UnaryOperator<LoadTest.Builder> wrong) {
    inputs.put(
        what,
        chart ->
            wrong
                .apply(
                    LoadTest.Builder.create(chart, "load")
                        .server(LoadCases.chatServer(chart).build())
                        .step(Step.perMinute(30, Duration.ofMinutes(1))))
                .build());
  }

  private void addClients() {
    load("time out of an hour", it -> it.timeout(Duration.ofHours(1)));
    load("no clients", it -> it.clients(0));
    load("clients beyond one pod", it -> it.clients(100_000));
    load("fewer clients than requests", it -> it.clients(50));
    load(
        "clients beyond all memory",
        it ->
            it.step(Step.of(60, Duration.ofMinutes(1)))
                .input(Tensor.of("1", DataType.FP32, 8, 3, 224, 224)));
    load("failures in percent", it -> it.failures(5));
    load("latency of a quantile in percent", it -> it.latency(95, Duration.ofMillis(500)));
    load("latency beyond the time out", it -> it.latency(0.95, Duration.ofMinutes(1)));
    load("ended Job kept for a year", it -> it.keep(Duration.ofDays(365)));
    load("image without a version", it -> it.image("grafana/k6"));
  }

  private void load(String what, UnaryOperator<LoadTest.Builder> wrong) {
    inputs.put(
        what,
        chart ->
            wrong
                .apply(LoadCases.load(chart, Cases.server(chart, "resnet").build()).step(STEP))
                .build());
  }

  private void body(String what, String text) {
    inputs.put(
        what,
        chart ->
            LoadTest.Builder.create(chart, "load")
                .server(Cases.server(chart, "resnet").build())
                .body(text)
                .step(STEP)
                .build());
  }
}
