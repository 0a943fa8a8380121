package io.github.cdk8sovms.autoscaling;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8sovms.Programs;
import io.github.cdk8sovms.kubernetes.Resources;
import io.github.cdk8sovms.serving.Model;
import io.github.cdk8sovms.serving.ModelSource;
import io.github.cdk8sovms.serving.OvmsImage;
import io.github.cdk8sovms.serving.OvmsModelServer;
import io.github.cdk8sovms.validation.Finding;
import io.github.cdk8sovms.validation.Reported;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.cdk8s.Chart;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Since OVMS 2024.5 the ratio cannot exceed infer requests / streams, and over HTTP workers /
 * streams: an autoscaler with a higher target, or one within the tolerance of 10 %, never adds a
 * pod.
 */
class ReachableTargetTest {
  private static final Model MODEL =
      Model.of("resnet50", ModelSource.of("s3://models/resnet50").anonymous());

  static Stream<Arguments> reachable() {
    return Stream.of(
        Arguments.of("four infer requests a stream", server(MODEL.streams(4)), 1.0),
        Arguments.of("four infer requests a stream", server(MODEL.streams(4)), 3.0),
        Arguments.of("four a stream, said", server(MODEL.streams(2).nireq(8)).restWorkers(8), 3.0),
        Arguments.of("below 1", server(MODEL.streams(4).nireq(4)), 0.7));
  }

  @ParameterizedTest(name = "{0}, target {2}")
  @MethodSource("reachable")
  void aTargetThatTheLoadCanReachIsTakenWithoutAWord(
      String what, OvmsModelServer.Builder builder, double ratio) {
    assertThat(saidAbout(builder, ratio)).isEmpty();
  }

  static Stream<Arguments> unreachable() {
    return Stream.of(
        Arguments.of("infer requests = streams", server(MODEL.streams(4).nireq(4)), 1.0),
        Arguments.of("OpenVINO chooses, on a CPU one a stream", server(MODEL), 1.0),
        Arguments.of("fewer HTTP workers", server(MODEL.streams(4)).restWorkers(4), 2.0),
        Arguments.of("four infer requests a stream", server(MODEL.streams(4)), 5.0));
  }

  @ParameterizedTest(name = "{0}, target {2}")
  @MethodSource("unreachable")
  void aTargetThatTheLoadCanNeverReachIsReported(
      String what, OvmsModelServer.Builder builder, double ratio) {
    assertThat(saidAbout(builder, ratio)).isNotEmpty();
  }

  /** Errors, or else the warnings of server and autoscaler. */
  private static List<Finding> saidAbout(OvmsModelServer.Builder builder, double ratio) {
    OvmsModelServer server = builder.build();
    Chart chart = Chart.of(server);
    List<Finding> said = new ArrayList<>(server.findings());
    RatioAutoscaler.Builder autoscaler =
        Programs.autoscaler(chart, server, Programs.adapterOf(chart, server)).ratio(ratio);
    said.addAll(Reported.building(() -> said.addAll(autoscaler.build().findings())));
    return said;
  }

  private static OvmsModelServer.Builder server(Model model) {
    return OvmsModelServer.Builder.create(Programs.chart(), "resnet")
        .image(OvmsImage.of("2026.2.1"))
        .resources(Resources.cpu("4").memory("4Gi"))
        .model(model);
  }
}
