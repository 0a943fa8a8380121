package io.github.cdk8sovms.signal;

import static io.github.cdk8sovms.signal.ReachOnServerTest.builder;
import static io.github.cdk8sovms.signal.ReachOnServerTest.model;
import static io.github.cdk8sovms.signal.ReachOnServerTest.server;
import static io.github.cdk8sovms.signal.ReachOnServerTest.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8sovms.serving.Model;
import io.github.cdk8sovms.serving.OvmsModelServer;
import io.github.cdk8sovms.serving.internal.ServerLink;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests that wait for an HTTP worker are in no metric. */
class ReachOverHttpTest {
  private static final Model MODEL = model("resnet50");
  private static final LoadSignal REQUESTS = LoadSignal.requestsPerStream();

  @ParameterizedTest(name = "{0} workers, 4 streams with 16 infer requests: {1}")
  @CsvSource({"2, 0.5", "4, 1.0", "8, 2.0", "16, 4.0", "32, 4.0"})
  void endsAtTheWorkersWhereTheseAreFewerThanInferRequests(int workers, String reach) {
    OvmsModelServer server = builder("2026.2.1", MODEL.streams(4)).restWorkers(workers).build();

    assertThat(text(REQUESTS.reachOverHttp(ServerLink.of(server).serving()))).isEqualTo(reach);
    assertThat(text(LoadSignal.streamUtilization().reachOverHttp(ServerLink.of(server).serving())))
        .isEqualTo(reach);
  }

  @ParameterizedTest(name = "{0} workers, 4 streams: {1}")
  @CsvSource({"2, 0.5", "4, 1.0", "16, 4.0", "32, 8.0"})
  void whatHasNoEndOtherwiseEndsAtTheWorkers(int workers, String reach) {
    assertThat(
            text(
                LoadSignal.inFlightPerStream()
                    .reachOverHttp(
                        ServerLink.of(
                                builder("2026.2.1", MODEL.streams(4)).restWorkers(workers).build())
                            .serving())))
        .isEqualTo(reach);
    assertThat(
            text(
                REQUESTS.reachOverHttp(
                    ServerLink.of(builder("2024.4", MODEL.streams(4)).restWorkers(workers).build())
                        .serving())))
        .as("before 2024.5")
        .isEqualTo(reach);
  }

  @Test
  void timesHaveNoEndAsFarAsIsKnown() {
    OvmsModelServer server = builder("2026.2.1", MODEL.streams(4)).restWorkers(2).build();

    assertThat(List.of(LoadSignal.meanLatency(), LoadSignal.latency(0.99)))
        .allSatisfy(
            signal ->
                assertThat(text(signal.reachOverHttp(ServerLink.of(server).serving())))
                    .isEqualTo("unlimited"));
  }

  @ParameterizedTest(name = "{0} workers, 4 infer requests: {1}")
  @CsvSource({"2, 0.0", "4, 0.0", "6, 0.5", "8, 1.0", "40, 9.0"})
  void onlyWorkersThatHoldNoInferRequestWaitForOne(int workers, String reach) {
    OvmsModelServer server =
        builder("2026.2.1", MODEL.streams(2).nireq(4)).restWorkers(workers).build();

    assertThat(text(LoadSignal.queueToCompute().reachOverHttp(ServerLink.of(server).serving())))
        .isEqualTo(reach);
    assertThat(text(LoadSignal.queueToCompute().reach(ServerLink.of(server).serving())))
        .isEqualTo("unlimited");
  }

  @Test
  void aModelWhoseInferRequestsOpenvinoChoosesMayQueueMore() {
    OvmsModelServer server =
        builder("2026.2.1", MODEL.streams(2).nireq(16), model("bert")).restWorkers(8).build();

    assertThat(text(LoadSignal.queueToCompute().reachOverHttp(ServerLink.of(server).serving())))
        .isEqualTo("unlimited");
  }

  @Test
  void whereOvmsChoosesWorkersOrStreamsItIsAsWithoutHttp() {
    assertThat(text(REQUESTS.reachOverHttp(ServerLink.of(server("2026.2.1", MODEL)).serving())))
        .isEqualTo("1.0");
    assertThat(text(REQUESTS.reachOverHttp(ServerLink.of(server("2024.4", MODEL)).serving())))
        .isEqualTo("unlimited");
    assertThat(
            text(
                REQUESTS.reachOverHttp(
                    ServerLink.of(
                            builder("2026.2.1", MODEL.streams(2), model("bert"))
                                .restWorkers(2)
                                .build())
                        .serving())))
        .isEqualTo("4.0");
  }

