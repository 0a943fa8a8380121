package io.github.cdk8sovms.acceptance.cases;

import io.github.cdk8sovms.adapter.MetricsAdapter;
import io.github.cdk8sovms.headroom.Headroom;
import io.github.cdk8sovms.kubernetes.ExtraContainer;
import io.github.cdk8sovms.kubernetes.ExtraVolume;
import io.github.cdk8sovms.kubernetes.KubernetesVersion;
import io.github.cdk8sovms.kubernetes.NetworkPeer;
import io.github.cdk8sovms.kubernetes.NodeRequirement;
import io.github.cdk8sovms.kubernetes.PodComponentBuilder;
import io.github.cdk8sovms.kubernetes.Resources;
import io.github.cdk8sovms.kubernetes.Scheduling;
import io.github.cdk8sovms.kubernetes.Toleration;
import io.github.cdk8sovms.kubernetes.TopologySpread;
import io.github.cdk8sovms.load.CapacityTest;
import io.github.cdk8sovms.load.DataType;
import io.github.cdk8sovms.load.LoadTest;
import io.github.cdk8sovms.load.Step;
import io.github.cdk8sovms.load.Tensor;
import io.github.cdk8sovms.monitoring.Prometheus;
import io.github.cdk8sovms.serving.ClientService;
import io.github.cdk8sovms.serving.Device;
import io.github.cdk8sovms.serving.DeviceClaim;
import io.github.cdk8sovms.serving.HuggingFace;
import io.github.cdk8sovms.serving.KServeModelServer;
import io.github.cdk8sovms.serving.Model;
import io.github.cdk8sovms.serving.ModelSource;
import io.github.cdk8sovms.serving.ModelStore;
import io.github.cdk8sovms.serving.OvmsImage;
import io.github.cdk8sovms.serving.OvmsModelServer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.cdk8s.Chart;

/** Programs that use the options of pods: scheduling, metadata, service account, additions. */
final class PodCases {
  private static final Scheduling EVERYTHING =
      Scheduling.create()
          .nodeSelector("pool", "gpu")
          .requireNodes(
              NodeRequirement.in("topology.kubernetes.io/zone", "eu-west-1a", "eu-west-1b"),
              NodeRequirement.exists("intel.feature.node.kubernetes.io/gpu"),
              NodeRequirement.doesNotExist("node.example.com/maintenance"))
          .preferNodes(50, NodeRequirement.greaterThan("node.example.com/generation", 3))
          .tolerate(
              Toleration.of("gpu").noSchedule(),
              Toleration.of("dedicated", "inference"),
              Toleration.of("spot").noExecute(Duration.ofMinutes(5)))
          .spread(TopologySpread.overZones().maxSkew(2).required())
          .priorityClass("inference")
          .scheduler("bin-packing");

  private static final ExtraContainer PROXY =
      container("proxy")
          .command("/usr/local/bin/proxy")
          .env("PROXY_MODE", "transparent")
          .envFromConfigMap("PROXY_LEVEL", "logging", "level")
          .port("proxy", 9901)
          .startupProbe("/started", "proxy")
          .readinessProbe("/ready", "proxy")
          .user(10002);

  private PodCases() {}

  static Map<String, Consumer<Chart>> all() {
    Map<String, Consumer<Chart>> cases = new LinkedHashMap<>();
    cases.put("pods-every-option", chart -> pods(chart, EVERYTHING.runtimeClass("kata"), false));
    cases.put("pods-every-option-operator", chart -> pods(chart, EVERYTHING, true));
    cases.put("server-device-claims", PodCases::deviceClaims);
    cases.put("server-additions", PodCases::additions);
    cases.put("pods-additions", chart -> everyPodWithAdditions(chart, false));
    cases.put("pods-additions-operators", chart -> everyPodWithAdditions(chart, true));
    return cases;
  }

  private static void pods(Chart chart, Scheduling scheduling, boolean byOperator) {
    OvmsModelServer resnet =
        Cases.server(chart, "resnet")
            .scheduling(scheduling)
            .podLabel("billing", "vision")
            .podAnnotation("example.com/on-call", "vision team")
            .serviceAccount("models")
            .build();
    Prometheus prometheus =
        byOperator
            ? everyOption(Cases.operatorPrometheus(chart, resnet).storageClass("fast"), scheduling)
                .build()
            : everyOption(Cases.prometheus(chart, resnet).storageClass("fast"), scheduling).build();
    MetricsAdapter adapter =
        Cases.adapter(chart, prometheus)
            .scheduling(scheduling)
            .port(10250)
            .serviceAccount("metrics")
            .build();
    Cases.autoscaler(chart, resnet, adapter).build();
  }

