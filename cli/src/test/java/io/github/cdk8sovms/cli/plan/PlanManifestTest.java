package io.github.cdk8sovms.cli.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8sovms.internal.hpa.HpaSpec;
import io.github.cdk8sovms.internal.hpa.ScalingRules;
import io.github.cdk8sovms.planning.Clients;
import io.github.cdk8sovms.planning.PlanSpec;
import io.github.cdk8sovms.planning.ServableSpec.GraphSpec;
import io.github.cdk8sovms.planning.ServableSpec.ModelSpec;
import io.github.cdk8sovms.planning.ServerSpec;
import io.github.cdk8sovms.planning.StartDurations;
import io.github.cdk8sovms.planning.manifest.Assumption;
import io.github.cdk8sovms.planning.manifest.ManifestOptions;
import io.github.cdk8sovms.planning.manifest.PlanManifest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a plan reads from manifests: those that the library emits, and edited ones. */
class PlanManifestTest {
  private static final String PODS = "namespace=\"serving\",pod=~\"resnet-[0-9a-z]+-[0-9a-z]{5}\"";
  private static final Assumption CLIENTS =
      new Assumption(
          "clients have 8 connections to a pod, one for each HTTP worker; other requests wait outside",
          "--clients");
  private static final ManifestOptions STARTED =
      ManifestOptions.builder().start(Duration.ofSeconds(20)).build();

  @Test
  void theQuickstartHoldsAllButTheStartTime() {
    PlanManifest manifest = ManifestText.quickstart().plan();
    PlanSpec spec = manifest.spec();

    assertThat(manifest.autoscaler())
        .isEqualTo("HorizontalPodAutoscaler serving/resnet-autoscaler");
    assertThat(manifest.target()).isEqualTo("Deployment serving/resnet");
    assertThat(spec.server())
        .isEqualTo(
            new ServerSpec(
                List.of(new ModelSpec("resnet50", 1, 2, 8, 1)),
                8,
                256,
                false,
                StartDurations.ofTotal(Duration.ofSeconds(30)),
                Duration.ofSeconds(10),
                "serving",
                "resnet"));
    assertThat(spec.clients()).isEqualTo(Clients.http(8));
    assertThat(manifest.assumptions())
        .containsExactly(
            new Assumption("a pod is ready 30s after its creation", "--start"), CLIENTS);
    assertThat(ManifestText.quickstart().plan(STARTED).assumptions()).containsExactly(CLIENTS);
  }

  @Test
  void theQueryIsThatOfTheAdapter() {
    PlanSpec spec = ManifestText.quickstart().plan().spec();

    assertThat(spec.queries()).containsOnlyKeys("ovms_requests_streams_ratio");
    assertThat(spec.queries().get("ovms_requests_streams_ratio"))
        .startsWith("max by (pod) (")
        .contains("ovms_current_requests{" + PODS + "}", "ovms_streams{" + PODS + "}")
        .doesNotContain("<<");
  }

  @Test
  void behaviorHasTheDefaultsOfTheApiServer() {
    HpaSpec hpa =
        ManifestText.quickstart()
            .with("stabilizationWindowSeconds: 300", "tolerance: 50m\n      selectPolicy: Min")
            .plan()
            .spec()
            .hpa();

    assertThat(hpa.minReplicas()).isEqualTo(2);
    assertThat(hpa.maxReplicas()).isEqualTo(4);
    assertThat(hpa.metrics())
        .containsExactly(new HpaSpec.PodsMetric("ovms_requests_streams_ratio", 1));
    assertThat(hpa.scaleUp()).isEqualTo(ScalingRules.defaultUp());
    assertThat(hpa.scaleDown())
        .isEqualTo(
            new ScalingRules(
                Duration.ofSeconds(300),
                ScalingRules.Select.MIN,
                ScalingRules.defaultDown().policies()));
    assertThat(hpa.toleranceUp()).isEqualTo(0.1);
    assertThat(hpa.toleranceDown()).isEqualTo(0.05);
  }

