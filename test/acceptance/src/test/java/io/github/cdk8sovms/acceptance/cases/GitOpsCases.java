package io.github.cdk8sovms.acceptance.cases;

import io.github.cdk8sovms.adapter.AdapterTls;
import io.github.cdk8sovms.adapter.MetricsAdapter;
import io.github.cdk8sovms.gitops.ArgoApplication;
import io.github.cdk8sovms.kubernetes.ArgoCd;
import io.github.cdk8sovms.kubernetes.Namespace;
import io.github.cdk8sovms.kubernetes.Resources;
import io.github.cdk8sovms.load.Step;
import io.github.cdk8sovms.monitoring.OperatorPrometheus;
import io.github.cdk8sovms.monitoring.PrometheusStack;
import io.github.cdk8sovms.serving.HuggingFace;
import io.github.cdk8sovms.serving.ImagePrepull;
import io.github.cdk8sovms.serving.ModelStore;
import io.github.cdk8sovms.serving.OpenVinoOperatorServer;
import io.github.cdk8sovms.serving.OvmsImage;
import io.github.cdk8sovms.serving.OvmsModelServer;
import io.github.cdk8sovms.serving.TextGeneration;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.cdk8s.App;
import org.cdk8s.Chart;

/** Programs whose manifests Argo CD applies. */
public final class GitOpsCases {

  private GitOpsCases() {}

  static Map<String, Consumer<Chart>> all() {
    Map<String, Consumer<Chart>> cases = new LinkedHashMap<>();
    cases.put("argo-waves", GitOpsCases::waves);
    cases.put("argo-waves-operators", GitOpsCases::wavesWithOperators);
    cases.put("argo-waves-store", GitOpsCases::wavesWithStore);
    cases.put("argo-waves-prepull", GitOpsCases::wavesWithPrepull);
    cases.put("argo-application", GitOpsCases::application);
    cases.put("argo-application-every-option", GitOpsCases::applicationEveryOption);
    return cases;
  }

  /** An application with the minimal options. */
  public static ArgoApplication.Builder application(Chart chart, Chart applied) {
    return ArgoApplication.Builder.create(chart, "shop")
        .repository("https://git.example.com/serving.git")
        .chart(applied);
  }

  /** A chart of another app than the case's, whose manifest is not looked at. */
  public static Chart applied() {
    Chart applied = new Chart(new App(), "shop");
    ArgoCd.syncWaves(applied);
    return applied;
  }

  private static void waves(Chart chart) {
    ArgoCd.syncWaves(chart);
    Namespace serving = Namespace.of(chart, "serving");
    OvmsModelServer resnet = Cases.server(chart, "resnet").namespace(serving).build();
    PrometheusStack prometheus = Cases.prometheus(chart, resnet).build();
    Cases.autoscaler(chart, resnet, Cases.adapter(chart, prometheus).build())
        .annotation("argocd.argoproj.io/sync-wave", "7")
        .build();
    LoadCases.load(chart, resnet).step(Step.of(1, Duration.ofMinutes(1))).build();
  }

  private static void wavesWithPrepull(Chart chart) {
    ArgoCd.syncWaves(chart);
    OvmsModelServer resnet = Cases.server(chart, "resnet").namespace("serving").build();
    Cases.autoscaler(
            chart,
            resnet,
            Cases.existingAdapter(chart, Cases.prometheus(chart, resnet).build()).build())
        .build();
    ImagePrepull.Builder.create(chart, "prepull").server(resnet).build();
  }

  private static void wavesWithOperators(Chart chart) {
    ArgoCd.syncWaves(chart);
    withOperators(chart);
  }

  public static void wavesWithStore(Chart chart) {
    ArgoCd.syncWaves(chart);
    HuggingFace qwen =
        HuggingFace.of("OpenVINO/Qwen3-8B-int4-ov")
            .revision("0123456789abcdef0123456789abcdef01234567");
    ModelStore store =
        ModelStore.Builder.create(chart, "llms")
            .namespace("language")
            .image(OvmsImage.of("2026.3.1"))
            .size("20Gi")
            .fetch(qwen)
            .build();
    OvmsModelServer.Builder.create(chart, "chat")
        .namespace("language")
        .image(OvmsImage.of("2026.3.1"))
        .generative(TextGeneration.of("chat", store.files(qwen)).cacheSize(1))
        .resources(Resources.cpu("4").memory("8Gi"))
        .build();
  }

  private static void application(Chart chart) {
    Chart applied = applied();
    OvmsModelServer resnet = Cases.server(applied, "resnet").build();
    PrometheusStack prometheus = Cases.prometheus(applied, resnet).build();
    Cases.autoscaler(applied, resnet, Cases.adapter(applied, prometheus).build()).build();
    application(chart, applied).build();
  }

  private static void applicationEveryOption(Chart chart) {
    Chart applied = applied();
    withOperators(applied);
    ArgoApplication.Builder.create(chart, "shop")
        .name("shop-production")
        .namespace("gitops")
        .label("team", "vision")
        .annotation("example.com/owner", "vision")
        .chart(applied)
        .repository("git@git.example.com:teams/serving.git")
        .revision("release/2026.3")
        .directory("clusters/production")
        .project("serving")
        .cluster("https://production.example.com:6443")
        .automated()
        .build();
  }

  /** With cert-manager and the operators of OpenVINO and Prometheus. */
  private static void withOperators(Chart chart) {
    OpenVinoOperatorServer resnet = Cases.operatorServer(chart, "resnet").build();
    OperatorPrometheus prometheus = Cases.operatorPrometheus(chart, resnet).build();
    MetricsAdapter adapter = Cases.adapter(chart, prometheus).tls(AdapterTls.certManager()).build();
    Cases.autoscaler(chart, resnet, adapter).build();
  }
}
