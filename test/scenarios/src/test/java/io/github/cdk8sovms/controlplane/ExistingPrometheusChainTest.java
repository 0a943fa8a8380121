package io.github.cdk8sovms.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8sovms.adapter.AdapterTls;
import io.github.cdk8sovms.adapter.MetricsAdapter;
import io.github.cdk8sovms.autoscaling.RatioAutoscaler;
import io.github.cdk8sovms.cluster.Application;
import io.github.cdk8sovms.cluster.Chain;
import io.github.cdk8sovms.cluster.ControlPlane;
import io.github.cdk8sovms.cluster.PrometheusApi;
import io.github.cdk8sovms.emulator.Clients;
import io.github.cdk8sovms.emulator.Load;
import io.github.cdk8sovms.emulator.PodTimes;
import io.github.cdk8sovms.emulator.ServiceTime;
import io.github.cdk8sovms.kit.Repository;
import io.github.cdk8sovms.kubernetes.Namespace;
import io.github.cdk8sovms.kubernetes.Resources;
import io.github.cdk8sovms.monitoring.ExistingPrometheus;
import io.github.cdk8sovms.serving.Model;
import io.github.cdk8sovms.serving.ModelSource;
import io.github.cdk8sovms.serving.OvmsImage;
import io.github.cdk8sovms.serving.OvmsModelServer;
import java.time.Duration;
import org.cdk8s.App;
import org.cdk8s.Chart;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The same with an existing Prometheus, and an emitted adapter that queries it. */
class ExistingPrometheusChainTest {
  private static final String RATIO = "ovms_requests_streams_ratio";

  @RegisterExtension
  static final EmulatedCluster CLUSTER =
      new EmulatedCluster(
          PodTimes.of(ServiceTime.constant(Duration.ofMillis(100))), Duration.ofSeconds(5));

  @Test
  void everyHopStandsWithAPrometheusOfSomebodyElse() {
    // GIVEN
    ControlPlane controlPlane = CLUSTER.get();
    Application.of(
            "existing-prometheus",
            Repository.read(Repository.RESOURCES.resolve("control-plane/existing-prometheus.yaml")))
        .applyTo(controlPlane);
    Chain chain = new Chain(controlPlane);
    try (Load load = CLUSTER.clients(Clients.http("resnet50").evenly(), "serving", "resnet")) {
      load.perSecond(10);

      // WHEN
      application().applyTo(controlPlane);

      // THEN
      chain.awaitReady("deployment", "serving", "resnet", 1);
      chain.awaitReady("deployment", "observability", "metrics", 1);
      PrometheusApi prometheus = PrometheusApi.of(controlPlane, "observability", "metrics");
      chain.awaitTargetsUp(prometheus, 1);
      chain.awaitSeries(prometheus, "ovms_current_requests", 1);
      chain.awaitReady("deployment", "monitoring", "adapter", 2);
      chain.awaitApiServiceAvailable("v1beta2");
      chain.awaitListed(RATIO);
      chain.awaitValues("serving", RATIO, 1, value -> value.signum() > 0);
      chain.awaitScalingActive("serving", "autoscaler");
      System.out.println("An existing Prometheus, from the apply:\n" + chain.times());
    }
    assertThat(controlPlane.logs("monitoring"))
        .isNotEmpty()
        .allSatisfy(log -> assertThat(log).doesNotContainIgnoringCase("forbidden"));
  }

  private static Application application() {
    App app = new App();
    Chart chart = new Chart(app, "existing");
    OvmsModelServer resnet =
        OvmsModelServer.Builder.create(chart, "resnet")
            .namespace(Namespace.of(chart, "serving"))
            .image(OvmsImage.of("2026.2.1"))
            .model(Model.of("resnet50", ModelSource.of("s3://models/resnet50")).streams(2))
            .resources(Resources.cpu("2").memory("2Gi"))
            .build();
    ExistingPrometheus prometheus =
        ExistingPrometheus.Builder.create(chart, "prometheus")
            .url("http://metrics.observability.svc:9090")
            .scrape(resnet)
            .build();
    MetricsAdapter adapter =
        MetricsAdapter.Builder.create(chart, "adapter")
            .namespace(Namespace.of(chart, "monitoring"))
            .prometheus(prometheus)
            .tls(AdapterTls.selfSigned())
            .build();
    RatioAutoscaler.Builder.create(chart, "autoscaler")
        .target(resnet)
        .metrics(adapter)
        .replicas(1, 3)
        .build();
    return Application.of("existing", app.synthYaml());
  }
}