  @Test
  void anAutoscalerWithoutBehaviorIsAnother() {
    String text = ManifestText.quickstart().text();
    int behavior = text.indexOf("  behavior:\n");
    int end = text.indexOf("  maxReplicas:", behavior);
    HpaSpec hpa =
        new ManifestText(text.substring(0, behavior) + text.substring(end)).plan().spec().hpa();

    assertThat(hpa.scaleUp().isUnset()).isTrue();
    assertThat(hpa.scaleDown().isUnset()).isTrue();
  }

  @Test
  void policiesAreRead() {
    ScalingRules up =
        ManifestText.quickstart()
            .with(
                "stabilizationWindowSeconds: 0",
                "policies: [{type: Percent, value: 100, periodSeconds: 90}, {type: Pods, value: 4,"
                    + " periodSeconds: 60}]")
            .plan()
            .spec()
            .hpa()
            .scaleUp();

    assertThat(up.stabilization()).isEqualTo(Duration.ZERO);
    assertThat(up.policies())
        .containsExactly(
            new ScalingRules.Policy(ScalingRules.Kind.PERCENT, 100, Duration.ofSeconds(90)),
            new ScalingRules.Policy(ScalingRules.Kind.PODS, 4, Duration.ofSeconds(60)));
  }

  /** Options for golden cases that hold only a part of an app. */
  private static ManifestOptions rest() {
    return ManifestOptions.builder()
        .start(Duration.ofSeconds(20))
        .scrapeInterval(Duration.ofSeconds(15))
        .build();
  }

  @Test
  void aScaledObjectIsTheHpaThatKedaCreates() {
    PlanSpec spec = ManifestText.golden("keda-every-option", STARTED).spec();

    assertThat(spec.hpa().metrics())
        .containsExactly(new HpaSpec.ExternalMetric("s0-prometheus", 0.5));
    assertThat(spec.hpa().scaleUp().stabilization()).isEqualTo(Duration.ofMinutes(1));
    assertThat(spec.queries().get("s0-prometheus"))
        .contains("ovms_wait_for_infer_req_time_us_sum", "or vector(0)");
  }

  @Test
  void whatAPlanCannotSimulateCanBeIgnored() {
    ManifestOptions options =
        ManifestOptions.builder()
            .start(Duration.ofSeconds(20))
            .scrapeInterval(Duration.ofSeconds(15))
            .ignore("cpu")
            .ignore("memory")
            .ignore("schedule-1")
            .ignore("schedule-2")
            .build();
    PlanManifest manifest = ManifestText.golden("keda-several-metrics", options);

    assertThat(manifest.spec().hpa().metrics())
        .containsExactly(
            new HpaSpec.ExternalMetric("s0-prometheus", 1),
            new HpaSpec.ExternalMetric("s2-prometheus", 300));
    assertThat(manifest.spec().hpa().minReplicas()).isEqualTo(1);
    assertThat(manifest.assumptions())
        .extracting(Assumption::toString)
        .containsExactly(
            "the trigger activity never asks for pods: it reads no series of OVMS",
            "the metric cpu never asks for pods (--ignore)",
            "the metric memory never asks for pods (--ignore)",
            "the metric schedule-1 never asks for pods (--ignore)",
            "the metric schedule-2 never asks for pods (--ignore)",
            "one pod is kept where KEDA scales to zero: activation is not simulated",
            "KEDA can always query Prometheus: its fallback is not simulated",
            CLIENTS.toString());
  }

  /** Kubernetes 1.37 scales to zero without KEDA, by a metric that has a value there. */
  @Test
  void onePodIsKeptWhereTheHpaScalesToZero() {
    ManifestOptions options =
        ManifestOptions.builder()
            .start(Duration.ofSeconds(20))
            .scrapeInterval(Duration.ofSeconds(15))
            .ignore("ovms_schedule_serving_autoscaler")
            .build();
    PlanManifest manifest = ManifestText.golden("autoscaler-scale-to-zero", options);

    assertThat(manifest.spec().hpa().minReplicas()).isEqualTo(1);
    assertThat(manifest.spec().hpa().metrics())
        .containsExactly(new HpaSpec.PodsMetric("ovms_requests_streams_ratio", 1));
    assertThat(manifest.assumptions())
        .extracting(Assumption::toString)
        .contains("one pod is kept where the HPA scales to zero: activation is not simulated");
  }

