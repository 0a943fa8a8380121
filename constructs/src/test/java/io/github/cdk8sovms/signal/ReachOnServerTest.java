package io.github.cdk8sovms.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.cdk8sovms.Programs;
import io.github.cdk8sovms.serving.Device;
import io.github.cdk8sovms.serving.Graph;
import io.github.cdk8sovms.serving.Model;
import io.github.cdk8sovms.serving.ModelSource;
import io.github.cdk8sovms.serving.OvmsImage;
import io.github.cdk8sovms.serving.OvmsModelServer;
import io.github.cdk8sovms.serving.internal.ServerLink;
import io.github.cdk8sovms.signal.internal.UpperBound;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The upper bound of each signal on a server, and its reason. */
class ReachOnServerTest {
  private static final Model MODEL = model("resnet50");
  private static final LoadSignal REQUESTS = LoadSignal.requestsPerStream();

  static Stream<Arguments> inferRequestsByStreams() {
    Model gpu = MODEL.device(Device.of("GPU"));
    String hint = "PERFORMANCE_HINT";
    return Stream.of(
        arguments("four infer requests a stream", MODEL.streams(4), "4.0"),
        arguments("for every number of streams", MODEL.streams(1024), "4.0"),
        arguments("as many as streams", MODEL.streams(4).nireq(4), "1.0"),
        arguments("in between", MODEL.streams(4).nireq(6), "1.5"),
        arguments("many", MODEL.streams(1).nireq(100_000), "100000.0"),
        arguments("CPU, one a stream", MODEL, "1.0"),
        arguments("CPU, whatever the hint", MODEL.pluginConfig(hint, "THROUGHPUT"), "1.0"),
        arguments("NPU, one a stream", MODEL.device(Device.of("NPU")), "1.0"),
        arguments("NPU, pinned", MODEL.device(Device.of("NPU")).streams(2), "4.0"),
        arguments("GPU without a hint", gpu, "unknown"),
        arguments("GPU for throughput", gpu.pluginConfig(hint, "THROUGHPUT"), "2.0"),
        arguments("GPU for latency", gpu.pluginConfig(hint, "LATENCY"), "1.0"),
        arguments("GPU, another hint", gpu.pluginConfig(hint, "CUMULATIVE_THROUGHPUT"), "unknown"),
        arguments(
            "the second GPU",
            MODEL.device(Device.of("GPU.1")).pluginConfig(hint, "THROUGHPUT"),
            "2.0"),
        arguments("GPU, pinned", gpu.streams(2), "4.0"),
        arguments("AUTO", MODEL.device(Device.of("AUTO")), "unknown"),
        arguments(
            "AUTO for throughput",
            MODEL.device(Device.of("AUTO:GPU,CPU")).pluginConfig(hint, "THROUGHPUT"),
            "unknown"),
        arguments("HETERO", MODEL.device(Device.of("HETERO:GPU,CPU")), "unknown"),
        arguments("MULTI", MODEL.device(Device.of("MULTI:GPU,CPU")), "unknown"),
        arguments("BATCH", MODEL.device(Device.of("BATCH:CPU(16)")), "unknown"),
        arguments("AUTO, pinned", MODEL.device(Device.of("AUTO")).streams(2), "4.0"),
        arguments("infer requests without streams", MODEL.nireq(16), "unknown"),
        arguments(
            "infer requests without streams on a GPU",
            gpu.pluginConfig(hint, "THROUGHPUT").nireq(16),
            "unknown"));
  }

