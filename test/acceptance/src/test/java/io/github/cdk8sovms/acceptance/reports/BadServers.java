package io.github.cdk8sovms.acceptance.reports;

import io.github.cdk8sovms.acceptance.cases.Cases;
import io.github.cdk8sovms.kubernetes.KubernetesVersion;
import io.github.cdk8sovms.kubernetes.Resources;
import io.github.cdk8sovms.serving.CloudStorage;
import io.github.cdk8sovms.serving.Device;
import io.github.cdk8sovms.serving.Model;
import io.github.cdk8sovms.serving.ModelSource;
import io.github.cdk8sovms.serving.OpenVinoOperatorServer;
import io.github.cdk8sovms.serving.OvmsImage;
import io.github.cdk8sovms.serving.OvmsModelServer;
import io.github.cdk8sovms.serving.Probes;
import io.github.cdk8sovms.serving.Rollout;
import io.github.cdk8sovms.serving.VersionPolicy;
import io.github.cdk8sovms.serving.WorkloadIdentity;
import io.github.cdk8sovms.signal.OvmsMetric;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.cdk8s.App;
import org.cdk8s.Chart;

/** Servers with one thing wrong each, by what is wrong. */
final class BadServers {
  private static final CloudStorage UNSTATED = ModelSource.of("s3://models/resnet50");
  private static final CloudStorage S3 = UNSTATED.anonymous();
  private static final Model MODEL = Model.of("resnet50", S3);
  private static final WorkloadIdentity ROLE =
      WorkloadIdentity.awsRole("arn:aws:iam::123456789012:role/models");

  private final Map<String, Consumer<Chart>> inputs = new LinkedHashMap<>();

  private BadServers() {
    addServers();
    addModels();
    addSources();
    addUnderOperator();
  }

  static Map<String, Consumer<Chart>> all() {
    return new BadServers().inputs;
  }

  private void addProbes() {
    Probes probes = Probes.create();
    Duration second = Duration.ofSeconds(1);
    server("readiness of no failure", server -> server.probes(probes.readiness(second, second, 0)));
    server(
        "readiness in no time",
        server -> server.probes(probes.readiness(Duration.ZERO, second, 3)));
    server(
        "liveness that a busy pod fails",
        server -> server.probes(probes.liveness(second, second, 3)));
  }

