package io.github.cdk8sovms.acceptance.reports;

import io.github.cdk8sovms.acceptance.cases.Cases;
import io.github.cdk8sovms.adapter.ExistingAdapter;
import io.github.cdk8sovms.autoscaling.RatioAutoscaler;
import io.github.cdk8sovms.kubernetes.Resources;
import io.github.cdk8sovms.monitoring.PrometheusStack;
import io.github.cdk8sovms.serving.Model;
import io.github.cdk8sovms.serving.ModelSource;
import io.github.cdk8sovms.serving.OvmsImage;
import io.github.cdk8sovms.serving.OvmsModelServer;
import io.github.cdk8sovms.signal.LoadSignal;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.cdk8s.Chart;

/** Programs that differ in one option. */
final class FixedPrograms {
  static final Model MODEL = model("resnet50");
  static final Model PINNED = MODEL.streams(2);
  static final Duration MINUTE = Duration.ofMinutes(1);

  private FixedPrograms() {}

  static Model model(String name) {
    return Model.of(name, ModelSource.of("s3://models/" + name).anonymous());
  }

  /** A server alone. */
  static Consumer<Chart> server(UnaryOperator<OvmsModelServer.Builder> options) {
    return chart ->
        options
            .apply(OvmsModelServer.Builder.create(chart, "resnet").image(OvmsImage.of("2026.2.1")))
            .build();
  }

  static Consumer<Chart> prometheus(UnaryOperator<PrometheusStack.Builder> options) {
    return chart -> options.apply(Cases.prometheus(chart)).build();
  }

  /** An autoscaler of a server that has everything. */
  static Consumer<Chart> autoscaler(UnaryOperator<RatioAutoscaler.Builder> options) {
    return scaled(server -> server.model(PINNED).restWorkers(16), options);
  }

  static Consumer<Chart> scaled(Model model, UnaryOperator<RatioAutoscaler.Builder> options) {
    return scaled(server -> server.model(model), options);
  }

  static Consumer<Chart> scaled(
      UnaryOperator<OvmsModelServer.Builder> server,
      UnaryOperator<RatioAutoscaler.Builder> options) {
    return chart -> {
      OvmsModelServer resnet = resnet(chart, server);
      options.apply(Cases.autoscaler(chart, resnet, adapterOf(chart, resnet))).build();
    };
  }

  static void notScraped(Chart chart) {
    OvmsModelServer other = Cases.server(chart, "other").build();
    ExistingAdapter adapter = adapterOf(chart, resnet(chart, server -> server.model(PINNED)));
    Cases.autoscaler(chart, other, adapter).build();
  }

  static void twice(Chart chart) {
    OvmsModelServer resnet = resnet(chart, server -> server.model(PINNED));
    ExistingAdapter adapter = adapterOf(chart, resnet);
    Cases.autoscaler(chart, resnet, adapter).build();
    RatioAutoscaler.Builder.create(chart, "second")
        .target(resnet)
        .metrics(adapter)
        .replicas(1, 3)
        .build();
  }

  static void shortWindowOfShortScrapes(Chart chart) {
    OvmsModelServer resnet = resnet(chart, server -> server.model(PINNED));
    PrometheusStack often =
        Cases.prometheus(chart, resnet).scrapeInterval(Duration.ofSeconds(2)).build();
    Cases.autoscaler(chart, resnet, Cases.existingAdapter(chart, often).build())
        .signal(LoadSignal.requestsPerStream().over(Duration.ofSeconds(5)))
        .build();
  }

  private static OvmsModelServer resnet(
      Chart chart, UnaryOperator<OvmsModelServer.Builder> options) {
    return options
        .apply(
            OvmsModelServer.Builder.create(chart, "resnet")
                .image(OvmsImage.of("2026.2.1"))
                .resources(Resources.cpu("4").memory("4Gi")))
        .build();
  }

  private static ExistingAdapter adapterOf(Chart chart, OvmsModelServer resnet) {
    return Cases.existingAdapter(chart, Cases.prometheus(chart, resnet).build()).build();
  }
}
