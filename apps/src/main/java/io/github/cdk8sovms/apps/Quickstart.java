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
import io.github.cdk8sovms.serving.Model;
import io.github.cdk8sovms.serving.ModelSource;
import io.github.cdk8sovms.serving.OvmsImage;
import io.github.cdk8sovms.serving.OvmsModelServer;
import io.github.cdk8sovms.validation.NodeJs;
import org.cdk8s.App;
import org.cdk8s.Chart;

/**
 * A public ResNet-50 that scales from two pods to four on any cluster, without an operator, a
 * bucket or a private registry.
 */
public final class Quickstart {
  private static final String RESNET50 =
      "https://storage.openvinotoolkit.org/repositories/open_model_zoo/2022.1/models_bin/2"
          + "/resnet50-binary-0001/FP32-INT1/resnet50-binary-0001";

  static final String DASHBOARD = "resnet-dashboard";

  private Quickstart() {}

  /** Writes {@code dist/quickstart.k8s.yaml}. */
  public static void main(String[] args) {
    NodeJs.require();
    App app = new App();
    define(app);
    app.synth();
  }

  /** Adds the chart to an app. */
  public static Chart define(App app) {
    Chart chart = new Chart(app, "quickstart");
    ArgoCd.syncWaves(chart);
    Namespace serving = Namespace.of(chart, "serving");
    Namespace monitoring = Namespace.of(chart, "monitoring");

    OvmsModelServer resnet =
        OvmsModelServer.Builder.create(chart, "resnet")
            .namespace(serving)
            .image(OvmsImage.of("2026.3.1"))
            .model(
                Model.of("resnet50", ModelSource.https(RESNET50 + ".xml", RESNET50 + ".bin"))
                    .layout("NHWC:NCHW")
                    .streams(2))
            .resources(Resources.cpu("2").memory("2Gi"))
            .downloadLimit("256Mi")
            .build();

    PrometheusStack prometheus =
        PrometheusStack.Builder.create(chart, "prometheus")
            .namespace(monitoring)
            .scrape(resnet)
            .build();

    MetricsAdapter adapter =
        MetricsAdapter.Builder.create(chart, "prometheus-adapter")
            .prometheus(prometheus)
            // Needs nothing else in the cluster; elsewhere than on trial use certManager().
            .tls(AdapterTls.selfSigned())
            .build();

    RatioAutoscaler autoscaler =
        RatioAutoscaler.Builder.create(chart, "resnet-autoscaler")
            .target(resnet)
            .metrics(adapter)
            .ratio(1.0)
            .replicas(2, 4)
            .build();

    Alerts.Builder.create(chart, "alerts").autoscaler(autoscaler).build();
    // For a Grafana with a sidecar, as that of kube-prometheus-stack; without one it does nothing.
    Dashboard.Builder.create(chart, DASHBOARD).autoscaler(autoscaler).build();
    return chart;
  }
}
