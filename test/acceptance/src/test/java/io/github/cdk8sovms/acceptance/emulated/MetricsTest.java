package io.github.cdk8sovms.acceptance.emulated;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8sovms.emulator.Clients;
import io.github.cdk8sovms.emulator.Family;
import io.github.cdk8sovms.emulator.Labels;
import io.github.cdk8sovms.emulator.Load;
import io.github.cdk8sovms.emulator.OvmsPod;
import io.github.cdk8sovms.emulator.OvmsRelease;
import io.github.cdk8sovms.emulator.PodSpecView;
import io.github.cdk8sovms.emulator.PodTimes;
import io.github.cdk8sovms.emulator.Servers;
import io.github.cdk8sovms.emulator.ServiceTime;
import io.github.cdk8sovms.emulator.StartRefused;
import io.github.cdk8sovms.emulator.Timeline;
import io.github.cdk8sovms.internal.ovms.OvmsVersion;
import io.github.cdk8sovms.signal.OvmsMetric;
import io.github.cdk8sovms.signal.internal.MetricRelease;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is exported, letter by letter. */
class MetricsTest {
  private final Timeline timeline = Timeline.simulated(1);

  @Test
  void gaugesAndCountersAreWrittenAsOvmsWritesThem() {
    assertThat(busyPage("2026.3", "ovms_streams,ovms_current_requests,ovms_requests_success"))
        .isEqualTo(
            """
            # HELP ovms_requests_success Number of successful requests to a model or a DAG.
            # TYPE ovms_requests_success counter
            ovms_requests_success{api="KServe",interface="REST",method="ModelInfer",name="resnet50",version="1"} 2
            ovms_requests_success{api="KServe",interface="REST",method="ModelMetadata",name="resnet50",version="1"} 0
            ovms_requests_success{api="KServe",interface="REST",method="ModelReady",name="resnet50"} 0
            ovms_requests_success{api="KServe",interface="gRPC",method="ModelInfer",name="resnet50",version="1"} 0
            ovms_requests_success{api="KServe",interface="gRPC",method="ModelMetadata",name="resnet50",version="1"} 0
            ovms_requests_success{api="KServe",interface="gRPC",method="ModelReady",name="resnet50"} 0
            # HELP ovms_streams Number of OpenVINO execution streams.
            # TYPE ovms_streams gauge
            ovms_streams{name="resnet50",version="1"} 4
            # HELP ovms_current_requests Number of inference requests currently in process.
            # TYPE ovms_current_requests gauge
            ovms_current_requests{name="resnet50",version="1"} 1
            """);
  }

  /** The bounds are those of a dump of a real server, docs/metrics_output.out of model_server. */
  @Test
  void histogramsHaveTheBoundsOfOvms() {
    String page = busyPage("2026.3", "ovms_inference_time_us");

    assertThat(
            Pattern.compile("le=\"([^\"]+)\"")
                .matcher(page)
                .results()
                .map(bound -> bound.group(1))
                .toList())
        .containsExactly(
            ("10 18 32 58 104 188 340 612 1101 1983 3570 6426 11568 20822 37481 67466 121439"
                    + " 218591 393464 708235 1274823 2294682 4130428 7434771 13382588 24088659"
                    + " 43359586 78047255 140485060 252873108 455171596 819308872 1474755971 +Inf")
                .split(" "));
    assertThat(page)
        .contains(
            "ovms_inference_time_us_count{name=\"resnet50\",version=\"1\"} 2\n",
            "ovms_inference_time_us_sum{name=\"resnet50\",version=\"1\"} 200000\n",
            "ovms_inference_time_us_bucket{name=\"resnet50\",version=\"1\",le=\"67466\"} 0\n",
            "ovms_inference_time_us_bucket{name=\"resnet50\",version=\"1\",le=\"121439\"} 2\n",
            "ovms_inference_time_us_bucket{name=\"resnet50\",version=\"1\",le=\"+Inf\"} 2\n");
  }

  @Test
  void seriesOfTensorFlowServingAreThereUntil2026Dot2() {
    assertThat(busyPage("2026.2.1", "ovms_requests_fail"))
        .contains(
            "{api=\"TensorFlowServing\",interface=\"gRPC\",method=\"Predict\",name=\"resnet50\",version=\"1\"} 0",
            "{api=\"TensorFlowServing\",interface=\"REST\",method=\"GetModelStatus\",name=\"resnet50\"} 0");
    assertThat(busyPage("2026.3", "ovms_requests_fail")).doesNotContain("TensorFlowServing");
  }

  /** Releases before and after each change, the newest that was read, and one after it. */
  static Stream<String> releases() {
    return Stream.of(
        "2022.2",
        "2022.3",
        "2023.1",
        "2023.2",
        "2024.3",
        "2024.4",
        "2024.5",
        "2025.0",
        "2025.1",
        "2025.2.1",
        "2025.3",
        "2025.4.1",
        "2026.0",
        "2026.2.1",
        OvmsVersion.NEWEST_READ.toString(),
        "2026.4.1",
        "2099.0");
  }

  /** Implemented twice, by the library and here, from independent readings: they must agree. */
  @ParameterizedTest
  @MethodSource("releases")
  void theLibraryKnowsTheSameMetrics(String version) {
    OvmsVersion library = OvmsVersion.parse(version).orElseThrow();
    OvmsRelease release = OvmsRelease.ofImage("openvino/model_server:" + version);

    assertThat(names(Family.defaults(release).stream().map(Family::series)))
        .isEqualTo(
            names(
                OvmsMetric.defaults().stream()
                    .filter(metric -> MetricRelease.of(metric).isIn(library))
                    .map(OvmsMetric::series)));
    for (OvmsMetric metric : OvmsMetric.values()) {
      assertThat(isKnown(metric.series(), release))
          .as(metric.series())
          .isEqualTo(MetricRelease.of(metric).isIn(library));
    }
    assertThat(release.countsWaitingRequests())
        .isNotEqualTo(library.countsOnlyRequestsBeingProcessed());
    assertThat(release.metricsContentType().equals("text/plain"))
        .isEqualTo(library.servesMetricsAsText());
    assertThat(release.knowsStatefulModels()).isEqualTo(library.startsUnderOperator());
  }

  @Test
  void aNameIsWrittenSoThatPrometheusCanReadIt() {
    assertThat(Labels.none().with("name", "a\"b\\c\nd")).hasToString("{name=\"a\\\"b\\\\c\\nd\"}");
  }

  private static boolean isKnown(String series, OvmsRelease release) {
    try {
      return Family.listed(List.of(series), release).size() == 1;
    } catch (StartRefused e) {
      return false;
    }
  }

  private static TreeSet<String> names(Stream<String> series) {
    return series.collect(TreeSet::new, TreeSet::add, TreeSet::addAll);
  }

  /** After two requests, while a third is executed; the lines of a family in order. */
  private String busyPage(String version, String metrics) {
    PodSpecView spec = Servers.of(version, 4, 16).listing(metrics).spec();
    OvmsPod pod =
        OvmsPod.start(
            "pod", spec, PodTimes.of(ServiceTime.constant(Duration.ofMillis(100))), timeline);
    Load load = Load.of(Clients.http(Servers.MODEL).evenly(), timeline);
    load.endpoints(List.of(pod));
    load.perSecond(5);
    timeline.advance(Duration.ofMillis(650));
    return pod.metrics();
  }
}