  private static void deviceClaims(Chart chart) {
    OvmsModelServer.Builder.create(chart, "resnet")
        .namespace("serving")
        .kubernetes(KubernetesVersion.of("1.34"))
        .image(OvmsImage.of("2026.3.1"))
        .model(
            Model.of("resnet50", ModelSource.volumeClaim("models", "resnet50").manyNodes())
                .device(Device.of("GPU"))
                .streams(2))
        .deviceClaim(DeviceClaim.template("intel-gpu"))
        .deviceClaim(DeviceClaim.shared("fast-link"))
        .deviceGroup(992)
        .build();
  }

  private static void additions(Chart chart) {
    Cases.server(chart, "resnet")
        .env("OVMS_GRAPH_QUEUE_OFF", "1")
        .envFromSecret("API_KEY", "api-keys", "resnet")
        .envFromConfigMap("DROGON_LOG_LEVEL", "logging", "level")
        .arguments("--grpc_workers=2", "--allow_credentials")
        .volume(ExtraVolume.emptyDir("cache", "1Gi"))
        .mount("cache", "/opt/cache")
        .sidecar(PROXY.envFromSecret("PROXY_KEY", "proxy", "key"))
        .initContainer(container("warm-up"))
        .service(
            ClientService.loadBalancer()
                .annotation("service.beta.kubernetes.io/aws-load-balancer-scheme", "internal")
                .loadBalancerClass("service.k8s.aws/nlb")
                .sourceRanges("10.0.0.0/8")
                .localTraffic())
        .clients(NetworkPeer.addresses("10.0.0.0/8"))
        .build();
  }

  private static ExtraContainer container(String name) {
    return ExtraContainer.of(name, "registry.example.com/" + name + ":1.0.0")
        .arguments("run")
        .resources(Resources.cpu("100m").memory("64Mi"));
  }

  /** Additions to the pods of every construct that has some. */
  private static void everyPodWithAdditions(Chart chart, boolean byOperator) {
    OvmsModelServer resnet = added(Cases.server(chart, "resnet")).build();
    Prometheus prometheus =
        byOperator
            ? added(Cases.operatorPrometheus(chart, resnet)).build()
            : added(Cases.prometheus(chart, resnet)).build();
    MetricsAdapter adapter = added(Cases.adapter(chart, prometheus)).build();
    Cases.autoscaler(chart, resnet, adapter).build();
    if (byOperator) {
      added(KServeModelServer.Builder.create(chart, "bert"))
          .namespace("serving")
          .image(OvmsImage.of("2026.3.1"))
          .model(Model.of("bert", ModelSource.volumeClaim("models", "bert").manyNodes()).streams(2))
          .build();
      return;
    }
    Headroom.Builder.create(chart, "room").server(resnet).pods(1).build();
    added(ModelStore.Builder.create(chart, "store"))
        .namespace("serving")
        .image(OvmsImage.of("2026.3.1"))
        .size("10Gi")
        .fetch(HuggingFace.of("OpenVINO/a"))
        .fetch(HuggingFace.of("OpenVINO/b"))
        .build();
    added(LoadTest.Builder.create(chart, "load"))
        .server(resnet)
        .input(Tensor.of("0", DataType.FP32, 1, 224, 224, 3))
        .step(Step.of(8, Duration.ofMinutes(2)))
        .build();
    CapacityTest.Builder.create(chart, "capacity")
        .server(resnet)
        .input(Tensor.of("0", DataType.FP32, 1, 224, 224, 3))
        .build();
  }

  private static <B extends PodComponentBuilder<B>> B added(B builder) {
    return builder
        .registry("registry.example.com/mirror")
        .imagePullSecret("mirror")
        .volume(ExtraVolume.configMap("company-ca", "company-ca"))
        .mount("company-ca", "/etc/ssl/company")
        .volume(ExtraVolume.emptyDir("spool", "100Mi"))
        .readOnlyMount("spool", "/spool")
        .sidecar(PROXY.mount("spool", "/spool"))
        .initContainer(container("warm-up").mount("company-ca", "/etc/ssl/company"));
  }

  private static <B extends PodComponentBuilder<B>> B everyOption(
      B prometheus, Scheduling scheduling) {
    return prometheus
        .scheduling(scheduling)
        .podLabel("billing", "platform")
        .podAnnotation("example.com/on-call", "platform team")
        .serviceAccountAnnotation("eks.amazonaws.com/role-arn", "arn:aws:iam::1:role/metrics");
  }
}
