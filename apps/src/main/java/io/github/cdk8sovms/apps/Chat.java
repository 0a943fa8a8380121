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
import io.github.cdk8sovms.serving.Embeddings;
import io.github.cdk8sovms.serving.HuggingFace;
import io.github.cdk8sovms.serving.ModelStore;
import io.github.cdk8sovms.serving.OvmsImage;
import io.github.cdk8sovms.serving.OvmsModelServer;
import io.github.cdk8sovms.serving.ReasoningParser;
import io.github.cdk8sovms.serving.Rerank;
import io.github.cdk8sovms.serving.TextGeneration;
import io.github.cdk8sovms.serving.ToolParser;
import io.github.cdk8sovms.validation.NodeJs;
import java.time.Duration;
import org.cdk8s.App;
import org.cdk8s.Chart;

/**
 * The back end of a chat with retrieval, on processors: a language model, embeddings and a
 * reranker, fetched once into one store, on two servers that scale separately. The cluster needs
 * cert-manager, a storage class with ReadWriteMany, and a Secret {@code chat-key} in the namespace
 * {@code language}.
 *
 * <p>It warns of each repository without a revision: pin those that you tested (OVMS262); and that
 * no Alertmanager is configured (OVMS453).
 */
public final class Chat {
  private static final OvmsImage IMAGE = OvmsImage.of("2026.3.1");

  private static final HuggingFace QWEN = HuggingFace.of("OpenVINO/Qwen3-8B-int4-ov").size("5Gi");
  private static final HuggingFace BGE =
      HuggingFace.of("OpenVINO/bge-base-en-v1.5-int8-ov").size("200Mi");
  private static final HuggingFace RERANKER =
      HuggingFace.of("OpenVINO/bge-reranker-base-fp16-ov").size("700Mi");

  /** A pod reads 5 GB of weights from the store before it is ready. */
  private static final Duration START = Duration.ofMinutes(1);

  private Chat() {}

  /** Writes {@code dist/chat.k8s.yaml}. */
  public static void main(String[] args) {
    NodeJs.require();
    App app = new App();
    define(app);
    app.synth();
  }

  /** Adds the chart to an app. */
  public static void define(App app) {
    Chart chart = new Chart(app, "chat");
    ArgoCd.syncWaves(chart);
    Namespace language = Namespace.of(chart, "language");
    Namespace monitoring = Namespace.of(chart, "monitoring");

    ModelStore models =
        ModelStore.Builder.create(chart, "models")
            .namespace(language)
            .image(IMAGE)
            .size("20Gi")
            .fetch(QWEN)
            .fetch(BGE)
            .fetch(RERANKER)
            .build();

    OvmsModelServer answers = answers(chart, language, models);
    OvmsModelServer retrieval = retrieval(chart, language, models);

    PrometheusStack prometheus =
        PrometheusStack.Builder.create(chart, "prometheus")
            .namespace(monitoring)
            .scrape(answers)
            .scrape(retrieval)
            .build();

    MetricsAdapter adapter =
        MetricsAdapter.Builder.create(chart, "prometheus-adapter")
            .prometheus(prometheus)
            .tls(AdapterTls.certManager())
            .build();

    RatioAutoscaler ofAnswers =
        RatioAutoscaler.Builder.create(chart, "answers-autoscaler")
            .target(answers)
            .metrics(adapter)
            .startTime(START)
            .replicas(1, 4)
            .build();

    RatioAutoscaler ofRetrieval =
        RatioAutoscaler.Builder.create(chart, "retrieval-autoscaler")
            .target(retrieval)
            .metrics(adapter)
            .replicas(1, 3)
            .build();

    Alerts.Builder.create(chart, "alerts").autoscaler(ofAnswers).autoscaler(ofRetrieval).build();
    Dashboard.Builder.create(chart, "chat-dashboard")
        .autoscaler(ofAnswers)
        .autoscaler(ofRetrieval)
        .graphs()
        .build();
  }

  private static OvmsModelServer answers(Chart chart, Namespace language, ModelStore models) {
    return OvmsModelServer.Builder.create(chart, "answers")
        .namespace(language)
        .image(IMAGE)
        .generative(
            TextGeneration.of("Qwen3-8B", models.files(QWEN))
                .weights("5Gi")
                .cacheSize(8)
                .toolParser(ToolParser.HERMES3)
                .reasoningParser(ReasoningParser.QWEN3)
                .capacity(16))
        .resources(Resources.cpu("16").memory("16Gi"))
        .apiKey("chat-key")
        .build();
  }

  /** Both are called for each question, so they have one load and one capacity. */
  private static OvmsModelServer retrieval(Chart chart, Namespace language, ModelStore models) {
    return OvmsModelServer.Builder.create(chart, "retrieval")
        .namespace(language)
        .image(IMAGE)
        .generative(
            Embeddings.of("bge-base", models.files(BGE)).weights("200Mi").numStreams(2).capacity(8))
        .generative(
            Rerank.of("bge-reranker", models.files(RERANKER))
                .weights("700Mi")
                .numStreams(2)
                .capacity(8))
        .resources(Resources.cpu("4").memory("4Gi"))
        .apiKey("chat-key")
        .build();
  }
}
