package io.github.cdk8sovms.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cdk8sovms.cluster.ApiClient;
import io.github.cdk8sovms.cluster.Application;
import io.github.cdk8sovms.cluster.ControlPlane;
import io.github.cdk8sovms.cluster.ControlPlaneBinary;
import io.github.cdk8sovms.cluster.PodNetwork;
import io.github.cdk8sovms.cluster.Servers;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The API server of the oldest supported Kubernetes accepts every manifest too, and its pods.
 * Controllers of that version cannot be built here, so that pods are asked for by the test.
 */
class OldestKubernetesTest {
  private static final PodNetwork NETWORK = PodNetwork.claim();
  private static final Servers SERVERS =
      Servers.start(
          ControlPlane.empty(Path.of("target/control-plane/OldestKubernetesTest")),
          ControlPlaneBinary.KUBE_APISERVER_OLDEST);

  @BeforeAll
  static void prepare() {
    KnownKinds.install(SERVERS.api(), SERVERS::diagnosis);
  }

  @AfterAll
  static void stop() {
    SERVERS.close();
    NETWORK.close();
  }

  @Test
  void serverIsTheOldestThatWeSupport() {
    assertThat(SERVERS.api().get("/version").path("gitVersion").asText()).startsWith("v1.32.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"quickstart", "blog-recipe", "gpu-fleet", "chat", "kserve"})
  void manifestIsAdmittedWithoutAWarningAndStaysAsItWasEmitted(String app) {
    // GIVEN
    Application application = Examples.of(app);
    ApiClient api = SERVERS.api();

    // WHEN
    List<StoredObject> stored =
        application.objects().stream()
            .map(object -> new StoredObject(object, api.apply(object)))
            .toList();

    // THEN
    assertThat(api.warnings()).isEmpty();
    stored.forEach(
        object -> assertThat(object.drift()).as(Application.title(object.emitted())).isEmpty());
    Stream.of("Deployment", "StatefulSet")
        .flatMap(kind -> application.ofKind(kind).stream())
        .forEach(OldestKubernetesTest::assertPodIsAdmitted);
  }

  /** As the controller of the workload would ask; it is not kept. */
  private static void assertPodIsAdmitted(JsonNode workload) {
    ObjectNode pod = workload.at("/spec/template").deepCopy();
    pod.put("apiVersion", "v1").put("kind", "Pod");
    String namespace = workload.at("/metadata/namespace").asText();
    ((ObjectNode) pod.path("metadata")).put("name", "asked-for").put("namespace", namespace);
    for (JsonNode claim : workload.at("/spec/volumeClaimTemplates")) {
      String name = claim.at("/metadata/name").asText();
      ObjectNode volume = pod.withObject("/spec").withArray("volumes").addObject();
      volume.put("name", name).putObject("persistentVolumeClaim").put("claimName", name);
    }

    JsonNode admitted =
        SERVERS.api().create("/api/v1/namespaces/" + namespace + "/pods?dryRun=All", pod);

    assertThat(admitted.at("/metadata/name").asText()).isEqualTo("asked-for");
  }
}
