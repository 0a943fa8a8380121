package io.github.cdk8sovms.acceptance.cases;

import io.github.cdk8sovms.alerting.Alerts;
import io.github.cdk8sovms.autoscaling.Keda;
import io.github.cdk8sovms.autoscaling.RatioAutoscaler;
import io.github.cdk8sovms.dashboard.Dashboard;
import io.github.cdk8sovms.exposure.Exposure;
import io.github.cdk8sovms.kubernetes.KubernetesVersion;
import io.github.cdk8sovms.kubernetes.NetworkPeer;
import io.github.cdk8sovms.kubernetes.PullPolicy;
import io.github.cdk8sovms.kubernetes.Resources;
import io.github.cdk8sovms.kubernetes.Scheduling;
import io.github.cdk8sovms.kubernetes.Toleration;
import io.github.cdk8sovms.load.DataType;
import io.github.cdk8sovms.load.LoadTest;
import io.github.cdk8sovms.load.Step;
import io.github.cdk8sovms.load.Tensor;
import io.github.cdk8sovms.monitoring.OperatorPrometheus;
import io.github.cdk8sovms.monitoring.PrometheusStack;
import io.github.cdk8sovms.serving.Device;
import io.github.cdk8sovms.serving.DeviceClaim;
import io.github.cdk8sovms.serving.GpuDriver;
import io.github.cdk8sovms.serving.ImagePrepull;
import io.github.cdk8sovms.serving.KServeModelServer;
import io.github.cdk8sovms.serving.KServeRuntime;
import io.github.cdk8sovms.serving.LogLevel;
import io.github.cdk8sovms.serving.Model;
import io.github.cdk8sovms.serving.ModelSource;
import io.github.cdk8sovms.serving.OvmsImage;
import io.github.cdk8sovms.serving.OvmsModelServer;
import io.github.cdk8sovms.serving.Probes;
import io.github.cdk8sovms.serving.Rollout;
import io.github.cdk8sovms.serving.StartTimes;
import io.github.cdk8sovms.serving.VersionPolicy;
import io.github.cdk8sovms.serving.WorkloadIdentity;
import io.github.cdk8sovms.signal.OvmsMetric;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.cdk8s.Chart;
import software.constructs.Construct;

/** Servers as InferenceServices, and what refers to them. */
public final class KServeCases {
  private KServeCases() {}

  static Map<String, Consumer<Chart>> all() {
    Map<String, Consumer<Chart>> cases = new LinkedHashMap<>();
    cases.put("kserve-scaled", KServeCases::scaled);
    cases.put("kserve-every-option", KServeCases::everyOption);
    cases.put("kserve-monitors", KServeCases::monitors);
    cases.put("kserve-image-prepull", KServeCases::prepull);
    cases.put("kserve-keda", KServeCases::keda);
    cases.put("kserve-s3-role", KServeCases::role);
    cases.put("kserve-image", KServeCases::image);
    cases.put("kserve-openshift-ai", KServeCases::openShiftAi);
    cases.put("kserve-own-runtime", KServeCases::runtimeOfKServe);
    cases.put("kserve-device-claims", KServeCases::deviceClaims);
    return cases;
  }

  /** A server with the minimal options. */
  public static KServeModelServer.Builder server(Construct scope, String id) {
    return server(scope, id, ModelSource.volumeClaim("models", "resnet50").manyNodes());
  }

  private static KServeModelServer.Builder server(Construct scope, String id, ModelSource source) {
    return KServeModelServer.Builder.create(scope, id)
        .namespace("serving")
        .image(OvmsImage.of("2026.2.1"))
        .model(Model.of("resnet50", source).streams(2));
  }

  private static void scaled(Chart chart) {
    KServeModelServer resnet = server(chart, "resnet").build();
    PrometheusStack prometheus = Cases.prometheus(chart, resnet).build();
    RatioAutoscaler autoscaler =
        Cases.autoscaler(chart, resnet, Cases.adapter(chart, prometheus).build()).cpu(80).build();
    Alerts.Builder.create(chart, "alerts").autoscaler(autoscaler).build();
    Dashboard.Builder.create(chart, "dashboard").autoscaler(autoscaler).build();
    LoadTest.Builder.create(chart, "load")
        .server(resnet)
        .input(Tensor.of("0", DataType.FP32, 1, 224, 224, 3))
        .step(Step.of(8, Duration.ofMinutes(2)))
        .build();
    Exposure.Builder.create(chart, "resnet-exposure")
        .server(resnet)
        .ingress("traefik")
        .proxies(NetworkPeer.namespace("traefik"))
        .http("resnet.example.com")
        .build();
  }

  /** On a ServingRuntime of the server, and on one of the platform. */
  private static void deviceClaims(Chart chart) {
    claiming(chart, "claiming").build();
    claiming(chart, "claiming-beside").runtime(KServeRuntime.kserve()).build();
  }

