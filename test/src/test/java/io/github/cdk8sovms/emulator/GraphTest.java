package io.github.cdk8sovms.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** What is known of graphs: how many requests are in them, up to the threads of the server. */
class GraphTest {
  private static final PodTimes ONE_SECOND =
      PodTimes.of(ServiceTime.exponential(Duration.ofSeconds(1)));

  private final Timeline timeline = Timeline.simulated(5);

  /** M/M/infinity: as many as come in the time that one takes. */
  @Test
  void theGaugeCountsAllThatAreInTheGraph() {
    OvmsPod pod = pod("2026.2.1", 64);
    Load load = Load.of(Clients.http("llm"), timeline);
    load.endpoints(List.of(pod));
    load.perSecond(10);
    double seen = 0;
    for (int i = 0; i < 20_000; i++) {
      timeline.advance(Duration.ofSeconds(1));
      seen += pod.requestsPerStream("llm");
    }

    Scrape scrape = Scrape.of(pod);
    assertThat(seen / 20_000).isCloseTo(10, withinPercentage(2));
    assertThat(scrape.meanSeconds("ovms_graph_processing_time_us"))
        .isCloseTo(1, withinPercentage(2));
    assertThat(scrape.sum("ovms_requests_accepted", "api=\"V3\"", "method=\"Unary\""))
        .isEqualTo(scrape.sum("ovms_responses") + scrape.sum("ovms_current_graphs"))
        .isCloseTo(200_000, withinPercentage(1));
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
