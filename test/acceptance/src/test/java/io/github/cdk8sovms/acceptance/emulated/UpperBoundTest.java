package io.github.cdk8sovms.acceptance.emulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.github.cdk8sovms.acceptance.promql.Signals;
import io.github.cdk8sovms.emulator.Clients;
import io.github.cdk8sovms.emulator.Load;
import io.github.cdk8sovms.emulator.OvmsPod;
import io.github.cdk8sovms.emulator.PodTimes;
import io.github.cdk8sovms.emulator.Scrape;
import io.github.cdk8sovms.emulator.Servers;
import io.github.cdk8sovms.emulator.ServiceTime;
import io.github.cdk8sovms.emulator.Timeline;
import io.github.cdk8sovms.serving.Model;
import io.github.cdk8sovms.serving.ModelSource;
import io.github.cdk8sovms.serving.OvmsImage;
import io.github.cdk8sovms.serving.OvmsModelServer;
import io.github.cdk8sovms.serving.internal.ServerLink;
import io.github.cdk8sovms.signal.LoadSignal;
import io.github.cdk8sovms.signal.internal.SignalLink;
import io.github.cdk8sovms.signal.internal.UpperBound;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.cdk8s.App;
import org.cdk8s.Chart;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * That each signal ends on an overloaded pod where the library says it ends: the one place where
 * both are compared, as neither knows the other.
 */
class UpperBoundTest {
  private static final ServiceTime SERVICE = ServiceTime.exponential(Duration.ofMillis(50));

  /** Scrapes, every 5 seconds. */
  private record Scrapes(List<Scrape> all) {
    double increase(String series) {
      return all.get(all.size() - 1).sum(series) - all.get(0).sum(series);
    }

    double seconds() {
      return 5.0 * (all.size() - 1);
    }

    double mean(String series) {
      return all.stream().mapToDouble(scrape -> scrape.sum(series)).average().orElseThrow();
    }
  }

  private record Signal(LoadSignal signal, BiFunction<Scrapes, Integer, Double> value) {}

  private static final List<Signal> SIGNALS =
      List.of(
          new Signal(
              LoadSignal.requestsPerStream(),
              (window, streams) -> window.mean("ovms_current_requests") / streams),
          new Signal(
              LoadSignal.inFlightPerStream(),
              (window, streams) ->
                  window.increase("ovms_request_time_us_sum") / 1e6 / window.seconds() / streams),
          new Signal(
              LoadSignal.queueToCompute(),
              (window, streams) ->
                  window.increase("ovms_wait_for_infer_req_time_us_sum")
                      / window.increase("ovms_inference_time_us_sum")),
          new Signal(
              LoadSignal.streamUtilization(),
              (window, streams) ->
                  window.increase("ovms_inference_time_us_sum")
                      / 1e6
                      / window.seconds()
                      / streams));

  @Test
  void everySignalOfModelsIsMeasured() {
    assertThat(SIGNALS)
        .extracting(each -> each.signal().metricName())
        .containsExactlyInAnyOrderElementsOf(
            Signals.ratiosOfModels().stream().map(LoadSignal::metricName).toList());
  }

  @ParameterizedTest(name = "OVMS {0}, {1} streams, {2} infer requests, {3} workers")
  @CsvSource({"2026.2.1, 4, 16, 8", "2026.2.1, 2, 6, 32", "2024.4, 4, 16, 8", "2024.4, 2, 6, 32"})
  void everySignalEndsWhereTheLibrarySaysItDoes(
      String version, int streams, int nireq, int workers) {
    assertEnds(version, streams, nireq, workers);
  }

  @ParameterizedTest(name = "OVMS {0}, {1} streams, {2} infer requests, {3} workers")
  @CsvSource({
    "2026.2.1, 4, 4, 16",
    "2026.2.1, 4, 16, 16",
    "2026.2.1, 8, 8, 4",
    "2024.4, 4, 4, 16",
  })
  @Tag("extended")
  void everySignalEndsThereOnOtherServers(String version, int streams, int nireq, int workers) {
    assertEnds(version, streams, nireq, workers);
  }

  private static void assertEnds(String version, int streams, int nireq, int workers) {
    OvmsModelServer server = server(version, streams, nireq, workers);
    Servers container = Servers.of(version, streams, nireq);
    Scrapes overGrpc = overloaded(container, Clients.grpc(Servers.MODEL, 400));
    Scrapes overHttp =
        overloaded(container.with("--rest_workers=" + workers), Clients.http(Servers.MODEL));

    for (Signal each : SIGNALS) {
      String what = each.signal().description();
      assertEnd(
          SignalLink.of(each.signal()).reach(ServerLink.of(server).serving()),
          each.value().apply(overGrpc, streams),
          what);
      assertEnd(
          SignalLink.of(each.signal()).reachOverHttp(ServerLink.of(server).serving()),
          each.value().apply(overHttp, streams),
          what + " over HTTP");
    }
  }

  private static void assertEnd(UpperBound reach, double highest, String what) {
    if (reach instanceof UpperBound.Limited limited) {
      assertThat(highest).as(what).isCloseTo(limited.value(), withinPercentage(3));
    } else {
      assertThat(reach).as(what).isInstanceOf(UpperBound.Unlimited.class);
      assertThat(highest).as(what).isGreaterThan(20);
    }
  }

  /** Three times what the pod can do, for a few minutes; the last one counts. */
  private static Scrapes overloaded(Servers container, Clients clients) {
    Timeline timeline = Timeline.simulated(7);
    OvmsPod pod = OvmsPod.start("pod", container.spec(), PodTimes.of(SERVICE), timeline);
    Load load = Load.of(clients, timeline);
    load.endpoints(List.of(pod));
    load.perSecond(3 * container.streams() / 0.05);
    timeline.advance(Duration.ofMinutes(3));
    List<Scrape> scrapes = new ArrayList<>();
    for (int i = 0; i <= 36; i++) {
      scrapes.add(Scrape.of(pod));
      timeline.advance(Duration.ofSeconds(5));
    }
    return new Scrapes(scrapes);
  }

  private static OvmsModelServer server(String version, int streams, int nireq, int workers) {
    return OvmsModelServer.Builder.create(new Chart(new App(), "chart"), "resnet")
        .image(OvmsImage.of(version))
        .model(
            Model.of("resnet50", ModelSource.of("s3://models/resnet50"))
                .streams(streams)
                .nireq(nireq))
        .restWorkers(workers)
        .build();
  }
}
