package io.github.cdk8sovms.serving;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdk8sovms.Programs;
import io.github.cdk8sovms.Synthesized;
import io.github.cdk8sovms.kubernetes.Resources;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.Reported;
import org.cdk8s.Chart;
import org.junit.jupiter.api.Test;

/** The storage limit of models on the node: OVMS keeps its copies from cloud storage in /tmp. */
class DownloadLimitTest {
  private static final Resources CORES = Resources.cpu("2").memory("2Gi");

  private final Chart chart = Programs.chart();

  @Test
  void theLimitHoldsForBuckets() {
    JsonNode pod = pod(server().downloadLimit("40Gi"));

    assertThat(pod.findValuesAsText("sizeLimit")).containsExactly("40Gi");
    assertThat(storage(pod)).isEqualTo("41Gi"); // and 1Gi of logs
  }

  @Test
  void withoutALimitThereAreTenGibibytes() {
    assertThat(pod(server()).findValuesAsText("sizeLimit")).containsExactly("10Gi");
  }

  @Test
  void aRequestAboveTheDefaultCounts() {
    JsonNode pod = pod(server().resources(CORES.ephemeralStorage("60Gi")));

    assertThat(pod.findValuesAsText("sizeLimit")).containsExactly("60Gi");
    assertThat(storage(pod)).isEqualTo("60Gi");
  }

  @Test
  void aRequestBelowTheDefaultLeavesTheVolumeAsItIs() {
    JsonNode pod = pod(server().resources(CORES.ephemeralStorage("5Gi")));

    assertThat(pod.findValuesAsText("sizeLimit")).containsExactly("10Gi");
  }

  @Test
  void aLimitThatThePodCannotReachIsRefused() {
    assertThat(
            Reported.codesBuilding(
                server().downloadLimit("40Gi").resources(CORES.ephemeralStorage("20Gi"))::build))
        .containsExactly(FindingCode.INVALID_QUANTITY);
    assertThat(
            Reported.codesBuilding(
                server().downloadLimit("20Gi").resources(CORES.ephemeralStorage("20Gi"))::build))
        .isEmpty();
  }

  private OvmsModelServer.Builder server() {
    return OvmsModelServer.Builder.create(chart, "server")
        .image(OvmsImage.of("2026.2.1"))
        .model(Model.of("m", ModelSource.of("s3://models/m").anonymous()));
  }

  private static String storage(JsonNode pod) {
    return pod.at("/containers/0/resources/requests/ephemeral-storage").asText();
  }

  private JsonNode pod(OvmsModelServer.Builder server) {
    server.build();
    return Synthesized.of(chart).the("Deployment").at("/spec/template/spec");
  }
}