  @Test
  void aModelServerOfTheOperatorIsRead() {
    ManifestOptions options =
        ManifestOptions.builder()
            .start(Duration.ofSeconds(20))
            .rules(
                ManifestText.of(
                        Path.of("..", "dist", "helm", "blog-recipe.prometheus-adapter.yaml"))
                    .text())
            .restWorkers(8)
            .streams(4)
            .build();
    PlanManifest manifest =
        ManifestText.of(Path.of("..", "dist", "blog-recipe.k8s.yaml")).plan(options);

    assertThat(manifest.target()).isEqualTo("ModelServer default/demo");
    assertThat(manifest.spec().server().workload()).isEqualTo("demo-ovms");
    assertThat(manifest.spec().server().countsFromReceipt()).isTrue();
    assertThat(manifest.spec().server().servables())
        .containsExactly(new ModelSpec("resnet50-int8", 1, 4, 4, 1));
    assertThat(manifest.spec().scrape().interval()).isEqualTo(Duration.ofSeconds(15));
    assertThat(manifest.spec().queries().get("ovms_requests_streams_ratio"))
        .contains("{namespace=\"default\",pod=~\"demo-ovms-[0-9a-z]+-[0-9a-z]{5}\"}");
    assertThat(manifest.assumptions())
        .extracting(Assumption::toString)
        .containsExactly(
            "4 infer requests of \"resnet50-int8\", as OpenVINO chooses for 4 streams"
                + " (--infer-requests)",
            CLIENTS.toString());
  }

