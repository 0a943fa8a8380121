package io.github.cdk8sovms.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdk8sovms.cluster.ApiClient;
import io.github.cdk8sovms.cluster.Application;
import io.github.cdk8sovms.cluster.Await;
import io.github.cdk8sovms.cluster.CertificateAuthority;
import io.github.cdk8sovms.cluster.Chain;
import io.github.cdk8sovms.cluster.ControlPlane;
import io.github.cdk8sovms.cluster.PrometheusApi;
import io.github.cdk8sovms.emulator.Clients;
import io.github.cdk8sovms.emulator.Load;
import io.github.cdk8sovms.emulator.PodTimes;
import io.github.cdk8sovms.emulator.ServiceTime;
import io.github.cdk8sovms.kit.Manifest;
import io.github.cdk8sovms.kit.Repository;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same for an InferenceService: a simulated KServe creates the Deployment, which the real
 * autoscaler scales on the load, after it took over from KServe's own autoscaler on CPU.
 */
class KServeChainTest {
  private static final String RATIO = "ovms_requests_streams_ratio";
  private static final String NAMESPACE = "inference";
  private static final String PREDICTOR = "resnet50-predictor";
  private static final String AUTOSCALERS =
      "/apis/autoscaling/v2/namespaces/inference/horizontalpodautoscalers";

  private static final String CLAIM =
      """
      apiVersion: v1
      kind: PersistentVolumeClaim
      metadata: {name: models, namespace: inference}
      spec:
        accessModes: [ReadWriteOnce]
        storageClassName: ""
        resources: {requests: {storage: 1Gi}}
      """;

  @RegisterExtension
  static final EmulatedCluster CLUSTER =
      new EmulatedCluster(
          PodTimes.of(ServiceTime.constant(Duration.ofMillis(100))), Duration.ofSeconds(5));

  @Test
  void theLoadScalesTheDeploymentThatKServeMakes(@TempDir Path directory) {
    // GIVEN
    ControlPlane controlPlane = CLUSTER.get();
    ApiClient api = controlPlane.api();
    KnownKinds.install(api, controlPlane::diagnosis);
    Application kserve = Examples.of("kserve");
    kserve.ofKind("Namespace").forEach(api::apply);
    api.apply(Manifest.parse(CLAIM));
    controlPlane.alongside(new KServe(api));
    Chain chain = new Chain(controlPlane);
    try (Load load = CLUSTER.clients(Clients.http("resnet50").evenly(), NAMESPACE, PREDICTOR)) {

      // WHEN
      kserve.applyTo(controlPlane);
      signAsCertManagerDoes(api, directory);

      // THEN
      chain.awaitReady("deployment", NAMESPACE, PREDICTOR, 1);
      chain.awaitReady("statefulset", "monitoring", "prometheus", 1);
      PrometheusApi prometheus = PrometheusApi.of(controlPlane, "monitoring", "prometheus");
      chain.awaitTargetsUp(prometheus, 2); // and itself
      chain.awaitSeries(prometheus, "ovms_current_requests", 1);
      chain.awaitListed(RATIO);
      chain.awaitScalingActive(NAMESPACE, "resnet50-autoscaler");

      // WHEN: twice what the four streams of one pod serve
      load.perSecond(80);

      // THEN
      chain.awaitReady("deployment", NAMESPACE, PREDICTOR, 2);
      chain.awaitValues(NAMESPACE, RATIO, 2, value -> value.signum() > 0);
      System.out.println("The InferenceService, from its apply:\n" + chain.times());
    }
    assertThat(controlPlane.logs("monitoring"))
        .isNotEmpty()
        .allSatisfy(log -> assertThat(log).doesNotContainIgnoringCase("forbidden"));
  }

  @Test
  void theAutoscalerOfKServeEndsWhenOursTakesOverAndComesBack() {
    // GIVEN
    ControlPlane controlPlane = CLUSTER.get();
    ApiClient api = controlPlane.api();
    KnownKinds.install(api, controlPlane::diagnosis);
    Application kserve = Examples.of("kserve");
    kserve.ofKind("Namespace").forEach(api::apply);
    api.apply(Manifest.parse(CLAIM));
    controlPlane.alongside(new KServe(api));
    kserve.applyTo(controlPlane);
    String service =
        "/apis/serving.kserve.io/v1beta1/namespaces/inference/inferenceservices/resnet50";

    // WHEN
    autoscaler(api, service, "hpa");

    // THEN
    awaitAutoscaler(controlPlane, true);

    // WHEN
    kserve.applyTo(controlPlane);

    // THEN
    awaitAutoscaler(controlPlane, false);
    assertThat(api.find(AUTOSCALERS + "/resnet50-autoscaler")).isPresent();
  }

  /** The Secret of the adapter's Certificate, and its authority in what refers to it. */
  private static void signAsCertManagerDoes(ApiClient api, Path directory) {
    CertificateAuthority authority = CertificateAuthority.create(directory, "adapter");
    CertificateAuthority.Identity adapter =
        authority.issue("adapter", List.of("prometheus-adapter.monitoring.svc"), List.of());
    api.apply(adapter.secret("monitoring", "prometheus-adapter-tls"));
    String bundle =
        Base64.getEncoder()
            .encodeToString(Repository.read(authority.file()).getBytes(StandardCharsets.UTF_8));
    for (String version : List.of("v1beta1", "v1beta2")) {
      api.patch(
          "/apis/apiregistration.k8s.io/v1/apiservices/" + version + ".custom.metrics.k8s.io",
          Map.of("spec", Map.of("caBundle", bundle)));
    }
  }

  private static void autoscaler(ApiClient api, String service, String ofClass) {
    api.patch(
        service,
        Map.of(
            "metadata",
            Map.of("annotations", Map.of("serving.kserve.io/autoscalerClass", ofClass))));
  }

  private static void awaitAutoscaler(ControlPlane controlPlane, boolean isThere) {
    Await.until(
        "KServe's autoscaler " + (isThere ? "made" : "deleted"),
        Duration.ofMinutes(1),
        controlPlane::diagnosis,
        () -> {
          JsonNode all = controlPlane.api().get(AUTOSCALERS);
          return Await.Look.when(
              controlPlane.api().find(AUTOSCALERS + "/" + PREDICTOR).isPresent() == isThere,
              all.toString());
        });
  }
}
