package io.github.cdk8sovms.controlplane.scenario;

import io.github.cdk8sovms.adapter.AdapterTls;
import io.github.cdk8sovms.adapter.MetricsAdapter;
import io.github.cdk8sovms.alerting.Alerts;
import io.github.cdk8sovms.autoscaling.Behavior;
import io.github.cdk8sovms.autoscaling.RatioAutoscaler;
import io.github.cdk8sovms.cluster.Application;
import io.github.cdk8sovms.kubernetes.KubernetesVersion;
import io.github.cdk8sovms.kubernetes.Namespace;
import io.github.cdk8sovms.kubernetes.Resources;
import io.github.cdk8sovms.monitoring.PrometheusStack;
import io.github.cdk8sovms.serving.Embeddings;
import io.github.cdk8sovms.serving.HuggingFace;
import io.github.cdk8sovms.serving.Model;
import io.github.cdk8sovms.serving.ModelSource;
import io.github.cdk8sovms.serving.ModelStore;
import io.github.cdk8sovms.serving.OvmsImage;
import io.github.cdk8sovms.serving.OvmsModelServer;
import io.github.cdk8sovms.serving.Rerank;
import io.github.cdk8sovms.serving.TextGeneration;
import io.github.cdk8sovms.signal.LoadSignal;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.cdk8s.App;
import org.cdk8s.Chart;

/** Programs with generative models. */
final class GraphApps {
  /** Requests that a pod is for; the default target is seven tenths of it. */
  static final int CAPACITY = 8;

  static final String CHAT = "Qwen3-8B";
  static final String REPOSITORY = "OpenVINO/Qwen3-8B-int4-ov";

  private static final OvmsImage IMAGE = OvmsImage.of("2026.3.1");
  private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

  private GraphApps() {}

  /** A language model from a store, which removes pods half a minute after they are not needed. */
  static Subject chat(Stage stage) {
    App app = new App();
    Chart chart = new Chart(app, "chat");
    Namespace serving = Namespace.of(chart, "serving");
    HuggingFace qwen = HuggingFace.of(REPOSITORY).revision(COMMIT);
    ModelStore store =
        ModelStore.Builder.create(chart, "llms")
            .namespace(serving)
            .image(IMAGE)
            .size("20Gi")
            .fetch(qwen)
            .build();
    scaled(
        chart,
        OvmsModelServer.Builder.create(chart, "chat")
            .namespace(serving)
            .image(IMAGE)
            .generative(TextGeneration.of(CHAT, store.files(qwen)).cacheSize(1).capacity(CAPACITY))
            .resources(Resources.cpu("4").memory("8Gi"))
            .maxRequestDuration(Duration.ofSeconds(30))
            .build(),
        scaler -> scaler);
    return new Subject(
        Application.of("chat", impatient(app.synthYaml())),
        CHAT,
        "serving",
        "chat",
        "autoscaler",
        any -> stage.ovms().hub().add(REPOSITORY, COMMIT));
  }

  /** A classic model, embeddings and a reranker in each pod. */
  static Subject shared() {
    App app = new App();
    Chart chart = new Chart(app, "shared");
    scaled(
        chart,
        OvmsModelServer.Builder.create(chart, "shared")
            .namespace(Namespace.of(chart, "serving"))
            .image(IMAGE)
            .kubernetes(KubernetesVersion.of("1.35"))
            .model(Model.of("resnet50", ModelSource.of("s3://models/resnet50")).streams(1))
            .generative(Embeddings.of("bge", on("bge")).capacity(CAPACITY))
            .generative(Rerank.of("reranker", on("reranker")).capacity(CAPACITY))
            .resources(Resources.cpu("4").memory("4Gi"))
            .build(),
        scaler -> scaler.signal(LoadSignal.graphsInFlight(CAPACITY)));
    return new Subject(
        Application.of("shared", app.synthYaml()),
        "reranker",
        "serving",
        "shared",
        "autoscaler",
        any -> {});
  }

  private static ModelSource on(String path) {
    return ModelSource.image("registry.example.com/models/" + path + ":1", "");
  }

  private static void scaled(
      Chart chart, OvmsModelServer server, UnaryOperator<RatioAutoscaler.Builder> options) {
    MetricsAdapter adapter =
        MetricsAdapter.Builder.create(chart, "adapter")
            .prometheus(
                PrometheusStack.Builder.create(chart, "prometheus")
                    .namespace(Namespace.of(chart, "monitoring"))
                    .scrape(server)
                    .build())
            .tls(AdapterTls.selfSigned())
            .build();
    RatioAutoscaler autoscaler =
        options
            .apply(
                RatioAutoscaler.Builder.create(chart, "autoscaler")
                    .target(server)
                    .metrics(adapter)
                    .replicas(1, 3)
                    .behavior(Behavior.of(Duration.ZERO, Duration.ofSeconds(30))))
            .build();
    Alerts.Builder.create(chart, "alerts").autoscaler(autoscaler).build();
  }

  /** As emitted, but that an alert fires after five seconds instead of minutes. */
  private static String impatient(String manifest) {
    return manifest.replaceAll("(?m)^( +for): \\d+m$", "$1: 5s");
  }
}
