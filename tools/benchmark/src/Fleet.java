import io.github.cdk8sovms.adapter.ExistingAdapter;
import io.github.cdk8sovms.autoscaling.RatioAutoscaler;
import io.github.cdk8sovms.kubernetes.Resources;
import io.github.cdk8sovms.monitoring.ExistingPrometheus;
import io.github.cdk8sovms.monitoring.Monitors;
import io.github.cdk8sovms.serving.Model;
import io.github.cdk8sovms.serving.ModelSource;
import io.github.cdk8sovms.serving.OvmsImage;
import io.github.cdk8sovms.serving.OvmsModelServer;
import java.util.ArrayList;
import java.util.List;
import org.cdk8s.App;
import org.cdk8s.AppProps;
import org.cdk8s.Chart;

/**
 * A fleet in one chart. Each server is 7 objects: ServiceAccount, ConfigMap, Deployment, Service and
 * PodDisruptionBudget, a PodMonitor and a HorizontalPodAutoscaler. All share one ConfigMap, that
 * of an adapter which is there already.
 *
 * <p>fleet.ts writes the same objects.
 */
public final class Fleet {
  private Fleet() {}

  /** Takes the number of servers and the directory for {@code fleet.k8s.yaml}. */
  public static void main(String[] args) {
    int servers = Integer.parseInt(args[0]);
    App app = new App(AppProps.builder().outdir(args[1]).build());
    define(new Chart(app, "fleet"), servers);
    app.synth();
  }

  private static void define(Chart chart, int servers) {
    List<OvmsModelServer> fleet = new ArrayList<>();
    for (int i = 0; i < servers; i++) {
      fleet.add(server(chart, i));
    }

    ExistingPrometheus.Builder monitoring =
        ExistingPrometheus.Builder.create(chart, "prometheus")
            .namespace("monitoring")
            .url("http://prometheus.monitoring.svc:9090")
            .monitors(Monitors.POD_MONITOR);
    fleet.forEach(monitoring::scrape);
    ExistingPrometheus prometheus = monitoring.build();

    ExistingAdapter adapter =
        ExistingAdapter.Builder.create(chart, "adapter").prometheus(prometheus).build();

    for (int i = 0; i < servers; i++) {
      RatioAutoscaler.Builder.create(chart, "autoscaler-" + i)
          .target(fleet.get(i))
          .metrics(adapter)
          .ratio(1.0)
          .replicas(1, 3)
          .build();
    }
  }

  private static OvmsModelServer server(Chart chart, int i) {
    return OvmsModelServer.Builder.create(chart, "server-" + i)
        .namespace("team-" + i)
        .image(OvmsImage.of("2026.3.1"))
        .model(Model.of("resnet50", ModelSource.of("s3://models-" + i + "/resnet50")).streams(4))
        .resources(Resources.cpu("4").memory("2Gi"))
        .build();
  }
}
