package io.github.cdk8sovms.acceptance.reports;

import static io.github.cdk8sovms.acceptance.reports.FixedPrograms.MINUTE;
import static io.github.cdk8sovms.acceptance.reports.FixedPrograms.MODEL;
import static io.github.cdk8sovms.acceptance.reports.FixedPrograms.PINNED;
import static io.github.cdk8sovms.acceptance.reports.FixedPrograms.autoscaler;
import static io.github.cdk8sovms.acceptance.reports.FixedPrograms.server;

import io.github.cdk8sovms.autoscaling.Behavior;
import io.github.cdk8sovms.autoscaling.ScalingPolicy;
import io.github.cdk8sovms.kubernetes.ExtraContainer;
import io.github.cdk8sovms.kubernetes.KubernetesVersion;
import io.github.cdk8sovms.kubernetes.NetworkPeer;
import io.github.cdk8sovms.kubernetes.Resources;
import io.github.cdk8sovms.serving.ClientService;
import io.github.cdk8sovms.serving.Device;
import io.github.cdk8sovms.serving.DeviceClaim;
import io.github.cdk8sovms.serving.Graph;
import io.github.cdk8sovms.serving.Model;
import io.github.cdk8sovms.serving.ModelSource;
import io.github.cdk8sovms.serving.OpenVinoOperatorServer;
import io.github.cdk8sovms.serving.OvmsImage;
import io.github.cdk8sovms.serving.Probes;
import io.github.cdk8sovms.serving.Rollout;
import io.github.cdk8sovms.serving.StartTimes;
import io.github.cdk8sovms.serving.VersionPolicy;
import io.github.cdk8sovms.serving.WorkloadIdentity;
import io.github.cdk8sovms.validation.FindingCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.cdk8s.Chart;

