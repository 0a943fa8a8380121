package io.github.cdk8sovms.controlplane.scenario;

import io.github.cdk8sovms.adapter.AdapterTls;
import io.github.cdk8sovms.adapter.MetricsAdapter;
import io.github.cdk8sovms.autoscaling.Behavior;
import io.github.cdk8sovms.autoscaling.RatioAutoscaler;
import io.github.cdk8sovms.cluster.Application;
import io.github.cdk8sovms.kubernetes.Namespace;
import io.github.cdk8sovms.kubernetes.Resources;
import io.github.cdk8sovms.monitoring.PrometheusStack;
import io.github.cdk8sovms.serving.Model;
import io.github.cdk8sovms.serving.ModelSource;
import io.github.cdk8sovms.serving.OvmsImage;
import io.github.cdk8sovms.serving.OvmsModelServer;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.cdk8s.App;
import org.cdk8s.Chart;

/** Programs as a user writes them. */
final class Apps {
  private Apps() {}

  private static final int FLEET = 5;

  static final Model RESNET50 = model("resnet50");

  static Model model(String name) {
    return Model.of(name, ModelSource.of("s3://models/" + name)).streams(4);
  }

  /** One server of four streams, and defaults otherwise. */
  static Subject defaults() {
    return of("defaults", Apps::current, prometheus -> prometheus, autoscaler -> autoscaler);
  }

  /** Removes pods half a minute after they are not needed. */
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
        prometheus -> prometheus,
        builder ->
            autoscaler.apply(
                builder
                    .replicas(1, 8)
                    .behavior(Behavior.of(Duration.ZERO, Duration.ofSeconds(30)))));
  }

  /**
   * Five servers of one app with an autoscaler each. All else is as in the quickstart, but for what
   * is configured for Prometheus.
   */
  static List<Subject> fleet(String name, UnaryOperator<PrometheusStack.Builder> prometheus) {
    App app = new App();
    defineFleet(new Chart(app, name), prometheus);
    Application application = Application.of(name, app.synthYaml());
    return IntStream.range(0, FLEET)
        .mapToObj(i -> Subject.of(application, "resnet-" + i, "autoscaler-" + i))
        .toList();
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
        serverOptions.apply(server(chart, "resnet", Namespace.of(chart, "serving"))).build();
    MetricsAdapter adapter = metrics(chart, prometheusOptions, List.of(resnet));
    autoscalerOptions
        .apply(
            RatioAutoscaler.Builder.create(chart, "autoscaler")
                .target(resnet)
                .metrics(adapter)
                .replicas(1, 3))
        .build();
  }

  /** Pods of two streams, two at least, as in the quickstart. */
  private static void defineFleet(
      Chart chart, UnaryOperator<PrometheusStack.Builder> prometheusOptions) {
    Namespace serving = Namespace.of(chart, "serving");
    List<OvmsModelServer> servers =
        IntStream.range(0, FLEET)
            .mapToObj(
                i ->
                    server(chart, "resnet-" + i, serving)
                        .image(OvmsImage.of("2026.2.1"))
                        .model(RESNET50.streams(2))
                        .build())
            .toList();
    MetricsAdapter adapter = metrics(chart, prometheusOptions, servers);
    for (int i = 0; i < FLEET; i++) {
      RatioAutoscaler.Builder.create(chart, "autoscaler-" + i)
          .target(servers.get(i))
          .metrics(adapter)
          .replicas(2, 4)
          .build();
    }
  }

  private static OvmsModelServer.Builder server(Chart chart, String name, Namespace namespace) {
    return OvmsModelServer.Builder.create(chart, name)
        .namespace(namespace)
        .resources(Resources.cpu("4").memory("2Gi"));
  }

  private static MetricsAdapter metrics(
      Chart chart,
      UnaryOperator<PrometheusStack.Builder> prometheusOptions,
      List<OvmsModelServer> servers) {
    PrometheusStack.Builder prometheus =
        PrometheusStack.Builder.create(chart, "prometheus")
            .namespace(Namespace.of(chart, "monitoring"));
    servers.forEach(prometheus::scrape);
    return MetricsAdapter.Builder.create(chart, "adapter")
        .prometheus(prometheusOptions.apply(prometheus).build())
        .tls(AdapterTls.selfSigned())
        .build();
  }
}
