package io.github.cdk8sovms.acceptance.reports;

import io.github.cdk8sovms.acceptance.cases.Cases;
import io.github.cdk8sovms.headroom.Headroom;
import io.github.cdk8sovms.kubernetes.ExtraContainer;
import io.github.cdk8sovms.kubernetes.ExtraVolume;
import io.github.cdk8sovms.kubernetes.NodeRequirement;
import io.github.cdk8sovms.kubernetes.Resources;
import io.github.cdk8sovms.kubernetes.Scheduling;
import io.github.cdk8sovms.kubernetes.Toleration;
import io.github.cdk8sovms.kubernetes.TopologySpread;
import io.github.cdk8sovms.serving.ClientService;
import io.github.cdk8sovms.serving.KServeModelServer;
import io.github.cdk8sovms.serving.KServeRuntime;
import io.github.cdk8sovms.serving.Model;
import io.github.cdk8sovms.serving.ModelSource;
import io.github.cdk8sovms.serving.OvmsImage;
import io.github.cdk8sovms.serving.OvmsModelServer;
import io.github.cdk8sovms.serving.WorkloadIdentity;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.cdk8s.Chart;

/** Mistakes in where pods run, and in what is added to them. */
final class BadPods {
  private static final ExtraContainer PROXY =
      ExtraContainer.of("proxy", "registry.example.com/proxy:1.2.3")
          .resources(Resources.cpu("100m").memory("64Mi"));

  private static final ExtraContainer PROBED =
      PROXY.port("proxy", 9901).startupProbe("/ready", "proxy");

  private static final ExtraVolume CA = ExtraVolume.configMap("ca", "company-ca");

  private final Map<String, Consumer<Chart>> inputs = new LinkedHashMap<>();

  private BadPods() {
    addScheduling();
    addMetadata();
    addAdditions();
  }

  static Map<String, Consumer<Chart>> all() {
    return new BadPods().inputs;
  }

  private void addScheduling() {
    scheduled("node label with a space", it -> it.nodeSelector("pool", "my gpus"));
    scheduled("two pools", it -> it.nodeSelector("pool", "gpu").nodeSelector("pool", "cpu"));
    scheduled(
        "pool that is excluded",
        it -> it.nodeSelector("pool", "gpu").requireNodes(NodeRequirement.notIn("pool", "gpu")));
    scheduled("requirement without values", it -> it.requireNodes(NodeRequirement.in("zone")));
    scheduled("preference of weight 0", it -> it.preferNodes(0, NodeRequirement.exists("amx")));
    scheduled("preference of nothing", it -> it.preferNodes(1));
    scheduled("toleration of everything", it -> it.tolerate(Toleration.of("")));
    scheduled(
        "taint as kubectl writes it", it -> it.tolerate(Toleration.of("gpu=true:NoSchedule")));
    scheduled("toleration twice", it -> it.tolerate(Toleration.of("gpu"), Toleration.of("gpu")));
    scheduled(
        "toleration of half a second",
        it -> it.tolerate(Toleration.of("spot").noExecute(Duration.ofMillis(500))));
    scheduled("skew of 0", it -> it.spread(TopologySpread.overZones().maxSkew(0)));
    scheduled(
        "two spreads over zones",
        it -> it.spread(TopologySpread.overZones(), TopologySpread.overZones().required()));
    scheduled("priority class with capitals", it -> it.priorityClass("High"));
    inputs.put(
        "priority for Prometheus only",
        chart ->
            Cases.prometheus(chart, Cases.server(chart, "resnet").build())
                .scheduling(Scheduling.create().priorityClass("platform"))
                .build());
    inputs.put(
        "runtime class for a Prometheus of the operator",
        chart ->
            Cases.operatorPrometheus(chart, Cases.server(chart, "resnet").build())
                .scheduling(Scheduling.create().runtimeClass("kata"))
                .build());
  }

