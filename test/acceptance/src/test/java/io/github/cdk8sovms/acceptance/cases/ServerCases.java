package io.github.cdk8sovms.acceptance.cases;

import io.github.cdk8sovms.kubernetes.KubernetesVersion;
import io.github.cdk8sovms.kubernetes.Resources;
import io.github.cdk8sovms.serving.Device;
import io.github.cdk8sovms.serving.GpuDriver;
import io.github.cdk8sovms.serving.LogLevel;
import io.github.cdk8sovms.serving.Model;
import io.github.cdk8sovms.serving.ModelSource;
import io.github.cdk8sovms.serving.OpenVinoOperatorServer;
import io.github.cdk8sovms.serving.OvmsImage;
import io.github.cdk8sovms.serving.OvmsModelServer;
import io.github.cdk8sovms.serving.Probes;
import io.github.cdk8sovms.serving.VersionPolicy;
import io.github.cdk8sovms.serving.WorkloadIdentity;
import io.github.cdk8sovms.signal.OvmsMetric;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.cdk8s.Chart;

/** Programs that together use every option of a server. */
final class ServerCases {
  private static final String SHA_256 =
      "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

  private ServerCases() {}

  static Map<String, Consumer<Chart>> all() {
    Map<String, Consumer<Chart>> cases = new LinkedHashMap<>();
    cases.put("server-s3", ServerCases::serverS3);
    cases.put("server-google", ServerCases::serverGoogle);
    cases.put("server-aws-role", ServerCases::serverAwsRole);
    cases.put("server-google-identity", ServerCases::serverGoogleIdentity);
    cases.put("server-azure", ServerCases::serverAzure);
    cases.put("server-volume-claim", ServerCases::serverVolumeClaim);
    cases.put("server-image-volume", ServerCases::serverImageVolume);
    cases.put("server-https", ServerCases::serverHttps);
    cases.put("server-https-tensorflow", ServerCases::serverHttpsTensorFlow);
    cases.put("server-named-inputs", ServerCases::serverNamedInputs);
    cases.put("server-gpu", ServerCases::serverGpu);
    cases.put("server-every-option", ServerCases::serverEveryOption);
    cases.put("operator-volume-claim", ServerCases::operatorVolumeClaim);
    cases.put("operator-every-option", ServerCases::operatorEveryOption);
    return cases;
  }

  static OvmsModelServer.Builder serverOf(Chart chart, ModelSource source) {
    return OvmsModelServer.Builder.create(chart, "resnet")
        .image(OvmsImage.of("2026.3"))
        .model(Model.of("resnet50", source));
  }

  private static void serverS3(Chart chart) {
    serverOf(
            chart,
            ModelSource.of("s3://models/resnet50")
                .credentials("minio-keys")
                .region("eu-central-1")
                .endpoint("minio.storage.svc:9000"))
        .build();
  }

  private static void serverGoogle(Chart chart) {
    serverOf(chart, ModelSource.of("gs://models/resnet50").credentials("google-account")).build();
  }

  private static void serverAwsRole(Chart chart) {
    serverOf(
            chart,
            ModelSource.of("s3://models/resnet50")
                .identity(WorkloadIdentity.awsRole("arn:aws:iam::123456789012:role/models"))
                .region("eu-central-1"))
        .downloadLimit("40Gi")
        .build();
  }

  private static void serverGoogleIdentity(Chart chart) {
    serverOf(
            chart,
            ModelSource.of("gs://models/resnet50")
                .identity(WorkloadIdentity.google("models@my-project.iam.gserviceaccount.com")))
        .build();
  }

  private static void serverAzure(Chart chart) {
    serverOf(chart, ModelSource.of("az://models/resnet50").credentials("azure-storage"))
        .model(Model.of("bert", ModelSource.of("azfs://share/bert").credentials("azure-storage")))
        .build();
  }

  private static void serverVolumeClaim(Chart chart) {
    serverOf(chart, ModelSource.volumeClaim("models", "vision/resnet50").oneNode())
        .model(Model.of("text/bert", ModelSource.volumeClaim("models", "bert").oneNode()))
        .build();
  }

  private static void serverImageVolume(Chart chart) {
    serverOf(chart, ModelSource.image("registry.example.com/models/resnet50:3", ""))
        .model(
            Model.of(
                "bert",
                ModelSource.image("registry.example.com/models/bert@sha256:" + SHA_256, "models")))
        .kubernetes(KubernetesVersion.of("1.35"))
        .build();
  }