  @Test
  void theDeploymentOfAnInferenceServiceIsThatOfItsRuntime() {
    ServerSpec server = ManifestText.golden("kserve", STARTED).spec().server();

    assertThat(server.workload()).isEqualTo("resnet50-predictor");
    assertThat(server.servables()).containsExactly(new ModelSpec("resnet50", 1, 4, 16, 1));
    assertThat(server.httpWorkers()).isEqualTo(16);
    assertThat(server.drain()).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void aGraphExecutesAsManyRequestsAsItHasWorkers() {
    PlanManifest manifest =
        ManifestText.of(Path.of("..", "dist", "chat.k8s.yaml"))
            .plan(
                ManifestOptions.builder()
                    .start(Duration.ofSeconds(20))
                    .autoscaler("language/answers-autoscaler")
                    .build());

    assertThat(manifest.spec().server().servables())
        .containsExactly(new GraphSpec("Qwen3-8B", manifest.spec().server().httpWorkers(), 1));
  }

  @Test
  void oneOfSeveralModelsGetsTheTraffic() {
    ManifestText two =
        ManifestText.quickstart()
            .with(
                "\"model_config_list\" : [",
                "\"model_config_list\" : [ {\"config\": {\"name\": \"bert\", \"base_path\": \"/m\","
                    + " \"target_device\": \"GPU\", \"plugin_config\": {\"NUM_STREAMS\": 1,"
                    + " \"PERFORMANCE_HINT\": \"THROUGHPUT\"}}},");
    PlanManifest manifest = two.plan(ManifestOptions.builder().model("bert").build());

    assertThat(manifest.spec().server().servables())
        .containsExactly(new ModelSpec("bert", 1, 1, 2, 1), new ModelSpec("resnet50", 1, 2, 8, 0));
    assertThat(manifest.device()).isEqualTo("GPU");
  }

  @Test
  void anEarlierReleaseCountsFromReceipt() {
    assertThat(countsFromReceipt("model_server:2026.3.1", "model_server:2024.4")).isTrue();
    assertThat(countsFromReceipt("model_server:2026.3.1", "model_server:2024.5-gpu")).isFalse();
  }

  private static boolean countsFromReceipt(String before, String after) {
    return ManifestText.quickstart().with(before, after).plan().spec().server().countsFromReceipt();
  }

  @Test
  void anImageWithoutAReleaseIsAssumedToBeNew() {
    ManifestText mirrored =
        ManifestText.quickstart()
            .with("model_server:2026.3.1", "model_server:latest@sha256:" + "0".repeat(64));

    assertThat(mirrored.plan(STARTED).assumptions())
        .containsExactly(
            new Assumption(
                "the image \"docker.io/openvino/model_server:latest@sha256:"
                    + "0".repeat(64)
                    + "\" counts requests as OVMS 2026.3.1 does",
                "--ovms"),
            CLIENTS);
    assertThat(
            mirrored
                .plan(ManifestOptions.builder().release("2024.1").build())
                .spec()
                .server()
                .countsFromReceipt())
        .isTrue();
  }

  @Test
  void workersThatOvmsChoosesFollowTheCpuLimit() {
    PlanManifest manifest =
        ManifestText.quickstart().with("            - --rest_workers=8\n", "").plan(STARTED);

    assertThat(manifest.spec().server().httpWorkers()).isEqualTo(2);
    assertThat(manifest.assumptions())
        .extracting(Assumption::toString)
        .contains("2 HTTP workers, as OVMS 2026.3.1 has with a CPU limit of 2 (--rest-workers)");
  }

  @Test
  void gRpcClientsHaveTheLimitsOfTheServer() {
    PlanManifest manifest =
        ManifestText.quickstart().plan(ManifestOptions.builder().grpc(20, true).build());

    assertThat(manifest.spec().clients())
        .isEqualTo(new Clients.Grpc(20, 32, Duration.ofMinutes(1), true));
    assertThat(manifest.spec().server().grpcThreads()).isEqualTo(256);
  }

  @Test
  void monitorsHaveTheScrapeInterval() {
    String monitor =
        """

        ---
        apiVersion: monitoring.coreos.com/v1
        kind: PodMonitor
        metadata: {name: resnet, namespace: serving}
        spec:
          selector: {matchLabels: {cdk8s-ovms/name: resnet}}
          podMetricsEndpoints: [{port: rest, interval: 25s}]
        """;
    String text = ManifestText.quickstart().text();

    assertThat(interval(text + monitor)).isEqualTo(Duration.ofSeconds(25));
    assertThat(interval(text + monitor.replace(", interval: 25s", "")))
        .isEqualTo(Duration.ofSeconds(30));
    assertThat(interval(text + monitor.replace("name: resnet}}", "name: bert}}")))
        .isEqualTo(interval(text));
  }

  private static Duration interval(String text) {
    return new ManifestText(text).plan().spec().scrape().interval();
  }

  @Test
  void labelsThatTheQuerySelectsAreThoseOfTheSeries() {
    PlanManifest mimir = ManifestText.golden("mimir-keda", STARTED);
    PlanManifest renamed = ManifestText.golden("store-with-other-labels-keda", rest());

    assertThat(mimir.spec().scrape().labels())
        .isEqualTo(Map.of("cluster", "prod \"east\"", "stage", "live"));
    assertThat(mimir.spec().scrape().podLabel()).isEqualTo("pod");
    assertThat(renamed.spec().scrape().podLabel()).isEqualTo("k8s_pod_name");
    assertThat(renamed.spec().scrape().namespaceLabel()).isEqualTo("k8s_namespace_name");
    assertThat(renamed.assumptions())
        .extracting(Assumption::text)
        .contains("the series have the labels that the query selects: cluster=\"prod\"");
  }

  @Test
  void argumentsOfAShellAreRead() {
    String text = ManifestText.quickstart().text();
    int args = text.indexOf("            - --config_path=");
    int end = text.indexOf("          image: docker.io/openvino", args);
    String line =
        "            - exec /ovms/bin/ovms --model_name bert --model_path /m --rest_port 8081"
            + " --rest_workers 6 --nireq 4 --plugin_config={\"NUM_STREAMS\":\"3\"}\n";
    PlanManifest manifest =
        new ManifestText(text.substring(0, args) + line + text.substring(end)).plan();

    assertThat(manifest.spec().server().servables())
        .containsExactly(new ModelSpec("bert", 1, 3, 4, 1));
    assertThat(manifest.spec().server().httpWorkers()).isEqualTo(6);
  }
}