  private void addServers() {
    inputs.put("no chart", chart -> Cases.server(new App(), "resnet").build());
    inputs.put("id empty", chart -> Cases.server(chart, "").name("resnet").build());
    inputs.put(
        "two constructs of one id",
        chart -> {
          Cases.server(chart, "resnet").build();
          Cases.server(chart, "resnet").name("other").build();
        });
    inputs.put(
        "the name of what an operator makes",
        chart -> {
          Cases.operatorServer(chart, "resnet").build();
          Cases.server(chart, "other").name("resnet-ovms").build();
        });
    inputs.put("nothing said", chart -> OvmsModelServer.Builder.create(chart, "resnet").build());
    server(
        "model name that OVMS does not decode",
        server ->
            server
                .image(OvmsImage.of("2024.4"))
                .model(Model.of("org/bert", ModelSource.of("s3://models/bert"))));
    addProbes();
    server("name in capitals", server -> server.name("ResNet"));
    server("name with a newline", server -> server.name("resnet\nkind: Secret"));
    server("name with braces and quotes", server -> server.name("{{\"resnet\"}}"));
    server("name too long", server -> server.name("r".repeat(64)));
    server("name empty", server -> server.name(""));
    server("namespace with a dot", server -> server.namespace("team.vision"));
    server("registry with a scheme", server -> server.registry("https://registry.example.com"));
    server("secret of the registry in capitals", server -> server.imagePullSecret("Mirror"));
    server("label key with a space", server -> server.label("my team", "vision"));
    server("label value with a newline", server -> server.label("team", "vision\n"));
    server("label of the selector", server -> server.label("cdk8s-ovms/name", "ovms"));
    server("annotation key empty", server -> server.annotation("", "vision"));
    server("image latest", server -> server.image(OvmsImage.of("latest")));
    server(
        "image latest of a stated version",
        server -> server.image(OvmsImage.of("latest").version("2026.2.1")));
    server(
        "image without tag of a stated version",
        server ->
            server.image(OvmsImage.reference("registry.example.com/ovms").version("2026.2.1")));
    server(
        "image without version",
        server -> server.image(OvmsImage.reference("registry.example.com/ovms")));
    server(
        "image with nginx before OVMS",
        server -> server.image(OvmsImage.of("2026.2.1-nginx-mtls").version("2026.2.1")));
    server(
        "image without a server",
        server -> server.image(OvmsImage.reference("openvino/ubuntu24_runtime:2026.3.1")));
    server("image before metrics", server -> server.image(OvmsImage.of("2022.1")));
    server(
        "image with a space",
        server -> server.image(OvmsImage.of("2026.2.1").repository("my registry/ovms")));
    server(
        "image with a short digest",
        server -> server.image(OvmsImage.of("2026.2.1").digest("sha256:abc")));
    server("ports equal", server -> server.ports(8080, 8080));
    server("port out of range", server -> server.ports(0, 70_000));
    server("cpu is no quantity", server -> server.resources(Resources.cpu("four").memory("2GB")));
    server("memory in thousandths", server -> server.resources(Resources.cpu("4").memory("512m")));
    server("cpu negative", server -> server.resources(Resources.cpu("-1")));
    server("cpu zero", server -> server.resources(Resources.cpu("0")));
    server("cpu finer than a thousandth", server -> server.resources(Resources.cpu("0.0001")));
    server("limit below the request", server -> server.resources(Resources.cpu("4").cpuLimit("2")));
    server("startup of no time", server -> server.startup(Duration.ZERO));
    server(
        "longest request of half seconds",
        server -> server.maxRequestDuration(Duration.ofMillis(1500)));
    server(
        "more threads than cores",
        server ->
            server
                .model(Model.of("bert", S3).pluginConfig("INFERENCE_NUM_THREADS", 16))
                .resources(Resources.cpu("4")));
    server("group of root", server -> server.deviceGroup(0));
    server("group of devices that no model uses", server -> server.deviceGroup(109));
    server("connections without end", server -> server.maxConnectionAge(Duration.ZERO));
    server(
        "more streams than cores",
        server -> server.model(Model.of("bert", S3).streams(8)).resources(Resources.cpu("4")));
    server("polling backwards", server -> server.fileSystemPollInterval(Duration.ofSeconds(-1)));
    server("replicas below zero", server -> server.replicas(-1));
    server(
        "more HTTP workers than files",
        server -> server.image(OvmsImage.of("2026.3")).restWorkers(200));
    server("more threads than a pod gets", server -> server.model(Model.of("bert", S3).nireq(600)));
    server("one HTTP worker", server -> server.restWorkers(1));
    server("configuration key with a slash", server -> server.configMap("models", "a/b.json"));
    server(
        "a metric of a later version",
        server -> server.image(OvmsImage.of("2024.5")).metrics(OvmsMetric.GRAPH_PROCESSING_TIME));
    server("Kubernetes too old", server -> server.kubernetes(KubernetesVersion.of("1.20")));
    server("Kubernetes without number", server -> server.kubernetes(KubernetesVersion.of("new")));
    server("two models of one name", server -> server.model(MODEL));
    server("fetch image of no version", server -> server.downloaderImage("curlimages/curl:latest"));
    server("download limit of nothing", server -> server.downloadLimit(""));
    server(
        "download limit above the pod's",
        server ->
            server
                .downloadLimit("40Gi")
                .resources(Resources.cpu("2").memory("2Gi").ephemeralStorage("20Gi")));
    inputs.put(
        "everything at once",
        chart ->
            OvmsModelServer.Builder.create(chart, "Res Net")
                .image(OvmsImage.of("latest"))
                .model(Model.of("", ModelSource.of("http://models")).streams(0).nireq(0))
                .resources(Resources.cpu("x").memory("y"))
                .ports(80, 80)
                .build());
  }

