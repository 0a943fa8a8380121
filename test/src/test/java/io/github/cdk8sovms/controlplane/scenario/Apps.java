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

  /** The program of the README: one server of four streams, and defaults otherwise. */
  static Subject defaults() {
    return Subject.emitted(
        "defaults",
        chart ->
            define(chart, server -> server, prometheus -> prometheus, 3, Behavior.responsive()));
  }

  /** Scrapes every five seconds, and removes pods half a minute after they are not needed. */
  static Subject quick() {
    return Subject.emitted(
        "quick",
        chart ->
            define(
                chart,
                server -> server,
                PrometheusStack.Builder::fast,
                8,
                Behavior.of(Duration.ZERO, Duration.ofSeconds(30))));
  }

  static void define(
      Chart chart,
      UnaryOperator<OvmsModelServer.Builder> serverOptions,
      UnaryOperator<PrometheusStack.Builder> prometheusOptions,
      int most,
      Behavior behavior) {
    OvmsModelServer resnet =
        serverOptions
            .apply(
                OvmsModelServer.Builder.create(chart, "resnet")
                    .namespace(Namespace.of(chart, "serving"))
                    .image(OvmsImage.of("2026.2.1"))
                    .model(Model.of("resnet50", ModelSource.of("s3://models/resnet50")).streams(4))
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
    RatioAutoscaler.Builder.create(chart, "autoscaler")
        .target(resnet)
        .metrics(adapter)
        .ratio(1.0)
        .replicas(1, most)
        .behavior(behavior)
        .build();
  }
}
