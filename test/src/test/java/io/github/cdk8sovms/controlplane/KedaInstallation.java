package io.github.cdk8sovms.controlplane;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdk8sovms.acceptance.Manifest;
import io.github.cdk8sovms.acceptance.Repository;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** KEDA as it is released: operator, metrics API server and admission webhooks. */
final class KedaInstallation {
  static final String NAMESPACE = "keda";

  private static final Path MANIFESTS = ControlPlaneBinary.TOOLS.resolve("target/keda.yaml");
  private static final String WEBHOOKS =
      "/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations/keda-admission";

  private KedaInstallation() {}

  /** Applies it; returns before it runs. */
  static void applyTo(ControlPlane controlPlane) {
    List<Manifest> all = Manifest.of(Repository.read(MANIFESTS));
    List<JsonNode> definitions =
        all.stream()
            .filter(KedaInstallation::isDefinition)
            .map(Manifest::tree)
            .collect(Collectors.toList());
    CustomResources.install(controlPlane.api(), controlPlane::diagnosis, definitions);
    Application.of(
            NAMESPACE,
            all.stream()
                .filter(manifest -> !isDefinition(manifest))
                .map(Manifest::text)
                .collect(Collectors.joining("---\n")))
        .applyTo(controlPlane);
  }

  /** Waits until all of it runs, and the API server knows whom to trust. */
  static void await(ControlPlane controlPlane, Chain chain) {
    for (String name : List.of("keda-operator", "keda-metrics-apiserver", "keda-admission")) {
      chain.awaitReady("deployment", NAMESPACE, name, 1);
    }
    chain.awaitApiServiceAvailable("external.metrics.k8s.io", "v1beta1");
    Await.until(
        "webhooks with an authority",
        Duration.ofMinutes(1),
        controlPlane::diagnosis,
        () -> {
          JsonNode webhooks = controlPlane.api().get(WEBHOOKS).path("webhooks");
          return Await.Look.when(
              !webhooks.at("/0/clientConfig/caBundle").asText().isEmpty(), webhooks.toString());
        });
  }

  private static boolean isDefinition(Manifest manifest) {
    return manifest.kind().equals("CustomResourceDefinition");
  }
}