  private static KServeModelServer.Builder claiming(Chart chart, String name) {
    return KServeModelServer.Builder.create(chart, name)
        .namespace("serving")
        .kubernetes(KubernetesVersion.of("1.34"))
        .image(OvmsImage.of("2026.3.1"))
        .model(
            Model.of(name, ModelSource.volumeClaim("models", name).manyNodes())
                .device(Device.of("GPU"))
                .streams(2))
        .deviceClaim(DeviceClaim.template("intel-gpu"));
  }

  private static void everyOption(Chart chart) {
    KServeModelServer.Builder.create(chart, "server")
        .name("resnet-production")
        .namespace("serving")
        .label("team", "vision")
        .annotation("example.com/owner", "vision")
        .kubernetes(KubernetesVersion.of("1.33"))
        .registry("registry.example.com/mirror")
        .imagePullSecret("mirror")
        .imagePullPolicy(PullPolicy.IF_NOT_PRESENT)
        .image(OvmsImage.of("2026.2.1"))
        .model(
            Model.of("resnet50", ModelSource.of("s3://models/resnet50").credentials("s3-keys"))
                .streams(4)
                .nireq(32)
                .device(Device.gpu(GpuDriver.XE))
                .pluginConfig("CACHE_DIR", "/tmp/cache")
                .shape("in", "(1,3,224,224)")
                .layout("NHWC:NCHW")
                .versions(VersionPolicy.specific(3, 4)))
        .rawDeployment()
        .headlessService()
        .resources(Resources.cpu("4").memory("8Gi"))
        .deviceGroup(109)
        .metrics(OvmsMetric.REQUESTS_SUCCESS)
        .restWorkers(64)
        .logLevel(LogLevel.DEBUG)
        .clients(NetworkPeer.namespace("gateway"))
        .rollout(Rollout.ONE_AT_A_TIME)
        .startup(Duration.ofMinutes(8))
        .startTimes(StartTimes.declared().fetch(Duration.ofSeconds(30)))
        .maxRequestDuration(Duration.ofMinutes(1))
        .probes(Probes.create().readiness(Duration.ofSeconds(2), Duration.ofSeconds(4), 5))
        .maxConnectionAge(Duration.ofMinutes(2))
        .downloadLimit("4Gi")
        .env("OVMS_GRAPH_QUEUE_OFF", "1")
        .envFromSecret("TOKEN_OF_TEAM", "team", "token")
        .envFromConfigMap("REGION", "team", "region")
        .arguments("--grpc_workers=2")
        .scheduling(
            Scheduling.create()
                .nodeSelector("pool", "gpu")
                .tolerate(Toleration.of("gpu").noSchedule())
                .priorityClass("serving"))
        .podLabel("cost-center", "12")
        .podAnnotation("example.com/scan", "false")
        .serviceAccountAnnotation("example.com/role", "reader")
        .build();
  }

  private static void monitors(Chart chart) {
    KServeModelServer resnet = server(chart, "resnet").build();
    OperatorPrometheus prometheus = Cases.operatorPrometheus(chart, resnet).build();
    Cases.autoscaler(chart, resnet, Cases.existingAdapter(chart, prometheus).build()).build();
  }

  private static void prepull(Chart chart) {
    KServeModelServer resnet =
        server(chart, "resnet", ModelSource.image("registry.example.com/resnet:3", "models"))
            .imagePullPolicy(PullPolicy.IF_NOT_PRESENT)
            .scheduling(Scheduling.create().nodeSelector("pool", "inference"))
            .build();
    OvmsModelServer bert =
        Cases.server(chart, "bert")
            .image(OvmsImage.of("2026.3.1"))
            .imagePullPolicy(PullPolicy.IF_NOT_PRESENT)
            .scheduling(Scheduling.create().nodeSelector("pool", "inference"))
            .build();
    ImagePrepull.Builder.create(chart, "images").server(resnet).server(bert).build();
  }

  private static void keda(Chart chart) {
    KServeModelServer resnet = server(chart, "resnet").build();
    PrometheusStack prometheus = Cases.prometheus(chart, resnet).build();
    RatioAutoscaler.Builder.create(chart, "autoscaler")
        .target(resnet)
        .metrics(Keda.with(prometheus))
        .replicas(1, 3)
        .build();
  }

  private static void role(Chart chart) {
    server(
            chart,
            "resnet",
            ModelSource.of("s3://models/resnet50")
                .region("eu-central-1")
                .identity(WorkloadIdentity.awsRole("arn:aws:iam::123456789012:role/models")))
        .build();
  }

  private static void image(Chart chart) {
    server(chart, "resnet", ModelSource.image("registry.example.com/resnet:3", "models"))
        .registry("registry.example.com/mirror")
        .build();
  }

  private static void openShiftAi(Chart chart) {
    server(chart, "resnet50")
        .runtime(KServeRuntime.openShiftAi("kserve-ovms"))
        .rawDeployment()
        .headlessService()
        .platformUserIds()
        .build();
  }

  private static void runtimeOfKServe(Chart chart) {
    server(chart, "resnet50")
        .runtime(KServeRuntime.kserve())
        .imagePullSecret("mirror")
        .env("OVMS_GRAPH_QUEUE_OFF", "1")
        .metrics(OvmsMetric.REQUESTS_SUCCESS)
        .build();
  }
}