  private static void serverHttps(Chart chart) {
    serverOf(
            chart,
            ModelSource.https(
                    "https://models.example.com/resnet50.xml?revision=3",
                    "https://models.example.com/resnet50.bin")
                .sha256("resnet50.bin", SHA_256))
        .downloaderImage("registry.example.com/curl:8.15.0")
        .downloadLimit("2Gi")
        .build();
  }

  private static void serverHttpsTensorFlow(Chart chart) {
    String url = "https://models.example.com/bert/3/";
    serverOf(
            chart,
            ModelSource.https(url + "saved_model.pb")
                .into(
                    "variables",
                    url + "variables/variables.index",
                    url + "variables/variables.data-00000-of-00001")
                .version(3)
                .sha256("variables/variables.index", SHA_256))
        .build();
  }

  private static void serverNamedInputs(Chart chart) {
    OvmsModelServer.Builder.create(chart, "bert")
        .image(OvmsImage.of("2026.3"))
        .model(
            Model.of("bert", ModelSource.volumeClaim("models", "bert"))
                .shape("input_ids", "(1:8,128)")
                .shape("attention_mask:0", "(1:8,128)")
                .layout("input_ids", "NC")
                .layout("logits", "CN:NC"))
        .build();
  }

  private static void serverGpu(Chart chart) {
    OvmsModelServer.Builder.create(chart, "resnet")
        .image(OvmsImage.of("2026.3").repository("registry.example.com/ovms"))
        .model(
            Model.of("resnet50", ModelSource.volumeClaim("models", "resnet50"))
                .device(Device.gpu(GpuDriver.I915))
                .streams(2))
        .resources(Resources.cpu("4").memory("8Gi"))
        .deviceGroup(109)
        .build();
  }

  private static void serverEveryOption(Chart chart) {
    OvmsModelServer.Builder.create(chart, "resnet")
        .name("resnet-production")
        .namespace("serving")
        .label("team", "vision")
        .annotation("example.com/owner", "Vision: \"on call\"")
        .image(OvmsImage.of("2026.2.1").digest("sha256:" + SHA_256))
        .model(
            Model.of("resnet50", ModelSource.of("s3://models/resnet50").anonymous())
                .streams(4)
                .nireq(32)
                .device(Device.of("BATCH:CPU(16)"))
                .pluginConfig("INFERENCE_NUM_THREADS", 8)
                .pluginConfig("ENABLE_CPU_PINNING", false)
                .batchSize("auto")
                .layout("NHWC:NCHW")
                .versions(VersionPolicy.specific(3, 4)))
        .model(
            Model.of("bert", ModelSource.of("s3://models/bert").anonymous())
                .pluginConfig("PERFORMANCE_HINT", "THROUGHPUT")
                .shape("(1,128)")
                .versions(VersionPolicy.latest(2)))
        .metrics(OvmsMetric.REQUESTS_SUCCESS, OvmsMetric.INFER_REQUESTS_ACTIVE)
        .resources(Resources.cpu("8").cpuLimit("16").memory("16Gi"))
        .ports(9000, 8000)
        .configMap("resnet-models", "models.json")
        .startup(Duration.ofMinutes(30))
        .maxRequestDuration(Duration.ofMinutes(2))
        .probes(
            Probes.create()
                .readiness(Duration.ofSeconds(2), Duration.ofSeconds(4), 5)
                .liveness(Duration.ofSeconds(20), Duration.ofMinutes(2), 2))
        .restWorkers(64)
        .replicas(2)
        .fileSystemPollInterval(Duration.ofSeconds(30))
        .logLevel(LogLevel.DEBUG)
        .build();
  }

  private static void operatorVolumeClaim(Chart chart) {
    OpenVinoOperatorServer.Builder.create(chart, "resnet-ovms")
        .image(OvmsImage.of("2026.2.1"))
        .model(Model.of("resnet50", ModelSource.volumeClaim("models", "resnet50")))
        .build();
  }

  private static void operatorEveryOption(Chart chart) {
    OpenVinoOperatorServer.Builder.create(chart, "resnet")
        .namespace("serving")
        .image(OvmsImage.of("2026.2.1"))
        .model(
            Model.of(
                    "resnet50",
                    ModelSource.of("s3://models/resnet50")
                        .credentials("s3-keys")
                        .region("eu-central-1"))
                .streams(4)
                .device(Device.of("GPU")))
        .model(Model.of("bert", ModelSource.of("gs://models/bert").credentials("gcpcreds")))
        .resources(Resources.cpu("4").memory("8Gi").device("gpu.intel.com/i915", 1))
        .ports(9000, 9001)
        .replicas(2)
        .logLevel(LogLevel.WARNING)
        .build();
  }
}
