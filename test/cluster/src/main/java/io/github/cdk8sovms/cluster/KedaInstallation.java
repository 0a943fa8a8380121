package io.github.cdk8sovms.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** KEDA as it is released: operator, metrics API server and admission webhooks. */
public final class KedaInstallation {
  public static final String NAMESPACE = "keda";

  private static final Path MANIFESTS = ControlPlaneBinary.TOOLS.resolve("target/keda.yaml");
  private static final String WEBHOOKS =
      "/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations/keda-admission";

  private KedaInstallation() {}

  /** Applies it; returns before it runs. */
  public static void applyTo(ControlPlane controlPlane) {
    Application all = Application.of(NAMESPACE, TextFile.read(MANIFESTS));
    CustomResources.install(
        controlPlane.api(),
        controlPlane::diagnosis,
        all.objects().stream().filter(CustomResources::isDefinition).toList());
    new Application(
            NAMESPACE,
            all.objects().stream().filter(object -> !CustomResources.isDefinition(object)).toList())
        .applyTo(controlPlane);
  }

  /** Waits until all of it runs, and the API server knows whom to trust. */
  public static void await(ControlPlane controlPlane, Chain chain) {
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
}
