package io.github.cdk8sovms.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.github.cdk8sovms.Programs;
import io.github.cdk8sovms.serving.Model;
import io.github.cdk8sovms.serving.ModelSource;
import io.github.cdk8sovms.serving.OvmsImage;
import io.github.cdk8sovms.serving.OvmsModelServer;
import io.github.cdk8sovms.serving.internal.ServerLink;
import io.github.cdk8sovms.signal.internal.UpperBound;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Verifies that a signal reaches its upper bound, and does not exceed it: on an overloaded
 * simulated pod, for each protocol and counting method.
 */
class UpperBoundTest {
  private static final int CLIENTS = 400;
  private static final double SERVICE_SECONDS = 0.05;

  private record Signal(LoadSignal signal, ToDoubleFunction<OvmsScrapes> simulated) {}

  private static final Signal[] SIGNALS = {
    new Signal(LoadSignal.requestsPerStream(), OvmsScrapes::requestsPerStream),
    new Signal(LoadSignal.inFlightPerStream(), OvmsScrapes::inFlightPerStream),
    new Signal(LoadSignal.queueToCompute(), OvmsScrapes::queueToCompute),
    new Signal(LoadSignal.streamUtilization(), OvmsScrapes::streamUtilisation)
  };

  @ParameterizedTest(name = "OVMS {0}, {1} streams, {2} infer requests, {3} workers")
  @CsvSource({
    "2026.2.1, 4, 4, 16",
    "2026.2.1, 4, 16, 16",
    "2026.2.1, 4, 16, 8",
    "2026.2.1, 2, 6, 32",
    "2026.2.1, 8, 8, 4",
    "2024.4, 4, 4, 16",
    "2024.4, 4, 16, 8",
    "2024.4, 2, 6, 32",
  })
  void everySignalReachesItsUpperBound(String version, int streams, int nireq, int workers) {
    OvmsModelServer server = server(version, streams, nireq, workers);
    SimulatedPod pod = SimulatedPod.of(streams, nireq);
    if (!ServerLink.of(server).serving().version().countsOnlyRequestsBeingProcessed()) {
      pod = pod.counting(SimulatedPod.Counting.FROM_RECEIPT);
    }

    List<OvmsScrapes> grpc = windows(pod);
    List<OvmsScrapes> http = windows(pod.restWorkers(workers));
    for (Signal each : SIGNALS) {
      String what = each.signal().description();
      double overGrpc = highest(grpc, each.simulated());
      double overHttp = highest(http, each.simulated());
      UpperBound bound = each.signal().reach(ServerLink.of(server).serving());

      if (bound instanceof UpperBound.Limited limited) {
        assertThat(overGrpc).as(what).isCloseTo(limited.value(), withinPercentage(2));
      } else {
        assertThat(bound).as(what).isInstanceOf(UpperBound.Unlimited.class);
        assertThat(overGrpc).as(what).isGreaterThan(20);
      }
      assertThat(each.signal().reachOverHttp(ServerLink.of(server).serving()))
          .as(what)
          .isInstanceOfSatisfying(
              UpperBound.Limited.class,
              limited ->
                  assertThat(overHttp)
                      .as(what + " over HTTP")
                      .isCloseTo(limited.value(), withinPercentage(2)));
    }
  }

  private static List<OvmsScrapes> windows(SimulatedPod pod) {
    return OvmsSimulation.run(pod, SimulatedTraffic.clients(CLIENTS, SERVICE_SECONDS), 7, 600, 15)
        .scrapes()
        .after(120)
        .windows(60);
  }

  private static double highest(List<OvmsScrapes> windows, ToDoubleFunction<OvmsScrapes> signal) {
    return windows.stream().map(signal::applyAsDouble).max(Comparator.naturalOrder()).orElseThrow();
  }

  private static OvmsModelServer server(String version, int streams, int nireq, int workers) {
    return OvmsModelServer.Builder.create(Programs.chart(), "resnet")
        .image(OvmsImage.of(version))
        .model(
            Model.of("resnet50", ModelSource.of("s3://models/resnet50"))
                .streams(streams)
                .nireq(nireq))
        .restWorkers(workers)
        .build();
  }
}
