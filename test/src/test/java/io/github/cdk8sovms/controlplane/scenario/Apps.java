package io.github.cdk8sovms.controlplane.scenario;

import io.github.cdk8sovms.adapter.AdapterTls;
import io.github.cdk8sovms.adapter.MetricsAdapter;
import io.github.cdk8sovms.autoscaling.Behavior;
import io.github.cdk8sovms.autoscaling.RatioAutoscaler;
import io.github.cdk8sovms.kubernetes.Namespace;
import io.github.cdk8sovms.kubernetes.Resources;
import io.github.cdk8sovms.monitoring.PrometheusStack;
import io.github.cdk8sovms.serving.Model;
import io.github.cdk8sovms.serving.ModelSource;
import io.github.cdk8sovms.serving.OvmsImage;
import io.github.cdk8sovms.serving.OvmsModelServer;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.cdk8s.Chart;

/** Programs as a user writes them. */
final class Apps {
  private Apps() {}

  static final Model RESNET50 = model("resnet50");

  static Model model(String name) {
    return Model.of(name, ModelSource.of("s3://models/" + name)).streams(4);
  }

  /** The program of the README: one server of four streams, and defaults otherwise. */
  static Subject defaults() {
    return of("defaults", Apps::current, prometheus -> prometheus, autoscaler -> autoscaler);
  }

  /** Scrapes every five seconds, and removes pods half a minute after they are not needed. */
  static Subject quick() {
    return quick("quick", Apps::current, autoscaler -> autoscaler);
  }

  /** The same with another server or signal. */
  static Subject quick(
      String name,
      UnaryOperator<OvmsModelServer.Builder> server,
      UnaryOperator<RatioAutoscaler.Builder> autoscaler) {
    return of(
        name,
        server,
        PrometheusStack.Builder::fast,
        builder ->
            autoscaler.apply(
                builder
                    .replicas(1, 8)
                    .behavior(Behavior.of(Duration.ZERO, Duration.ofSeconds(30)))));
  }

  static OvmsModelServer.Builder current(OvmsModelServer.Builder server) {
    return server.image(OvmsImage.of("2026.2.1")).model(RESNET50);
  }

  private static Subject of(
      String name,
      UnaryOperator<OvmsModelServer.Builder> server,
      UnaryOperator<PrometheusStack.Builder> prometheus,
      UnaryOperator<RatioAutoscaler.Builder> autoscaler) {
    return Subject.emitted(name, chart -> define(chart, server, prometheus, autoscaler));
  }

  private static void define(
      Chart chart,
      UnaryOperator<OvmsModelServer.Builder> serverOptions,
      UnaryOperator<PrometheusStack.Builder> prometheusOptions,
      UnaryOperator<RatioAutoscaler.Builder> autoscalerOptions) {
    OvmsModelServer resnet =
        serverOptions
            .apply(
                OvmsModelServer.Builder.create(chart, "resnet")
                    .namespace(Namespace.of(chart, "serving"))
                    .resources(Resources.cpu("4").memory("2Gi")))
            .build();
    PrometheusStack prometheus =
        prometheusOptions
            .apply(
                PrometheusStack.Builder.create(chart, "prometheus")
                    .namespace(Namespace.of(chart, "monitoring"))
                    .scrape(resnet))
            .build();
    MetricsAdapter adapter =
        MetricsAdapter.Builder.create(chart, "adapter")
            .prometheus(prometheus)
            .tls(AdapterTls.selfSigned())
            .build();
    autoscalerOptions
        .apply(
            RatioAutoscaler.Builder.create(chart, "autoscaler")
                .target(resnet)
                .metrics(adapter)
                .replicas(1, 3))
        .build();
  }
}