  private void addModels() {
    model("model name with a quote", Model.of("resnet\"50", S3));
    model("model name with a newline", Model.of("resnet\n50", S3));
    model("model name with two slashes", Model.of("a/b/c", S3));
    model("no stream", MODEL.streams(0));
    model("streams below zero", MODEL.streams(-4));
    model("fewer infer requests than streams", MODEL.streams(4).nireq(2));
    model("too many infer requests", MODEL.nireq(1_000_000));
    model("batch size zero", MODEL.batchSize("0"));
    model("shape without parentheses", MODEL.shape("1,3,224,224"));
    model("layout of digits", MODEL.layout("1234"));
    model("layout with a letter twice", MODEL.layout("NN"));
    model("layout of two letters and dots", MODEL.layout("N..C"));
    model("layout of other dimensions", MODEL.layout("NHWC:NCD"));
    model("range that does not rise", MODEL.shape("(8:8,3)"));
    model("shape of an input without a name", MODEL.shape("", "(1,3)"));
    model("shapes of one and of all inputs", MODEL.shape("(1,3)").shape("ids", "(1,128)"));
    model("layouts of inputs", MODEL.layout("ids", "XY").layout("mask", "NC:CN:NC"));
    model("property of OpenVINO 1.0", MODEL.pluginConfig("CPU_THROUGHPUT_STREAMS", "4"));
    model("property without successor", MODEL.pluginConfig("CPU_RUNTIME_CACHE_CAPACITY", "0"));
    model("cache on a CPU", MODEL.pluginConfig("CACHE_DIR", "/tmp"));
    server(
        "property of a later release",
        server ->
            server
                .image(OvmsImage.of("2025.4"))
                .model(Model.of("bert", S3).pluginConfig("TBB_PARTITIONER", "1")));
    model("typing error in a property", MODEL.pluginConfig("INFERENCE_NUM_THREAD", "4"));
    model("property that nothing knows", MODEL.pluginConfig("ANSWER", "42"));
    model("shape and batch size", MODEL.shape("auto").batchSize("8"));
    model("device unknown", MODEL.device(Device.of("TPU")));
    model("device not requested", MODEL.device(Device.of("GPU")));
    model("no version", MODEL.versions(VersionPolicy.specific()));
    model("version zero", MODEL.versions(VersionPolicy.latest(0)));
    model("property in lower case", MODEL.pluginConfig("num_streams", "4"));
    model("streams as a property", MODEL.pluginConfig("NUM_STREAMS", "4"));
    model("streams and a hint", MODEL.streams(4).pluginConfig("PERFORMANCE_HINT", "LATENCY"));
    model("property of a list", MODEL.pluginConfig("CACHE_DIR", java.util.List.of()));
  }

  private void addSources() {
    source("storage over http", ModelSource.of("http://models/resnet50"));
    source("storage path upwards", ModelSource.of("s3://models/../secrets").anonymous());
    source("storage with a quote", ModelSource.of("s3://models/\"resnet50\""));
    source("region of another storage", ModelSource.of("gs://models/resnet50").region("eu"));
    source("region with a newline", S3.region("eu\nAWS_KEY: x"));
    source("endpoint with a scheme", S3.endpoint("https://minio:9000"));
    source("endpoint without TLS", UNSTATED.credentials("keys").endpoint("minio.storage.svc:9000"));
    source("endpoint without credentials", S3.endpoint("minio.storage.svc:9000"));
    source("storage without credentials", ModelSource.of("gs://models/resnet50"));
    source("Azure without credentials", ModelSource.of("az://models/resnet50"));
    source("version of a model", ModelSource.of("s3://models/resnet50/1/").anonymous());
    source("file of a model", ModelSource.of("s3://models/resnet50/1/model.xml").anonymous());
    source("version on a volume", ModelSource.volumeClaim("models", "resnet50/2"));
    source("role of another cloud", ModelSource.of("gs://models/a").identity(ROLE));
    source(
        "role that is no ARN",
        UNSTATED.identity(WorkloadIdentity.awsRole("arn:aws:s3:::models/\n")));
    source(
        "account that is none of Google's",
        ModelSource.of("gs://models/a").identity(WorkloadIdentity.google("me@example.com")));
    server(
        "role before the SDK knew them",
        server ->
            server
                .image(OvmsImage.of("2023.3"))
                .model(Model.of("bert", ModelSource.of("s3://models/bert").identity(ROLE))));
    source("secret name in capitals", UNSTATED.credentials("MyKeys"));
    source("volume of which nothing is said", ModelSource.volumeClaim("models", "resnet50"));
    server(
        "pods that share a volume of one node",
        server ->
            server
                .replicas(2)
                .rollout(Rollout.START_FIRST)
                .model(Model.of("bert", ModelSource.volumeClaim("models", "bert").oneNode())));
    source("claim name with a slash", ModelSource.volumeClaim("my/claim", "resnet50"));
    source("absolute path on a volume", ModelSource.volumeClaim("models", "/resnet50"));
    source("path out of a volume", ModelSource.volumeClaim("models", "a/../../etc"));
    source("no file", ModelSource.https());
    source("file over http", ModelSource.https("http://example.com/model.xml"));
    source(
        "file with a signature",
        ModelSource.https("https://example.com/model.onnx?X-Amz-Signature=5e1f&X-Amz-Expires=900"));
    source("file with a password", ModelSource.https("https://me:secret@example.com/model.xml"));
    source("archive", ModelSource.https("https://example.com/resnet50.tar.gz"));
    source("model without weights", ModelSource.https("https://example.com/m.xml"));
    source("page", ModelSource.https("https://huggingface.co/OpenVINO/x/blob/main/m.onnx"));
    source("archive in a bucket", ModelSource.of("s3://models/resnet50.tar.gz").anonymous());
    source("inside a version", ModelSource.of("s3://models/r/1/variables").anonymous());
    source("container of capitals", ModelSource.of("az://Models/r").credentials("azure"));
    source(
        "storage in the pod itself",
        ModelSource.of("s3://models/r").endpoint("localhost:9000").credentials("s3"));
    source("file without a name", ModelSource.https("https://example.com/"));
    source("file with a shell command", ModelSource.https("https://example.com/$(reboot).xml"));
    source(
        "two files of one name",
        ModelSource.https("https://a.example.com/model.onnx", "https://b.example.com/model.onnx"));
    source(
        "files of another version",
        ModelSource.https(
            "https://example.com/m/3/model.xml", "https://example.com/m/3/model.bin"));
    source("files of version zero", ModelSource.https("https://example.com/m.onnx").version(0));
    source(
        "weights beside their model",
        ModelSource.https(
            "https://example.com/1/saved_model.pb",
            "https://example.com/1/variables/variables.index"));
    source(
        "file into a directory above",
        ModelSource.https("https://example.com/m.onnx").into("../b", "https://example.com/m.bin"));
    source(
        "checksum of another file",
        ModelSource.https("https://example.com/model.onnx").sha256("model.bin", "0".repeat(64)));
    source(
        "checksum too short",
        ModelSource.https("https://example.com/model.onnx").sha256("model.onnx", "abc"));
    source("image volume on an old cluster", ModelSource.image("registry.example.com/m:1", ""));
    server(
        "image volume behind a feature gate",
        server ->
            server
                .kubernetes(KubernetesVersion.of("1.33"))
                .model(Model.of("bert", ModelSource.image("registry.example.com/m:1", ""))));
    server(
        "two sets of credentials",
        server -> server.model(Model.of("bert", UNSTATED.credentials("other-keys"))));
  }

