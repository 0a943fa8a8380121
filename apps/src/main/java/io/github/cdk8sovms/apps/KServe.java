package io.github.cdk8sovms.apps;

import io.github.cdk8sovms.adapter.AdapterTls;
import io.github.cdk8sovms.adapter.MetricsAdapter;
import io.github.cdk8sovms.alerting.Alerts;
import io.github.cdk8sovms.autoscaling.RatioAutoscaler;
import io.github.cdk8sovms.dashboard.Dashboard;
import io.github.cdk8sovms.kubernetes.ArgoCd;
import io.github.cdk8sovms.kubernetes.Namespace;
import io.github.cdk8sovms.kubernetes.Resources;
import io.github.cdk8sovms.monitoring.PrometheusStack;
import io.github.cdk8sovms.serving.KServeModelServer;
import io.github.cdk8sovms.serving.Model;
import io.github.cdk8sovms.serving.ModelSource;
import io.github.cdk8sovms.serving.OvmsImage;
import io.github.cdk8sovms.validation.NodeJs;
import org.cdk8s.App;
import org.cdk8s.Chart;

/**
 * A model as an InferenceService of KServe, scaled on its load instead of CPU. The cluster needs
 * KServe 0.16 or newer, cert-manager, and a volume claim {@code models} in the namespace {@code
 * inference}, which several nodes can mount, with the model in {@code resnet50}.
 *
 * <p>It warns that no Alertmanager is configured (OVMS453).
 */
public final class KServe {

  private KServe() {}

  /** Writes {@code dist/kserve.k8s.yaml}. */
  public static void main(String[] args) {
    NodeJs.require();
    App app = new App();
    define(app);
    app.synth();
  }

  /** Adds the chart to an app. */
  public static void define(App app) {
    Chart chart = new Chart(app, "kserve");
    ArgoCd.syncWaves(chart);
    Namespace inference = Namespace.of(chart, "inference");
    Namespace monitoring = Namespace.of(chart, "monitoring");

    KServeModelServer resnet =
        KServeModelServer.Builder.create(chart, "resnet50")
            .namespace(inference)
            .image(OvmsImage.of("2026.3.1"))
            .model(
                Model.of("resnet50", ModelSource.volumeClaim("models", "resnet50").manyNodes())
                    .streams(4))
            .resources(Resources.cpu("4").memory("4Gi"))
            .build();

    PrometheusStack prometheus =
        PrometheusStack.Builder.create(chart, "prometheus")
            .namespace(monitoring)
            .scrape(resnet)
            .build();

    MetricsAdapter adapter =
        MetricsAdapter.Builder.create(chart, "prometheus-adapter")
            .prometheus(prometheus)
            .tls(AdapterTls.certManager())
            .build();

    RatioAutoscaler autoscaler =
        RatioAutoscaler.Builder.create(chart, "resnet50-autoscaler")
            .target(resnet)
            .metrics(adapter)
            .ratio(1.0)
            .replicas(1, 4)
            .build();

    Alerts.Builder.create(chart, "alerts").autoscaler(autoscaler).build();
    Dashboard.Builder.create(chart, "resnet50-dashboard").autoscaler(autoscaler).build();
  }
}
