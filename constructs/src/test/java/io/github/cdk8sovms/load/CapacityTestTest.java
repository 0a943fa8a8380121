package io.github.cdk8sovms.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdk8sovms.Programs;
import io.github.cdk8sovms.Synthesized;
import io.github.cdk8sovms.kubernetes.Patch;
import io.github.cdk8sovms.serving.OvmsModelServer;
import java.util.ArrayList;
import java.util.List;
import org.cdk8s.Chart;
import org.junit.jupiter.api.Test;

/** A capacity test measures a pod like those of the server, which none of its objects select. */
class CapacityTestTest {
  private final Chart chart = Programs.chart();
  private final OvmsModelServer server =
      Programs.server(chart, "resnet")
          .patch(Patch.of("Deployment").add("/spec/template/spec/dnsPolicy", "Default"))
          .build();

  @Test
  void theServerOfThePodIsThatOfTheDeployment() {
    capacity();

    JsonNode expected = deployment().at("/spec/template/spec/containers/0");
    JsonNode copy = pod().path("initContainers").path(0);
    for (String field : List.of("image", "args", "resources", "volumeMounts", "startupProbe")) {
      assertThat(copy.path(field)).as(field).isEqualTo(expected.path(field));
    }
    assertThat(pod().path("dnsPolicy").asText()).as("patches of the server").isEqualTo("Default");
    assertThat(pod().path("serviceAccountName").asText()).isEqualTo("resnet");
  }

  @Test
  void neitherServiceNorDeploymentSelectThePod() {
    capacity();

    JsonNode labels = job().at("/spec/template/metadata/labels");
    List<JsonNode> selectors = new ArrayList<>();
    selectors.add(deployment().at("/spec/selector/matchLabels"));
    selectors.add(Synthesized.of(chart).the("Service").at("/spec/selector"));
    for (JsonNode selector : selectors) {
      assertThat(selector.properties())
          .anySatisfy(
              label -> assertThat(labels.path(label.getKey())).isNotEqualTo(label.getValue()));
    }
  }

  @Test
  void theServerIsASidecarThatNoProbeDisturbsOnceItHasStarted() {
    capacity();

    JsonNode copy = pod().path("initContainers").path(0);
    assertThat(copy.path("restartPolicy").asText()).isEqualTo("Always");
    assertThat(copy.has("startupProbe")).isTrue();
    assertThat(copy.has("readinessProbe")).isFalse();
    assertThat(copy.has("livenessProbe")).isFalse();
    assertThat(pod().path("containers")).hasSize(1);
    assertThat(pod().path("restartPolicy").asText()).isEqualTo("Never");
  }

  @Test
  void theDeploymentIsWhatItWasBefore() {
    JsonNode before = deployment();

    capacity();

    assertThat(deployment()).isEqualTo(before);
  }

  private void capacity() {
    CapacityTest.Builder.create(chart, "capacity")
        .server(server)
        .input(Tensor.of("0", DataType.FP32, 1))
        .build();
  }

  private JsonNode deployment() {
    return Synthesized.of(chart).the("Deployment");
  }

  private JsonNode job() {
    return Synthesized.of(chart).the("Job");
  }

  private JsonNode pod() {
    return job().at("/spec/template/spec");
  }
}
