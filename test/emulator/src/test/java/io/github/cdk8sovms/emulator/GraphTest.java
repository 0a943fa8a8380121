package io.github.cdk8sovms.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** What is known of graphs: how many requests are in them, up to the threads of the server. */
class GraphTest {
  private static final PodTimes ONE_SECOND =
      PodTimes.of(ServiceTime.exponential(Duration.ofSeconds(1)));

  private static final PodTimes ONE_SECOND_ALONE =
      PodTimes.of(ServiceTime.constant(Duration.ofSeconds(1)));

  private static final int CORES = 4;
  private static final int WORKERS = 32;

  private final Timeline timeline = Timeline.simulated(5);

  /** M/M/infinity: as many as come in the time that one takes. */
  @Test
  void theGaugeCountsAllThatAreInTheGraph() {
    OvmsPod pod = pod("2026.2.1", 64);
    Load load = Load.of(Clients.http("llm"), timeline);
    load.endpoints(List.of(pod));
    load.perSecond(10);
    double seen = 0;
    for (int i = 0; i < 10_000; i++) {
      timeline.advance(Duration.ofSeconds(1));
      seen += pod.requestsPerStream("llm");
    }

    Scrape scrape = Scrape.of(pod);
    assertThat(seen / 10_000).isCloseTo(10, withinPercentage(2));
    assertThat(scrape.meanSeconds("ovms_graph_processing_time_us"))
        .isCloseTo(1, withinPercentage(2));
    assertThat(scrape.sum("ovms_requests_accepted", "api=\"V3\"", "method=\"Unary\""))
        .isEqualTo(scrape.sum("ovms_responses") + scrape.sum("ovms_current_graphs"))
        .isCloseTo(100_000, withinPercentage(1));
    assertThat(pod.metrics()).doesNotContain("ovms_streams", "ovms_current_requests");
  }

  @Test
  void whatWaitsForAThreadIsNotCounted() {
    OvmsPod pod = pod("2026.2.1", 8);
    Load load = Load.of(Clients.http("llm"), timeline);
    load.endpoints(List.of(pod));
    load.perSecond(100);
    timeline.advance(Duration.ofMinutes(1));

    assertThat(pod.requestsPerStream("llm")).isEqualTo(8);
    assertThat(load.sample().p50Millis()).isGreaterThan(20_000);
  }

  @Test
  void timesAndErrorsOfGraphsCameWith2025Dot0() {
    assertThat(pod("2024.4", 8).metrics())
        .contains("ovms_current_graphs{name=\"llm\"} 0")
        .doesNotContain("ovms_graph_error", "ovms_graph_processing_time_us");
    assertThat(pod("2025.0", 8).metrics())
        .contains("ovms_graph_error", "ovms_graph_processing_time_us");
  }

  /** As OVMS' own generator writes it since 2026.2, where unary requests update less. */
  @Test
  void aPoolLimitsTheGaugeToTheCoresAndForgetsUnaryTimes() {
    OvmsPod pod = chat("2026.3.1", "# OVMS_GRAPH_QUEUE_MAX_SIZE: AUTO");
    loaded(pod, Clients.http("llm"), 100);

    assertThat(pod.requestsPerStream("llm")).isEqualTo(CORES);
    assertThat(Scrape.of(pod).sum("ovms_requests_accepted")).isPositive();
    assertThat(Scrape.of(pod).sum("ovms_responses")).isZero();
    assertThat(Scrape.of(pod).sum("ovms_graph_processing_time_us_count")).isZero();
  }

  @Test
  void streamsAreCountedInAPoolToo() {
    OvmsPod pod = chat("2026.3.1", "# OVMS_GRAPH_QUEUE_MAX_SIZE: AUTO");
    loaded(pod, Clients.http("llm").streaming(), 100);

    assertThat(Scrape.of(pod).sum("ovms_responses", "method=\"Stream\"")).isPositive();
    assertThat(Scrape.of(pod).sum("ovms_graph_processing_time_us_count", "method=\"Stream\""))
        .isPositive();
  }

  @Test
  void aPoolOfZeroIsNoneAndBefore2026Dot2ThereIsNone() {
    OvmsPod off = chat("2026.3.1", "# OVMS_GRAPH_QUEUE_MAX_SIZE: 0");
    OvmsPod older = chat("2026.1", "# OVMS_GRAPH_QUEUE_MAX_SIZE: AUTO");
    loaded(off, Clients.http("llm"), 100);
    loaded(older, Clients.http("llm"), 100);

    assertThat(off.requestsPerStream("llm")).isEqualTo(WORKERS);
    assertThat(older.requestsPerStream("llm")).isEqualTo(WORKERS);
  }

  /** Alone a second; of n, each 1 + 0.1 (n - 1) seconds. */
  @Test
  void eachOfManyIsSlowerAndAllTogetherAreFaster() {
    OvmsPod pod = chat("2026.3.1", ONE_SECOND_ALONE.slowdown(0.1), "");
    Load load = Load.of(Clients.http("llm").evenly(), timeline);
    load.endpoints(List.of(pod));
    load.perSecond(5);
    timeline.advance(Duration.ofMinutes(10));

    // Little's law: n = 5 (1 + 0.1 (n - 1)).
    assertThat(pod.requestsPerStream("llm")).isEqualTo(9);
    assertThat(load.sample().p50Millis()).isCloseTo(1800, withinPercentage(2));
  }

