package io.github.cdk8sovms.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdk8sovms.adapter.AdapterTls;
import io.github.cdk8sovms.adapter.MetricsAdapter;
import io.github.cdk8sovms.cluster.ApiClient;
import io.github.cdk8sovms.cluster.Application;
import io.github.cdk8sovms.cluster.Await;
import io.github.cdk8sovms.cluster.CertificateAuthority;
import io.github.cdk8sovms.cluster.CertificateAuthority.Identity;
import io.github.cdk8sovms.cluster.ControlPlane;
import io.github.cdk8sovms.cluster.ControlPlaneExtension;
import io.github.cdk8sovms.kit.Manifest;
import io.github.cdk8sovms.kit.Repository;
import io.github.cdk8sovms.kubernetes.Namespace;
import io.github.cdk8sovms.monitoring.PrometheusStack;
import io.github.cdk8sovms.serving.Model;
import io.github.cdk8sovms.serving.ModelSource;
import io.github.cdk8sovms.serving.OvmsImage;
import io.github.cdk8sovms.serving.OvmsModelServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.cdk8s.Chart;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The API server verifies the certificate of an adapter that has one: it believes no other. */
class AdapterCertificateTest {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final String SECRET = "adapter-certificate";
  private static final String SERVICE = "prometheus-adapter.monitoring.svc";

  @RegisterExtension
  static final ControlPlaneExtension CONTROL_PLANE =
      new ControlPlaneExtension(ControlPlane.Settings.DEFAULT);

  @Test
  void onlyTheAuthorityOfTheBundleIsBelieved(@TempDir Path directory) {
    // GIVEN
    CertificateAuthority trusted = CertificateAuthority.create(directory.resolve("a"), "trusted");
    CertificateAuthority stranger = CertificateAuthority.create(directory.resolve("b"), "stranger");
    Identity adapter = trusted.issue("adapter", List.of(SERVICE), List.of());

    // WHEN
    applyAdapterThatIsVerifiedBy(trusted, adapter);

    // THEN
    assertThat(awaitAvailable("True").toString()).contains("Passed");

    // WHEN
    applyAdapterThatIsVerifiedBy(stranger, adapter);

    // THEN
    assertThat(awaitAvailable("False").toString())
        .contains("certificate signed by unknown authority");

    // WHEN
    applyAdapterThatIsVerifiedBy(trusted, adapter);

    // THEN
    assertThat(awaitAvailable("True").toString()).contains("Passed");
  }

  private static void applyAdapterThatIsVerifiedBy(
      CertificateAuthority authority, Identity adapter) {
    String bundle = Repository.read(authority.file());
    String yaml =
        String.join(
            "---\n",
            Manifest.of(chart -> define(chart, AdapterTls.secret(SECRET, bundle))).stream()
                .map(Manifest::text)
                .toList());
    Application application = Application.of("adapter", yaml);
    ApiClient api = CONTROL_PLANE.get().api();
    application.ofKind("Namespace").forEach(api::apply);
    api.apply(adapter.secret("monitoring", SECRET));
    application.applyTo(CONTROL_PLANE.get());
  }

  private static void define(Chart chart, AdapterTls tls) {
    OvmsModelServer resnet =
        OvmsModelServer.Builder.create(chart, "resnet")
            .namespace(Namespace.of(chart, "serving"))
            .image(OvmsImage.of("2026.2.1"))
            .model(Model.of("resnet50", ModelSource.of("s3://models/resnet50")).streams(2))
            .build();
    PrometheusStack prometheus =
        PrometheusStack.Builder.create(chart, "prometheus")
            .namespace(Namespace.of(chart, "monitoring"))
            .scrape(resnet)
            .build();
    MetricsAdapter.Builder.create(chart, "prometheus-adapter")
        .prometheus(prometheus)
        .tls(tls)
        .build();
  }

  /** The state of the API server's connection to the adapter, once it is the expected one. */
  private static JsonNode awaitAvailable(String status) {
    return Await.until(
        "Available=" + status,
        LIMIT,
        CONTROL_PLANE.get()::diagnosis,
        () -> {
          JsonNode conditions =
              CONTROL_PLANE
                  .get()
                  .api()
                  .get("/apis/apiregistration.k8s.io/v1/apiservices/v1beta2.custom.metrics.k8s.io")
                  .at("/status/conditions");
          JsonNode available = conditions.path(0);
          return available.path("status").asText().equals(status)
                  && !available.path("reason").asText().equals("MissingEndpoints")
              ? Await.Look.done(available)
              : Await.Look.notYet(conditions.toString());
        });
  }
}