/** For {@link FixedInputsTest}: servers, and options of autoscalers on pods and steps. */
final class FixedServers {
  private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);
  private static final Resources CORES = Resources.cpu("4").memory("4Gi");

  private final List<FixedInput> inputs = new ArrayList<>();

  private FixedServers() {
    addServers();
    addProbes();
    addOthers();
    addAdditions();
    addBehavior();
  }

  static List<FixedInput> all() {
    return new FixedServers().inputs;
  }

  private void addProbes() {
    Duration second = Duration.ofSeconds(1);
    Probes probes = Probes.create();
    add(
        FindingCode.PROBES,
        "Write a number such as 3",
        server(it -> it.model(PINNED).probes(probes.readiness(second, second, 0))),
        server(it -> it.model(PINNED).probes(probes.readiness(second, second, 3))));
    add(
        FindingCode.PROBES_OF_BUSY_PODS,
        "Allow longer timeouts",
        server(it -> it.model(PINNED).probes(probes.liveness(second, second, 3))),
        server(it -> it.model(PINNED).probes(probes.liveness(second, MINUTE, 3))));
    KubernetesVersion newer = KubernetesVersion.of("1.34");
    DeviceClaim claim = DeviceClaim.template("intel-gpu");
    add(
        FindingCode.DEVICE_CLAIM,
        "add .device(Device.of(\"GPU\")) to the model",
        server(it -> it.model(PINNED).kubernetes(newer).deviceClaim(claim)),
        server(
            it ->
                it.model(PINNED.device(Device.of("GPU")))
                    .kubernetes(newer)
                    .deviceClaim(claim)
                    .deviceGroup(992)));
  }

  private void addServers() {
    Model gpu = PINNED.device(Device.of("GPU"));
    add(
        FindingCode.DEVICE_NOT_REQUESTED,
        "device(\"gpu.intel.com/i915\", 1)",
        server(it -> it.model(gpu).resources(CORES)),
        server(it -> it.model(gpu).resources(CORES.device("gpu.intel.com/i915", 1))));
    Resources device = CORES.device("gpu.intel.com/i915", 1);
    add(
        FindingCode.DEVICE_NOT_OPENED,
        "Add .deviceGroup(109)",
        server(it -> it.model(gpu).resources(device)),
        server(it -> it.model(gpu).resources(device).deviceGroup(109)));
    add(
        FindingCode.DEVICE_GROUP,
        "Write the GID that getent group render prints",
        server(it -> it.model(gpu).resources(device).deviceGroup(0)),
        server(it -> it.model(gpu).resources(device).deviceGroup(109)));
    add(
        FindingCode.WORKERS,
        "Leave .restWorkers(..) out",
        server(it -> it.model(PINNED).restWorkers(1)),
        server(it -> it.model(PINNED)));
    add(
        FindingCode.PLAIN_HTTP_STORAGE,
        "use ModelSource.https(..)",
        server(
            it ->
                it.model(
                    Model.of(
                        "a",
                        ModelSource.of("s3://models/b")
                            .credentials("keys")
                            .endpoint("minio:9000")))),
        server(it -> it.model(Model.of("a", ModelSource.https("https://minio/b.onnx")))));
    add(
        FindingCode.ANONYMOUS_STORAGE,
        "Add .credentials(",
        server(it -> it.model(Model.of("a", ModelSource.of("gs://models/b")))),
        server(it -> it.model(Model.of("a", ModelSource.of("gs://models/b").credentials("keys")))));
    add(
        FindingCode.ANONYMOUS_STORAGE,
        "or .identity(..)",
        server(it -> it.model(Model.of("a", ModelSource.of("gs://models/b")))),
        server(
            it ->
                it.model(
                    Model.of(
                        "a",
                        ModelSource.of("gs://models/b").identity(WorkloadIdentity.google())))));
    add(
        FindingCode.VERSION_DIRECTORY,
        "Write \"s3://models/b\", and .versions(VersionPolicy.specific(3))",
        server(it -> it.model(Model.of("a", ModelSource.of("s3://models/b/3").anonymous()))),
        server(
            it ->
                it.model(
                    Model.of("a", ModelSource.of("s3://models/b").anonymous())
                        .versions(VersionPolicy.specific(3)))));
    add(
        FindingCode.PROPERTY_UNKNOWN,
        "Did you mean INFERENCE_NUM_THREADS",
        server(it -> it.model(PINNED.pluginConfig("INFERENCE_NUM_THREAD", 2))),
        server(it -> it.model(PINNED.pluginConfig("INFERENCE_NUM_THREADS", 2))));
    Model mounted = Model.of("a", ModelSource.volumeClaim("models", "a"));
    add(
        FindingCode.NODE_LIMIT,
        "Add .manyNodes() if this is correct, else .oneNode()",
        server(it -> it.model(mounted)),
        server(it -> it.model(Model.of("a", ModelSource.volumeClaim("models", "a").oneNode()))));
    add(
        FindingCode.NODE_LIMIT,
        "Write .rollout(Rollout.ONE_AT_A_TIME)",
        server(it -> it.model(gpu).resources(device).deviceGroup(109)),
        server(
            it -> it.model(gpu).resources(device).deviceGroup(109).rollout(Rollout.ONE_AT_A_TIME)));
    OvmsImage latest = OvmsImage.reference("example.com/ovms:latest").version("2026.2.1");
    add(
        FindingCode.VERSION_MAY_CHANGE,
        "Pin it: .digest(",
        server(it -> it.model(PINNED).image(latest)),
        server(it -> it.model(PINNED).image(latest.digest("sha256:" + "0".repeat(64)))));
    add(
        FindingCode.VERSION_MAY_CHANGE,
        "a tag of one release",
        server(it -> it.model(PINNED).image(latest)),
        server(it -> it.model(PINNED).image(OvmsImage.reference("example.com/ovms:2026.2.1"))));
    add(
        FindingCode.STREAMS_EXCEED_CPU,
        "Request as many cores as streams",
        server(it -> it.model(MODEL.streams(8)).resources(CORES)),
        server(it -> it.model(MODEL.streams(8)).resources(Resources.cpu("8").memory("4Gi"))));
    add(
        FindingCode.STREAMS_EXCEED_CPU,
        "lower .streams(..)",
        server(it -> it.model(MODEL.streams(8)).resources(CORES)),
        server(it -> it.model(MODEL.streams(4)).resources(CORES)));
    Model threads = PINNED.pluginConfig("INFERENCE_NUM_THREADS", 16);
    add(
        FindingCode.THREADS_EXCEED_CPU,
        "remove it with .withoutCpuLimit()",
        server(it -> it.model(threads).resources(CORES)),
        server(it -> it.model(threads).resources(CORES.withoutCpuLimit())));
    add(
        FindingCode.CONNECTIONS_STAY,
        "Leave .maxConnectionAge(..) out",
        server(it -> it.model(PINNED).maxConnectionAge(Duration.ZERO)),
        server(it -> it.model(PINNED)));
    add(
        FindingCode.CONNECTIONS_STAY,
        "or an OvmsModelServer",
        operator(it -> it.model(PINNED)),
        server(it -> it.model(PINNED)));
    Model slash = Model.of("org/bert", ModelSource.of("s3://models/bert"));
    add(
        FindingCode.MODEL_NAME_NOT_IN_PATH,
        "Use a newer image",
        server(it -> it.model(slash).image(OvmsImage.of("2024.4"))),
        server(it -> it.model(slash).image(OvmsImage.of("2024.5"))));
    add(
        FindingCode.MODELS_NOT_RETRIED,
        "Add .fileSystemPollInterval(Duration.ofMinutes(1))",
        operator(it -> it.model(PINNED)),
        operator(it -> it.model(PINNED).fileSystemPollInterval(Duration.ofMinutes(1))));
    add(
        FindingCode.INVALID_QUANTITY,
        "Write a quantity such as \"500m\", \"2\" or \"1.5Gi\"",
        server(it -> it.model(PINNED).resources(Resources.cpu("two").memory("2GB"))),
        server(it -> it.model(PINNED).resources(Resources.cpu("2").memory("1.5Gi"))));
    add(
        FindingCode.INVALID_QUANTITY,
        "Write a quantity such as \"512Mi\"",
        server(it -> it.model(PINNED).resources(Resources.cpu("2").memory("512m"))),
        server(it -> it.model(PINNED).resources(Resources.cpu("2").memory("512Mi"))));
    add(
        FindingCode.INVALID_QUANTITY,
        "Raise the limit, or lower the request",
        server(it -> it.model(PINNED).resources(CORES.cpuLimit("2"))),
        server(it -> it.model(PINNED).resources(CORES.cpuLimit("4"))));
  }

  private void addAdditions() {
    add(
        FindingCode.ENVIRONMENT,
        "Leave one of them out",
        server(it -> it.model(PINNED).env("A", "1").env("A", "2")),
        server(it -> it.model(PINNED).env("A", "1")));
    add(
        FindingCode.ARGUMENT,
        "Use .restWorkers(..)",
        server(it -> it.model(PINNED).arguments("--rest_workers=8")),
        server(it -> it.model(PINNED).restWorkers(8)));
    add(
        FindingCode.ARGUMENT_UNKNOWN,
        "Compare the spelling",
        server(it -> it.model(PINNED).arguments("--grpc_worker=2")),
        server(it -> it.model(PINNED).arguments("--grpc_workers=2")));
    add(
        FindingCode.SERVICE_CLOSED,
        "Add .clients(NetworkPeer.addresses(..))",
        server(it -> it.model(PINNED).service(ClientService.loadBalancer())),
        server(
            it ->
                it.model(PINNED)
                    .service(ClientService.loadBalancer())
                    .clients(NetworkPeer.addresses("10.0.0.0/8"))));
    add(
        FindingCode.POD_ADDITION,
        "Choose another one",
        server(it -> it.model(PINNED).sidecar(container("ovms"))),
        server(it -> it.model(PINNED).sidecar(container("proxy"))));
    add(
        FindingCode.POD_ADDITION_NOT_GUARANTEED,
        "Add .resources(Resources.cpu(\"100m\")",
        server(it -> it.model(PINNED).sidecar(ExtraContainer.of("proxy", "example.com/proxy:1"))),
        server(it -> it.model(PINNED).sidecar(container("proxy"))));
    add(
        FindingCode.GRAPH,
        "Use ModelSource.volumeClaim(..) or ModelSource.image(..)",
        server(it -> it.graph(Graph.of("llm", ModelSource.of("s3://models/llm").anonymous()))),
        server(
            it -> it.graph(Graph.of("llm", ModelSource.volumeClaim("llms", "llm").manyNodes()))));
  }

  private static Consumer<Chart> operator(UnaryOperator<OpenVinoOperatorServer.Builder> options) {
    return chart ->
        options
            .apply(
                OpenVinoOperatorServer.Builder.create(chart, "resnet")
                    .image(OvmsImage.of("2026.2.1")))
            .build();
  }

  private static ExtraContainer container(String name) {
    return ExtraContainer.of(name, "example.com/proxy:1")
        .resources(Resources.cpu("100m").memory("64Mi"));
  }

  private void addOthers() {
    add(
        FindingCode.NO_EFFECT,
        "Leave .downloaderImage(..) out",
        server(it -> it.model(PINNED).downloaderImage("registry.example.com/curl:8")),
        server(it -> it.model(PINNED)));
    add(
        FindingCode.REPLICA_RANGE,
        "Write .replicas(1, 3)",
        autoscaler(it -> it.replicas(0, 3)),
        autoscaler(it -> it.replicas(1, 3)));
    add(
        FindingCode.REPLICA_RANGE,
        "Write the smaller number first",
        autoscaler(it -> it.replicas(5, 3)),
        autoscaler(it -> it.replicas(3, 5)));
    add(
        FindingCode.NOT_SCRAPED,
        "Add .scrape(server)",
        FixedPrograms::notScraped,
        autoscaler(it -> it));
    add(
        FindingCode.UNLOADS_WHEN_IDLE,
        "Leave .idleUnload(..) out",
        FixedPrograms.scaled(
            server ->
                server
                    .image(OvmsImage.of("2026.4.1"))
                    .model(PINNED)
                    .restWorkers(16)
                    .idleUnload(Duration.ofMinutes(10)),
            it -> it),
        FixedPrograms.scaled(
            server -> server.image(OvmsImage.of("2026.4.1")).model(PINNED).restWorkers(16),
            it -> it));
    add(
        FindingCode.ALREADY_AUTOSCALED,
        "Remove one of them",
        FixedPrograms::twice,
        autoscaler(it -> it));
    add(
        FindingCode.AUTOSCALER_NAMESPACE,
        "Leave .namespace(..) out",
        autoscaler(it -> it.namespace("elsewhere")),
        autoscaler(it -> it));
    add(
        FindingCode.QUOTA,
        "Lower the maximum of .replicas(..)",
        autoscaler(it -> it.replicas(1, 5).quota(Resources.cpu("16").memory("16Gi"))),
        autoscaler(it -> it.replicas(1, 4).quota(Resources.cpu("16").memory("16Gi"))));
    add(
        FindingCode.QUOTA,
        "raise the quota",
        autoscaler(it -> it.replicas(1, 5).quota(Resources.cpu("16").memory("16Gi"))),
        autoscaler(it -> it.replicas(1, 5).quota(Resources.cpu("20").memory("20Gi"))));
    add(
        FindingCode.START_TIME,
        "Write a duration such as Duration.ofSeconds(1)",
        autoscaler(it -> it.startTime(Duration.ZERO)),
        autoscaler(it -> it.startTime(Duration.ofSeconds(1))));
    StartTimes load = StartTimes.measured().load(FIVE_MINUTES, MINUTE);
    add(
        FindingCode.START_TIME,
        "Write the typical duration first",
        server(it -> it.model(PINNED).startTimes(load)),
        server(
            it -> it.model(PINNED).startTimes(StartTimes.measured().load(MINUTE, FIVE_MINUTES))));
  }

  private void addBehavior() {
    Behavior steady = Behavior.steady();
    add(
        FindingCode.STABILIZATION,
        "Duration.ofHours(1)",
        autoscaler(it -> it.behavior(Behavior.of(Duration.ofHours(2), FIVE_MINUTES))),
        autoscaler(it -> it.behavior(Behavior.of(Duration.ofHours(1), FIVE_MINUTES))));
    add(
        FindingCode.SHORT_MEMORY,
        "Write a scale-down window of 2m or more",
        autoscaler(it -> it.behavior(Behavior.of(Duration.ZERO, MINUTE))),
        autoscaler(it -> it.behavior(Behavior.of(Duration.ZERO, MINUTE.multipliedBy(2)))));
    add(
        FindingCode.SCALING_POLICY,
        "Write ScalingPolicy.pods(1, Duration.ofMinutes(1))",
        autoscaler(it -> it.behavior(steady.addAtMost(ScalingPolicy.pods(0, MINUTE)))),
        autoscaler(it -> it.behavior(steady.addAtMost(ScalingPolicy.pods(1, MINUTE)))));
    add(
        FindingCode.TOLERANCE,
        ".kubernetes(KubernetesVersion.of(\"1.35\"))",
        autoscaler(it -> it.behavior(steady.tolerance(0.05, 0.1))),
        autoscaler(
            it ->
                it.behavior(steady.tolerance(0.05, 0.1)).kubernetes(KubernetesVersion.of("1.35"))));
    add(
        FindingCode.TOLERANCE,
        "leave .tolerance(..) out",
        autoscaler(it -> it.behavior(steady.tolerance(0.05, 0.1))),
        autoscaler(it -> it.behavior(steady)));
    KubernetesVersion newer = KubernetesVersion.of("1.35");
    add(
        FindingCode.TOLERANCE,
        "Write .tolerance(0.05, 0.1)",
        autoscaler(it -> it.behavior(steady.tolerance(5, 10)).kubernetes(newer)),
        autoscaler(it -> it.behavior(steady.tolerance(0.05, 0.1)).kubernetes(newer)));
  }

  private void add(
      FindingCode code, String proposal, Consumer<Chart> wrong, Consumer<Chart> fixed) {
    inputs.add(new FixedInput(code, proposal, wrong, fixed));
  }
}