  private void addUnderOperator() {
    operator("operator is deprecated", server -> server);
    operator("operator and a new image", server -> server.image(OvmsImage.of("2026.3")));
    operator("operator and a long name", server -> server.name("r".repeat(60)));
    operator(
        "operator and storage of the node",
        server ->
            server.resources(Resources.cpu("2").memory("2Gi").ephemeralStorage("1Gi", "2Gi")));
    operator(
        "operator and https",
        server -> server.model(Model.of("bert", ModelSource.https("https://example.com/m.onnx"))));
    operator(
        "operator and an identity",
        server -> server.model(Model.of("bert", ModelSource.of("s3://models/b").identity(ROLE))));
    operator(
        "operator and a Google secret",
        server ->
            server.model(Model.of("bert", ModelSource.of("gs://models/b").credentials("mine"))));
    operator(
        "operator and two claims",
        server ->
            server
                .model(Model.of("a", ModelSource.volumeClaim("one", "a")))
                .model(Model.of("b", ModelSource.volumeClaim("two", "b"))));
  }

  private void server(String what, UnaryOperator<OvmsModelServer.Builder> wrong) {
    inputs.put(
        what,
        chart ->
            wrong
                .apply(
                    OvmsModelServer.Builder.create(chart, "resnet")
                        .image(OvmsImage.of("2026.2.1"))
                        .model(MODEL))
                .build());
  }

  private void operator(String what, UnaryOperator<OpenVinoOperatorServer.Builder> wrong) {
    inputs.put(
        what,
        chart ->
            wrong
                .apply(
                    OpenVinoOperatorServer.Builder.create(chart, "resnet")
                        .image(OvmsImage.of("2026.2.1"))
                        .model(MODEL))
                .build());
  }

  private void model(String what, Model wrong) {
    inputs.put(
        what,
        chart ->
            OvmsModelServer.Builder.create(chart, "resnet")
                .image(OvmsImage.of("2026.2.1"))
                .model(wrong)
                .build());
  }

  private void source(String what, ModelSource wrong) {
    model(what, Model.of("resnet50", wrong));
  }
}
