package io.github.cdk8sovms.apps;

import io.github.cdk8sovms.adapter.ExistingAdapter;
import io.github.cdk8sovms.autoscaling.Behavior;
import io.github.cdk8sovms.autoscaling.RatioAutoscaler;
import io.github.cdk8sovms.monitoring.Monitors;
import io.github.cdk8sovms.monitoring.OperatorPrometheus;
import io.github.cdk8sovms.serving.Model;
import io.github.cdk8sovms.serving.ModelSource;
import io.github.cdk8sovms.serving.OpenVinoOperatorServer;
import io.github.cdk8sovms.serving.OvmsImage;
import io.github.cdk8sovms.validation.NodeJs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.cdk8s.App;
import org.cdk8s.Chart;

/**
 * The recipe that OpenVINO published in 2022, with its names and values: an OVMS of that time under
 * the OpenVINO operator, a Prometheus under its own, and the rule for an adapter that is installed
 * already. Both operators and the adapter must be there. As in the recipe, no NetworkPolicy
 * restricts the pods.
 *
 * <p>For comparison and for clusters that run it; start from {@link Quickstart} otherwise.
 *
 * @see <a href="https://blog.openvino.ai/blog-posts/kubernetes-autoscaling">The recipe</a>
 */
public final class BlogRecipe {
  /**
   * A part of the values of the adapter's release, for its owner; in a separate folder, because it
   * is no manifest.
   */
  static final String HELM_VALUES = "helm/blog-recipe.prometheus-adapter.yaml";

  private BlogRecipe() {}

  /** Writes {@code dist/blog-recipe.k8s.yaml}, and the rule for the adapter's Helm chart. */
  public static void main(String[] args) throws IOException {
    NodeJs.require();
    App app = new App();
    define(app);
    app.synth();
  }

  /** Adds the chart to an app, and writes the Helm values beside its output. */
  public static void define(App app) throws IOException {
    Chart chart = new Chart(app, "blog-recipe");

    OpenVinoOperatorServer demo =
        OpenVinoOperatorServer.Builder.create(chart, "demo")
            .image(OvmsImage.of("2022.2"))
            .model(
                Model.of(
                    "resnet50-int8",
                    ModelSource.of("s3://test/models/resnet50-tf-int8").anonymous()))
            .configMap("ovms-config", "ovms_config.json")
            .withoutNetworkPolicies()
            .build();

    OperatorPrometheus prometheus =
        OperatorPrometheus.Builder.create(chart, "prometheus")
            .monitors(Monitors.SERVICE_MONITOR)
            .scrape(demo)
            .scrapeInterval(Duration.ofSeconds(15))
            .withoutNetworkPolicies()
            .build();

    ExistingAdapter adapter =
        ExistingAdapter.Builder.create(chart, "prometheus-adapter").prometheus(prometheus).build();

    RatioAutoscaler.Builder.create(chart, "ovms-hpa")
        .target(demo)
        .metrics(adapter)
        .ratio(1.0)
        .replicas(1, 3)
        .behavior(Behavior.recipe())
        .build();

    Path values = Path.of(app.getOutdir(), HELM_VALUES);
    Files.createDirectories(values.getParent());
    Files.writeString(values, adapter.helmValues());
  }
}