  @Test
  void derivedWorkersNeverLowerTheBound() {
    for (int streams : new int[] {1, 2, 3, 64, 512}) {
      OvmsModelServer server =
          server("2026.1", MODEL.streams(streams), model("bert").streams(2 * streams));
      assertThat(text(REQUESTS.reachOverHttp(ServerLink.of(server).serving()))).isEqualTo("4.0");
      assertThat(
              text(REQUESTS.across(Aggregation.SUM).reachOverHttp(ServerLink.of(server).serving())))
          .isEqualTo("4.0");
    }
  }

  @Test
  void whereFilesLimitWorkersThereIsAnEnd() {
    assertThat(
            text(
                REQUESTS.reachOverHttp(
                    ServerLink.of(server("2026.1", MODEL.streams(56))).serving())))
        .isEqualTo("4.0");
    assertThat(
            text(
                REQUESTS.reachOverHttp(
                    ServerLink.of(server("2026.2.1", MODEL.streams(56))).serving())))
        .isEqualTo("3.0");
  }

  /** All requests may be for one model: the workers by the fewest streams. */
  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({"MAX, 4.0", "SUM, 1.0"})
  void workersAreSharedByAllModels(Aggregation aggregation, String reach) {
    OvmsModelServer server =
        builder("2026.2.1", MODEL.streams(2), model("bert").streams(6)).restWorkers(8).build();

    assertThat(
            text(
                LoadSignal.inFlightPerStream()
                    .across(aggregation)
                    .reachOverHttp(ServerLink.of(server).serving())))
        .isEqualTo(reach);
  }

  /** If all 8 requests are for the model with 2 streams, the mean is (8 / 2 + 0) / 2. */
  @Test
  void theMeanIsHighestWhereAllRequestsAreForTheModelWithTheFewestStreams() {
    OvmsModelServer server =
        builder("2026.2.1", MODEL.streams(2), model("bert").streams(6)).restWorkers(8).build();

    assertThat(
            text(
                LoadSignal.inFlightPerStream()
                    .across(Aggregation.MEAN)
                    .reachOverHttp(ServerLink.of(server).serving())))
        .isEqualTo("2.0");
  }

  @Test
  void aChosenModelHasTheWorkersByItsOwnStreams() {
    OvmsModelServer server =
        builder("2026.2.1", MODEL.streams(8), model("bert").streams(1)).restWorkers(8).build();

    assertThat(text(REQUESTS.model("bert").reachOverHttp(ServerLink.of(server).serving())))
        .isEqualTo("4.0");
    assertThat(text(REQUESTS.model("resnet50").reachOverHttp(ServerLink.of(server).serving())))
        .isEqualTo("1.0");
  }

  @Test
  void aChosenModelQueuesForItsOwnInferRequests() {
    OvmsModelServer server =
        builder("2026.2.1", MODEL.streams(2).nireq(8), model("bert").streams(2).nireq(2))
            .restWorkers(8)
            .build();

    assertThat(
            text(
                LoadSignal.queueToCompute()
                    .model("bert")
                    .reachOverHttp(ServerLink.of(server).serving())))
        .isEqualTo("3.0");
    assertThat(
            text(
                LoadSignal.queueToCompute()
                    .model("resnet50")
                    .reachOverHttp(ServerLink.of(server).serving())))
        .isEqualTo("0.0");
  }

  @Test
  void aChosenModelDoesNotDependOnWhatIsLeftOpenForOthers() {
    OvmsModelServer server =
        builder("2026.2.1", MODEL.streams(8), model("bert")).restWorkers(8).build();

    assertThat(text(REQUESTS.model("resnet50").reachOverHttp(ServerLink.of(server).serving())))
        .isEqualTo("1.0");
  }

  @Test
  void theReasonNamesWorkersAndStreams() {
    assertThat(
            REQUESTS
                .reachOverHttp(
                    ServerLink.of(builder("2026.2.1", MODEL.streams(4)).restWorkers(6).build())
                        .serving())
                .reason())
        .isEqualTo(
            "HTTP requests beyond the 6 HTTP workers queue outside all metrics, so the value"
                + " cannot exceed 6/4 = 1.5");
  }
}