  @ParameterizedTest(name = "{0}: {2}")
  @MethodSource("inferRequestsByStreams")
  void whatHoldsAnInferRequestEndsAtInferRequestsByStreams(String what, Model model, String bound) {
    OvmsModelServer server = server("2026.2.1", model);

    assertThat(text(REQUESTS.reach(ServerLink.of(server).serving()))).isEqualTo(bound);
    assertThat(text(LoadSignal.streamUtilization().reach(ServerLink.of(server).serving())))
        .isEqualTo(bound);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "2022.2, unlimited",
    "2023.3, unlimited",
    "2024.4, unlimited",
    "2024.4.1, unlimited",
    "2024.5, 4.0",
    "2024.5.1, 4.0",
    "2025.0, 4.0",
    "2026.4, 4.0",
  })
  void requestsThatWaitAreCountedBefore20245(String version, String bound) {
    OvmsModelServer server = server(version, MODEL.streams(2));

    assertThat(text(REQUESTS.reach(ServerLink.of(server).serving()))).isEqualTo(bound);
    assertThat(text(LoadSignal.streamUtilization().reach(ServerLink.of(server).serving())))
        .as("inference has always been timed while an infer request is held")
        .isEqualTo("4.0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"2024.4", "2026.2.1"})
  void whatIsTimedFromReceiptHasNoEnd(String version) {
    OvmsModelServer server = server(version, MODEL);

    assertThat(
            Stream.of(
                LoadSignal.inFlightPerStream(),
                LoadSignal.queueToCompute(),
                LoadSignal.meanLatency(),
                LoadSignal.latency(0.99)))
        .allSatisfy(
            signal -> {
              assertThat(text(signal.reach(ServerLink.of(server).serving())))
                  .isEqualTo("unlimited");
              assertThat(signal.reach(ServerLink.of(server).serving()).reason()).isNotBlank();
            });
  }

  @ParameterizedTest(name = "{0} workers, capacity {1}: {2}")
  @CsvSource({"8, 16, 0.5", "16, 16, 1.0", "32, 16, 2.0", "2, 3, 0.67", "10000, 1, 10000.0"})
  void graphsEndAtTheWorkersThatTakeThem(int workers, int capacity, String bound) {
    OvmsModelServer server = Programs.graphs(Programs.chart(), "llm").restWorkers(workers).build();
    LoadSignal graphs = LoadSignal.graphsInFlight(capacity);

    assertThat(text(graphs.reach(ServerLink.of(server).serving()))).isEqualTo(bound);
    assertThat(text(graphs.reachOverHttp(ServerLink.of(server).serving()))).isEqualTo(bound);
  }

  /** All graphs share the workers, so more graphs do not raise the bound. */
  @ParameterizedTest
  @EnumSource
  void severalGraphsHaveTheUpperBoundOfOne(Aggregation aggregation) {
    OvmsModelServer server =
        Programs.graphs(Programs.chart(), "llm")
            .graph(Graph.of("other", ModelSource.volumeClaim("llms", "other").manyNodes()))
            .restWorkers(32)
            .build();
    LoadSignal graphs = LoadSignal.graphsInFlight(16).across(aggregation);

    assertThat(text(graphs.reach(ServerLink.of(server).serving()))).isEqualTo("2.0");
    assertThat(text(graphs.model("other").reachOverHttp(ServerLink.of(server).serving())))
        .isEqualTo("2.0");
  }

  @Test
  void graphsEndSomewhereUnknownWhereOvmsChoosesTheWorkers() {
    UpperBound bound =
        LoadSignal.graphsInFlight(16)
            .reach(ServerLink.of(Programs.graphs(Programs.chart(), "llm").build()).serving());

    assertThat(bound)
        .isInstanceOfSatisfying(
            UpperBound.Unknown.class,
            unknown -> assertThat(unknown.fix()).isEqualTo("Set .restWorkers(32) on the server"));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({"MAX, 4.0", "MEAN, 2.5"})
  void ofSeveralModelsTheHighestCountsOrTheMean(Aggregation aggregation, String bound) {
    OvmsModelServer server =
        server("2026.2.1", MODEL.streams(1), model("bert").streams(8).nireq(8));

    assertThat(text(REQUESTS.across(aggregation).reach(ServerLink.of(server).serving())))
        .isEqualTo(bound);
  }

  /** All infer requests held at a time: (4 + 8) / (1 + 8). */
  @Test
  void ofSeveralModelsAsOneAllInferRequestsByAllStreamsCount() {
    OvmsModelServer server =
        server("2026.2.1", MODEL.streams(1), model("bert").streams(8).nireq(8));

    assertThat(text(REQUESTS.across(Aggregation.SUM).reach(ServerLink.of(server).serving())))
        .isEqualTo("1.33");
  }

  @ParameterizedTest
  @ValueSource(strings = {"MAX", "MEAN", "SUM"})
  void oneModelThatIsUnknownMakesAllUnknown(Aggregation aggregation) {
    OvmsModelServer server =
        server("2026.2.1", MODEL.streams(4), model("bert").device(Device.of("AUTO")));

    assertThat(text(REQUESTS.across(aggregation).reach(ServerLink.of(server).serving())))
        .isEqualTo("unknown");
  }

  @Test
  void aChosenModelIsTheOnlyOneThatCounts() {
    OvmsModelServer server =
        server(
            "2026.2.1",
            MODEL.streams(1),
            model("bert").streams(8).nireq(8),
            model("auto").device(Device.of("AUTO")));

    for (Aggregation aggregation : Aggregation.values()) {
      LoadSignal signal = REQUESTS.across(aggregation);
      assertThat(text(signal.model("resnet50").reach(ServerLink.of(server).serving())))
          .isEqualTo("4.0");
      assertThat(text(signal.model("bert").reach(ServerLink.of(server).serving())))
          .isEqualTo("1.0");
      assertThat(text(signal.model("auto").reach(ServerLink.of(server).serving())))
          .isEqualTo("unknown");
    }
  }

  /** The autoscaler reports the model; the bound must not fail before. */
  @ParameterizedTest
  @ValueSource(strings = {"MAX", "MEAN", "SUM"})
  void aModelOfAnotherServerIsUnknown(Aggregation aggregation) {
    OvmsModelServer server = server("2026.2.1", MODEL.streams(1));
    LoadSignal signal = REQUESTS.across(aggregation).model("bert");

    assertThat(text(signal.reach(ServerLink.of(server).serving()))).isEqualTo("unknown");
    assertThat(text(signal.reachOverHttp(ServerLink.of(server).serving()))).isNotEmpty();
  }

  @Test
  void theReasonNamesImageInferRequestsAndStreams() {
    assertThat(
            REQUESTS
                .reach(ServerLink.of(server("2026.2.1", MODEL.streams(4).nireq(6))).serving())
                .reason())
        .isEqualTo(
            "docker.io/openvino/model_server:2026.2.1 counts a request only while it holds"
                + " one of nireq=6 infer requests, so the value cannot exceed 6/4 = 1.5");
    assertThat(REQUESTS.reach(ServerLink.of(server("2024.4", MODEL)).serving()).reason())
        .isEqualTo("OVMS before 2024.5 counts a request as soon as it is received");
  }

  static String text(UpperBound bound) {
    if (bound instanceof UpperBound.Limited limited) {
      return UpperBounds.number(limited.value());
    }
    return bound instanceof UpperBound.Unknown ? "unknown" : "unlimited";
  }

  static Model model(String name) {
    return Model.of(name, ModelSource.of("s3://models/" + name));
  }

  static OvmsModelServer server(String version, Model... models) {
    return builder(version, models).build();
  }

  static OvmsModelServer.Builder builder(String version, Model... models) {
    OvmsModelServer.Builder builder =
        OvmsModelServer.Builder.create(Programs.chart(), "resnet").image(OvmsImage.of(version));
    List.of(models).forEach(builder::model);
    return builder;
  }
}
