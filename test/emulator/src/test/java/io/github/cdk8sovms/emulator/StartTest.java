package io.github.cdk8sovms.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How a server reads its arguments and files, and what it refuses to start with. */
class StartTest {
  private static final String ONE_MODEL =
      "{'model_config_list': [{'config': {'name': 'a', 'base_path': '/models/a'}}]}";

  private static final String PORTS = "--port=8080 --rest_port=8081 ";
  private static final String BY_FILE = PORTS + "--config_path=/config/config.json ";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --rest_port=8081 | Use config_path or model_path with model_name
          --rest_port=8081 --model_name=a | Use config_path or model_path with model_name
          --rest_port=8081 --config_path=/config/config.json --model_name=a --model_path=/a | Use either config_path or model_path with model_name
          --rest_port=8081 --config_path=/config/config.json --nireq=4 | Model parameters in CLI are exclusive with the config file
          --config_path=/config/config.json | port and rest_port cannot have the same values
          --config_path=/config/config.json --port=1 --rest_port=1 | port and rest_port cannot have the same values
          --config_path=/config/config.json --port=1 --rest_port=65536 | rest_port number out of range
          --config_path=/config/config.json --port=1 --rest_port=-1 | failed to parse
          --config_path=/config/config.json --port=1 --rest_port | is missing an argument
          --config_path=/config/config.json --port=1 --metrics_enable | rest_port setting is missing
          --config_path=/config/config.json --rest_port=1 --metrics_list=ovms_streams | metrics_enable setting is missing
          --config_path=/config/config.json --rest_port=1 --rest_workers=1 | rest_workers count should be from 2 to 10000
          --config_path=/config/config.json --port=1 --rest_workers=4 | rest_workers is set but rest_port is not set
          --config_path=/config/config.json --rest_port=1 --grpc_workers=3 | grpc_workers count should be from 1 to CPU core count : 2
          --config_path=/config/config.json --rest_port=1 --log_level=info | log_level should be one of
          --config_path=/config/config.json --rest_port=1 --nothing_such=1 | unmatched arguments: --nothing_such=1
          """)
  void argumentsThatDoNotFitEndTheServerAsWrongUsage(String args, String message) {
    assertThatThrownBy(() -> start("2026.2.1", args, ONE_MODEL))
        .isInstanceOfSatisfying(
            StartRefused.class,
            refused -> assertThat(refused.exitCode()).isEqualTo(StartRefused.USAGE))
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {                                                             | The file is not valid json
          []                                                            | The file is not valid json
          {}                                                            | schema: model_config_list
          {'model_config_list': [], 'monitor': {}}                      | schema: root/monitor
          {'model_config_list': [{'name': 'a'}]}                        | schema: model_config_list/name
          {'model_config_list': [{'config': {'base_path': '/a'}}]}      | schema: config/name
          {'model_config_list': [{'config': {'name': 'a', 'streams': 4}}]} | schema: config/streams
          {'model_config_list': [{'config': {'name': 'a', 'nireq': '4'}}]} | schema: config/nireq
          {'model_config_list': [{'config': {'name': 'a', 'plugin_config': {'A': {}}}}]} | schema: config/plugin_config
          {'model_config_list': [], 'monitoring': {'enable': true}}     | schema: monitoring/enable
          {'model_config_list': [], 'monitoring': {'metrics': {}}}      | schema: monitoring/metrics/enable
          {'model_config_list': [], 'monitoring': {'metrics': {'enable': true, 'metrics_list': ['ovms_stream']}}} | Metrics family name not supported: ovms_stream
          {'model_config_list': [], 'monitoring': {'metrics': {'enable': true, 'metrics_list': ['ovms_streams', 'ovms_streams']}}} | Metrics family name not supported: ovms_streams
          {'model_config_list': [], 'monitoring': {'metrics': {'enable': true, 'metrics_list': ['ovms_graph_request_latency_us']}}} | not supported: ovms_graph_request_latency_us
          """)
  void filesThatDoNotFitEndTheServer(String file, String message) {
    assertThatThrownBy(() -> start("2026.2.1", BY_FILE, file))
        .isInstanceOfSatisfying(
            StartRefused.class,
            refused -> assertThat(refused.exitCode()).isEqualTo(StartRefused.FAILURE))
        .hasMessageContaining(message);
  }

  @Test
  void metricsInBothPlacesEndTheServer() {
    String file = "{'model_config_list': [], 'monitoring': {'metrics': {'enable': true}}}";

    assertThatThrownBy(() -> start("2026.2.1", BY_FILE + "--metrics_enable", file))
        .hasMessageContaining("both in the command line and in the configuration file");
    assertThat(start("2026.2.1", BY_FILE, file).metrics()).isNotEmpty();
    assertThat(start("2026.2.1", BY_FILE + "--metrics_enable", ONE_MODEL).metrics()).isNotEmpty();
  }

  @Test
  void metricsAreOffUnlessEnabled() {
    String off = "{'model_config_list': [], 'monitoring': {'metrics': {'enable': false}}}";

    assertThat(start("2026.2.1", BY_FILE, ONE_MODEL).metrics()).isEmpty();
    assertThat(start("2026.2.1", BY_FILE, off).metrics()).isEmpty();
  }

  @Test
  void aListReplacesTheDefaultMetrics() {
    assertThat(start("2026.2.1", BY_FILE + "--metrics_enable", ONE_MODEL).metrics())
        .contains(Family.CURRENT_REQUESTS, Family.GRAPH_ERROR)
        .doesNotContain(Family.INFER_REQUESTS_ACTIVE, Family.INFER_REQUEST_QUEUE_SIZE);
    assertThat(
            start(
                    "2026.2.1",
                    BY_FILE + "--metrics_enable --metrics_list ovms_streams,ovms_infer_req_active",
                    ONE_MODEL)
                .metrics())
        .containsExactlyInAnyOrder(Family.STREAMS, Family.INFER_REQUESTS_ACTIVE);
  }

  @Test
  void aFileThatIsNotThereEndsTheServer() {
    assertThatThrownBy(
            () -> start("2026.2.1", PORTS + "--config_path=/config/other.json", ONE_MODEL))
        .hasMessageContaining("/config/other.json");
    assertThat(start("2026.2.1", PORTS + "--config_path=/config", ONE_MODEL).models())
        .as("a directory")
        .hasSize(1);
  }

  /** What the OpenVINO operator always passes, and 2026.3 no longer knows. */
  @Test
  void theOptionsOfStatefulModelsAreKnownUntil2026Dot2() {
    String args = BY_FILE + "--sequence_cleaner_poll_wait_minutes 0";

    assertThat(start("2026.2.1", args, ONE_MODEL).models()).hasSize(1);
    assertThatThrownBy(() -> start("2026.3", args, ONE_MODEL))
        .hasMessage(
            "error parsing options - unmatched arguments:"
                + " --sequence_cleaner_poll_wait_minutes, 0");
  }

  @Test
  void metricsOfLaterReleasesAreUnknown() {
    String args = BY_FILE + "--metrics_enable --metrics_list=ovms_current_graphs";

    assertThat(start("2024.4", args, ONE_MODEL).metrics()).hasSize(1);
    assertThatThrownBy(() -> start("2022.2", args, ONE_MODEL)).isInstanceOf(StartRefused.class);
  }

  @ParameterizedTest(
      name = "{0} with {1} and nireq {2} on 8 cores: {3} streams, {4} infer requests")
  @CsvSource({
    "CPU,,                                                0, 1, 1",
    "CPU, \"PERFORMANCE_HINT\": \"LATENCY\",              0, 1, 1",
    "CPU, \"PERFORMANCE_HINT\": \"THROUGHPUT\",           0, 8, 8",
    "CPU, \"NUM_STREAMS\": \"4\",                         0, 4, 4",
    "CPU, \"NUM_STREAMS\": 4,                            16, 4, 16",
    "CPU, \"NUM_STREAMS\": \"16\",                        0, 8, 8",
    "CPU, \"NUM_STREAMS\": 0,                             0, 0, 1",
    "GPU, \"PERFORMANCE_HINT\": \"THROUGHPUT\",           0, 2, 4",
    "GPU, \"PERFORMANCE_HINT\": \"LATENCY\",              0, 1, 1",
  })
  void streamsAndInferRequestsAreThoseOfOpenVino(
      String device, String plugin, int nireq, int streams, int inferRequests) {
    String file =
        "{'model_config_list': [{'config': {'name': 'a', 'target_device': '%s', 'nireq': %d, 'plugin_config': {%s}}}]}"
            .formatted(device, nireq, plugin == null ? "" : plugin);
    PodSpecView spec = spec("2026.2.1", BY_FILE, file, 8);

    ModelSettings model = ServerSettings.of(spec).models().get(0);

    assertThat(model.streams()).isEqualTo(streams);
    assertThat(model.nireq()).isEqualTo(inferRequests);
    assertThat(model.loads()).isTrue();
  }

  @Test
  void aModelThatCannotBeLoadedEndsTheServerOnlyIfItIsTheOnlyOne() {
    String contradiction = "{\"NUM_STREAMS\":\"4\",\"PERFORMANCE_HINT\":\"LATENCY\"}";
    String file =
        "{'model_config_list': [{'config': {'name': 'a', 'plugin_config': "
            + contradiction
            + "}}]}";

    assertThat(start("2026.2.1", BY_FILE, file).models().get(0).loads()).isFalse();
    assertThatThrownBy(
            () ->
                start(
                    "2026.2.1",
                    PORTS + "--model_name a --model_path /a --plugin_config " + contradiction,
                    ""))
        .hasMessageContaining("PERFORMANCE_HINT");
  }

  @Test
  void threadsAreThoseOfTheCores() {
    ServerSettings limited = start("2026.2.1", BY_FILE, ONE_MODEL);
    ServerSettings older = start("2025.3", BY_FILE, ONE_MODEL);

    assertThat(limited.restWorkers()).isEqualTo(2);
    assertThat(limited.grpcThreads()).isEqualTo(16);
    assertThat(limited.channel().callsAtATime()).isEqualTo(2);
    assertThat(older.restWorkers()).as("4 for each core of the node").isEqualTo(64);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "a=b=c", "a=1,b"})
  void channelArgumentsMustBePairs(String text) {
    assertThatThrownBy(
            () -> start("2026.2.1", BY_FILE + "--grpc_channel_arguments " + text, ONE_MODEL))
        .hasMessageContaining("grpc channel arguments passed in wrong format");
  }

  private static ServerSettings start(String version, String args, String file) {
    return ServerSettings.of(spec(version, args, file, 2));
  }

  private static PodSpecView spec(String version, String args, String file, double cores) {
    return new PodSpecView(
        "openvino/model_server:" + version,
        List.of(args.strip().split(" +")),
        Map.of(),
        Map.of("/config/config.json", file.replace('\'', '"')),
        OptionalDouble.of(cores));
  }
}
