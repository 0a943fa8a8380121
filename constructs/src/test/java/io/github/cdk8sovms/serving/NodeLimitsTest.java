package io.github.cdk8sovms.serving;

import static io.github.cdk8sovms.validation.FindingCode.CONTRADICTION;
import static io.github.cdk8sovms.validation.FindingCode.NODE_LIMIT;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdk8sovms.Programs;
import io.github.cdk8sovms.Synthesized;
import io.github.cdk8sovms.kubernetes.Resources;
import io.github.cdk8sovms.serving.internal.ServerLink;
import io.github.cdk8sovms.validation.Finding;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.Reported;
import java.util.List;
import org.cdk8s.Chart;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Limits of nodes, and rollouts that still proceed. */
class NodeLimitsTest {
  private static final CloudStorage S3 = ModelSource.of("s3://models/m").anonymous();
  private static final ClaimedVolume VOLUME = ModelSource.volumeClaim("models", "m");
  private static final Model GPU = Model.of("m", S3).device(Device.gpu(GpuDriver.XE));

  private final Chart chart = Programs.chart();

  @Test
  void aRolloutStartsNewPodsFirst() {
    assertThat(strategy(server(Model.of("m", S3)))).isEqualTo("25% more, 0 fewer");
  }

  @Test
  void whereEveryDeviceIsInUseARolloutMovesBecauseAPodEnds() {
    OvmsModelServer.Builder server = server(GPU).replicas(4).deviceGroup(109);

    assertThat(codes(server)).containsExactly(NODE_LIMIT);
    assertThat(text(Synthesized.of(chart).the("Deployment").at("/spec/strategy/rollingUpdate")))
        .isEqualTo("1 more, 1 fewer");
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "START_FIRST, '25% more, 0 fewer'",
    "ONE_AT_A_TIME, '1 more, 1 fewer'",
    "STOP_FIRST, '0 more, 1 fewer'"
  })
  void aConfiguredRolloutIsUsedWithoutWarning(Rollout rollout, String strategy) {
    OvmsModelServer.Builder server = server(GPU).deviceGroup(109).rollout(rollout);

    assertThat(codes(server.name("other"))).isEmpty();
    assertThat(text(Synthesized.of(chart).the("Deployment").at("/spec/strategy/rollingUpdate")))
        .isEqualTo(strategy);
  }

  @Test
  void aDeviceThatIsRequestedByHandCountsToo() {
    assertThat(
            strategy(
                server(Model.of("m", S3))
                    .resources(
                        Resources.cpu("4").memory("8Gi").device("example.com/accelerator", 1))))
        .isEqualTo("1 more, 1 fewer");
  }

  @Test
  void aVolumeOfOneNodeIsGivenBackBeforeItIsTaken() {
    assertThat(strategy(server(Model.of("m", VOLUME.oneNode())))).isEqualTo("0 more, 1 fewer");
    assertThat(strategy(server(Model.of("m", VOLUME.manyNodes())).name("b")))
        .isEqualTo("25% more, 0 fewer");
  }

  @Test
  void volumesWithoutAConfiguredAccessModeWarn() {
    assertThat(codes(server(Model.of("m", VOLUME)))).containsExactly(NODE_LIMIT);
  }

  @Test
  void severalPodsCannotShareAVolumeOfOneNode() {
    Model model = Model.of("m", VOLUME.oneNode());

    assertThat(codes(server(model).replicas(2))).containsExactly(NODE_LIMIT);
    Model other = Model.of("m", ModelSource.volumeClaim("others", "m").oneNode());
    assertThat(codes(server(other).rollout(Rollout.START_FIRST).name("b")))
        .containsExactly(NODE_LIMIT);
    assertThat(codes(server(Model.of("m", VOLUME.manyNodes())).replicas(2).name("c"))).isEmpty();
  }

  @Test
  void severalServersCannotShareAVolumeOfOneNode() {
    Model model = Model.of("m", VOLUME.oneNode());
    server(model).build();

    assertThat(server(model).build().findings())
        .singleElement()
        .asString()
        .contains("is mounted by shop/server-0 too, and one node at a time can mount it");
  }

  @Test
  void aVolumeIsForOneNodeOrForMany() {
    Model other = Model.of("n", ModelSource.volumeClaim(VOLUME.claim(), "n").manyNodes());

    assertThat(reported(server(Model.of("m", VOLUME.oneNode().manyNodes()))))
        .containsExactly(CONTRADICTION);
    assertThat(reported(server(Model.of("m", VOLUME.oneNode())).model(other)))
        .containsExactly(CONTRADICTION);
  }

  @ParameterizedTest(name = "{0} streams with OVMS {1}: {2} workers")
  @CsvSource({"32, 2026.3, 128", "64, 2026.3, 168", "64, 2026.2, 168", "64, 2026.1, 256"})
  void derivedWorkersNeedNoMoreFilesThanAContainerMayOpen(
      int streams, String version, int workers) {
    OvmsModelServer server =
        server(Model.of("m", S3).streams(streams))
            .image(OvmsImage.of(version))
            .resources(Resources.cpu("64").memory("64Gi"))
            .build();

    assertThat(ServerLink.of(server).serving().capacity().restWorkers()).hasValue(workers);
    assertThat(server.findings()).isEmpty();
  }

  @ParameterizedTest(name = "{0} workers with OVMS {1}: {2}")
  @CsvSource({"168, 2026.3, true", "169, 2026.3, false", "169, 2026.1, true"})
  void configuredWorkersAboveThatWarn(int workers, String version, boolean taken) {
    assertThat(codes(server(Model.of("m", S3)).image(OvmsImage.of(version)).restWorkers(workers)))
        .hasSize(taken ? 0 : 1)
        .allMatch(NODE_LIMIT::equals);
  }

  @Test
  void threadsForManyInferRequestsMayBeMoreThanAPodGets() {
    assertThat(codes(server(Model.of("m", S3).nireq(256)))).isEmpty();
    assertThat(codes(server(Model.of("m", S3).nireq(257)).name("b"))).containsExactly(NODE_LIMIT);
  }

  private OvmsModelServer.Builder server(Model model) {
    return OvmsModelServer.Builder.create(chart, "server-" + chart.getNode().getChildren().size())
        .image(OvmsImage.of("2026.3"))
        .model(model);
  }

  private static List<FindingCode> reported(OvmsModelServer.Builder server) {
    return Reported.building(server::build).stream().map(Finding::code).toList();
  }

  private static List<FindingCode> codes(OvmsModelServer.Builder server) {
    return server.build().findings().stream().map(Finding::code).toList();
  }

  private String strategy(OvmsModelServer.Builder server) {
    server.build();
    var deployments = Synthesized.of(chart).all("Deployment");
    return text(deployments.get(deployments.size() - 1).at("/spec/strategy/rollingUpdate"));
  }

  private static String text(JsonNode update) {
    return update.at("/maxSurge").asText()
        + " more, "
        + update.at("/maxUnavailable").asText()
        + " fewer";
  }
}
