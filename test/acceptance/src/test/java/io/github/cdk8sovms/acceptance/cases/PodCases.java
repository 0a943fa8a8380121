package io.github.cdk8sovms.acceptance.cases;

import io.github.cdk8sovms.adapter.MetricsAdapter;
import io.github.cdk8sovms.kubernetes.KubernetesVersion;
import io.github.cdk8sovms.kubernetes.NetworkPeer;
import io.github.cdk8sovms.kubernetes.NodeRequirement;
import io.github.cdk8sovms.kubernetes.PodComponentBuilder;
import io.github.cdk8sovms.kubernetes.PodSecurity;
import io.github.cdk8sovms.kubernetes.Scheduling;
import io.github.cdk8sovms.kubernetes.Toleration;
import io.github.cdk8sovms.kubernetes.TopologySpread;
import io.github.cdk8sovms.monitoring.Prometheus;
import io.github.cdk8sovms.serving.ClientService;
import io.github.cdk8sovms.serving.Device;
import io.github.cdk8sovms.serving.DeviceClaim;
import io.github.cdk8sovms.serving.Model;
import io.github.cdk8sovms.serving.ModelSource;
import io.github.cdk8sovms.serving.OvmsImage;
import io.github.cdk8sovms.serving.OvmsModelServer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.cdk8s.Chart;
import org.cdk8s.plus34.k8s.Container;
import org.cdk8s.plus34.k8s.EmptyDirVolumeSource;
import org.cdk8s.plus34.k8s.Quantity;
import org.cdk8s.plus34.k8s.ResourceRequirements;
import org.cdk8s.plus34.k8s.Volume;
import org.cdk8s.plus34.k8s.VolumeMount;

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

  private PodCases() {}

  static Map<String, Consumer<Chart>> all() {
    Map<String, Consumer<Chart>> cases = new LinkedHashMap<>();
    cases.put("pods-every-option", chart -> pods(chart, EVERYTHING.runtimeClass("kata"), false));
    cases.put("pods-every-option-operator", chart -> pods(chart, EVERYTHING, true));
    cases.put("server-device-claims", PodCases::deviceClaims);
    cases.put("server-additions", PodCases::additions);
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
        .volume(
            Volume.builder()
                .name("cache")
                .emptyDir(
                    EmptyDirVolumeSource.builder().sizeLimit(Quantity.fromString("1Gi")).build())
                .build())
        .mount(VolumeMount.builder().name("cache").mountPath("/opt/cache").build())
        .sidecar(container("proxy"))
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

  private static Container container(String name) {
    Map<String, Quantity> small = new LinkedHashMap<>();
    small.put("cpu", Quantity.fromString("100m"));
    small.put("memory", Quantity.fromString("64Mi"));
    small.put("ephemeral-storage", Quantity.fromString("64Mi"));
    return Container.builder()
        .name(name)
        .image("registry.example.com/" + name + ":1.0.0")
        .imagePullPolicy("Always")
        .args(List.of("run"))
        .resources(ResourceRequirements.builder().requests(small).limits(small).build())
        .securityContext(PodSecurity.container())
        .build();
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