  /** Alone a quarter of a second; of four, each at 1 / 1.3 of the speed. */
  @Test
  void theFirstTokenComesLaterTheMorePromptsThereAre() {
    PodTimes times = ONE_SECOND_ALONE.slowdown(0.1).prefill(0.25);

    assertThat(secondsToFirstTokens(chat("2026.3.1", times, ""), 1))
        .allSatisfy(it -> assertThat(it).isCloseTo(0.25, within(1e-6)));
    assertThat(secondsToFirstTokens(chat("2026.3.1", times, ""), 4))
        .hasSize(4)
        .allSatisfy(it -> assertThat(it).isCloseTo(0.325, within(1e-6)));
  }

  @Test
  void aPromptDoesNotChangeHowLongAnAnswerTakes() {
    OvmsPod pod = chat("2026.3.1", ONE_SECOND_ALONE.slowdown(0.1).prefill(0.25), "");
    Load load = Load.of(Clients.http("llm").streaming().evenly(), timeline);
    load.endpoints(List.of(pod));
    load.perSecond(5);
    timeline.advance(Duration.ofMinutes(10));

    assertThat(load.sample().p50Millis()).isCloseTo(1800, withinPercentage(2));
  }

  private List<Double> secondsToFirstTokens(OvmsPod pod, int requests) {
    timeline.advance(Duration.ofSeconds(1));
    List<Double> begun = new ArrayList<>();
    double sent = timeline.seconds();
    Request.Answer answer =
        new Request.Answer() {
          @Override
          public void begun() {
            begun.add(timeline.seconds() - sent);
          }

          @Override
          public void arrived(boolean success) {}
        };
    for (int i = 0; i < requests; i++) {
      timeline.run(() -> pod.receive(new Request("llm", Clients.Protocol.HTTP, true, answer)));
    }
    timeline.advance(Duration.ofSeconds(10));
    return begun;
  }

  /** model_server#4503: generations never end, and probes are answered. */
  @Test
  void aPodThatHangsKeepsItsGraphsAndAnswersProbes() {
    OvmsPod pod = chat("2026.3.1", "");
    loaded(pod, Clients.http("llm"), 2);
    pod.phase(Phase.HANGING);
    timeline.advance(Duration.ofMinutes(2));
    double responses = Scrape.of(pod).sum("ovms_responses");
    timeline.advance(Duration.ofMinutes(10));

    assertThat(pod.isReady()).isTrue();
    assertThat(pod.requestsPerStream("llm")).isEqualTo(WORKERS);
    assertThat(Scrape.of(pod).sum("ovms_responses")).isEqualTo(responses);
  }

  @Test
  void aGraphWithoutItsWeightsIsNeverReady() {
    OvmsPod pod = chat("2026.3.1", ONE_SECOND_ALONE, "", Map.of("/models/llm/", ""));
    OvmsPod complete =
        chat(
            "2026.3.1",
            ONE_SECOND_ALONE,
            "",
            Map.of("/models/llm/", "", "/models/llm/openvino_model.bin", ""));
    timeline.advance(Duration.ofMinutes(1));

    assertThat(answer(pod, "/v2/models/llm/ready")).isEqualTo(404);
    assertThat(answer(pod, "/v2/health/ready")).isEqualTo(200);
    assertThat(answer(complete, "/v2/models/llm/ready")).isEqualTo(200);
  }

  private static int answer(OvmsPod pod, String path) {
    return RestAnswer.to("GET", URI.create(path), pod).orElseThrow().status();
  }

  private void loaded(OvmsPod pod, Clients clients, double perSecond) {
    Load load = Load.of(clients, timeline);
    load.endpoints(List.of(pod));
    load.perSecond(perSecond);
    timeline.advance(Duration.ofMinutes(1));
  }

  private OvmsPod chat(String version, String pool) {
    return chat(version, ONE_SECOND_ALONE, pool);
  }

  private OvmsPod chat(String version, PodTimes times, String pool) {
    return chat(version, times, pool, Map.of());
  }

  /** A graph of a language model, on a pod of four cores. */
  private OvmsPod chat(String version, PodTimes times, String pool, Map<String, String> more) {
    Map<String, String> files = new HashMap<>(more);
    files.put(
        "/config/config.json",
        """
        {"model_config_list": [{"config": {"name": "llm", "base_path": "/graphs/llm"}}],
         "monitoring": {"metrics": {"enable": true}}}
        """);
    files.put(
        "/graphs/llm/graph.pbtxt",
        pool
            + """

            node {
              calculator: "HttpLLMCalculator"
              node_options { models_path: "/models/llm" }
            }
            """);
    return OvmsPod.start(
        "llm-0",
        new PodSpecView(
            "openvino/model_server:" + version,
            List.of(
                "--config_path=/config/config.json",
                "--rest_port=8081",
                "--rest_workers=" + WORKERS),
            Map.of(),
            files,
            OptionalDouble.of(CORES)),
        times,
        timeline);
  }

  private OvmsPod pod(String version, int workers) {
    String config =
        """
        {"model_config_list": [], "mediapipe_config_list": [{"name": "llm"}],
         "monitoring": {"metrics": {"enable": true}}}
        """;
    return OvmsPod.start(
        "llm-0",
        new PodSpecView(
            "openvino/model_server:" + version,
            List.of(
                "--config_path=/config/config.json",
                "--rest_port=8081",
                "--rest_workers=" + workers),
            Map.of(),
            Map.of("/config/config.json", config),
            OptionalDouble.empty()),
        ONE_SECOND,
        timeline);
  }
}