  private void addMetadata() {
    server("pod label of a selector", it -> it.podLabel("cdk8s-ovms/name", "other"));
    server("pod annotation without a key", it -> it.podAnnotation("", "a"));
    server("pod annotation that scrapes", it -> it.podAnnotation("prometheus.io/scrape", "true"));
    server("pod annotation of a mesh", it -> it.podAnnotation("linkerd.io/inject", "enabled"));
    server(
        "annotation on an existing service account",
        it -> it.serviceAccount("models").serviceAccountAnnotation("a", "b"));
    inputs.put(
        "identity on an existing service account",
        chart ->
            OvmsModelServer.Builder.create(chart, "resnet")
                .image(OvmsImage.of("2026.2.1"))
                .serviceAccount("models")
                .model(
                    Model.of(
                            "resnet50",
                            ModelSource.of("s3://models/resnet50")
                                .identity(
                                    WorkloadIdentity.awsRole(
                                        "arn:aws:iam::123456789012:role/models")))
                        .streams(2))
                .build());
    server("sidecar without resources", it -> it.sidecar(ExtraContainer.of("proxy", "a/b:1")));
  }

  private void addAdditions() {
    server("credential as a text", it -> it.env("HF_TOKEN", "hf_secret"));
    server("variable of the image", it -> it.env("LD_LIBRARY_PATH", "/lib"));
    server("variable twice", it -> it.env("A", "1").env("A", "2"));
    server("variable without a name", it -> it.env("", "1"));
    server("flag of ours", it -> it.arguments("--rest_workers=8"));
    server("flag of one model", it -> it.arguments("--model_path=/models/a"));
    server("flag that is no flag", it -> it.arguments("--grpc_workers 2"));
    server("flag without its value", it -> it.arguments("--grpc_workers"));
    server("flag of no number", it -> it.arguments("--grpc_memory_quota=2GB"));
    server("no gRPC workers", it -> it.arguments("--grpc_workers=0"));
    server("switch with a value", it -> it.arguments("--allow_credentials=yes"));
    server("flag that ends OVMS", it -> it.arguments("--version"));
    server("flag that is misspelled", it -> it.arguments("--grpc_worker=2"));
    server("server that listens to itself", it -> it.arguments("--grpc_bind_address=127.0.0.1"));
    server("load balancer without clients", it -> it.service(ClientService.loadBalancer()));
    server(
        "traffic policy of a ClusterIP",
        it -> it.service(ClientService.clusterIp().localTraffic()));
    server("container named like ours", it -> it.sidecar(ExtraContainer.of("ovms", "a/b:1")));
    server("mount without a volume", it -> it.mount("cache", "/opt/cache"));
    server("mount over a directory of ours", it -> it.volume(CA).mount("ca", "/tmp"));
    server("mount over programs", it -> it.volume(CA).mount("ca", "/usr"));
    server("relative mount", it -> it.volume(CA).mount("ca", "certificates"));
    server("volume that nothing mounts", it -> it.volume(CA));
    server("volume twice", it -> it.volume(CA).volume(CA).mount("ca", "/ca"));
    server("sidecar twice", it -> it.sidecar(PROXY).sidecar(PROXY));
    server("sidecar without a tag", it -> it.sidecar(ExtraContainer.of("proxy", "envoy")));
    server("sidecar with a port of ours", it -> it.sidecar(PROXY.port("proxy", 8081)));
    server("sidecar as root", it -> it.sidecar(PROXY.user(0)));
    server("probe of an init container", it -> it.initContainer(PROBED));
    server("probe without a port", it -> it.sidecar(PROXY.readinessProbe("/ready", "admin")));
    server(
        "volume of one node for a server",
        it -> it.volume(ExtraVolume.claim("data", "lookup")).mount("data", "/data"));
    inputs.put(
        "sidecar of a headroom",
        chart ->
            Headroom.Builder.create(chart, "room")
                .server(Cases.server(chart, "resnet").build())
                .pods(1)
                .sidecar(PROXY)
                .build());
    inputs.put(
        "sidecar beside a runtime of the platform",
        chart ->
            KServeModelServer.Builder.create(chart, "resnet")
                .image(OvmsImage.of("2026.3.1"))
                .model(
                    Model.of("resnet", ModelSource.volumeClaim("models", "resnet").manyNodes())
                        .streams(2))
                .runtime(KServeRuntime.kserve())
                .sidecar(PROXY)
                .build());
  }

  private void scheduled(String input, UnaryOperator<Scheduling> scheduling) {
    server(input, it -> it.scheduling(scheduling.apply(Scheduling.create())));
  }

  private void server(String input, UnaryOperator<OvmsModelServer.Builder> options) {
    inputs.put(input, chart -> options.apply(Cases.server(chart, "resnet")).build());
  }
}
