package io.github.cdk8sovms.acceptance.reports;

import io.github.cdk8sovms.acceptance.cases.Cases;
import io.github.cdk8sovms.acceptance.cases.KServeCases;
import io.github.cdk8sovms.kubernetes.Namespace;
import io.github.cdk8sovms.kubernetes.Patch;
import io.github.cdk8sovms.kubernetes.Resources;
import io.github.cdk8sovms.serving.KServeModelServer;
import io.github.cdk8sovms.serving.KServeRuntime;
import io.github.cdk8sovms.serving.Model;
import io.github.cdk8sovms.serving.ModelSource;
import io.github.cdk8sovms.serving.OvmsImage;
import io.github.cdk8sovms.serving.WorkloadIdentity;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.cdk8s.Chart;

/** What KServe cannot do, or does otherwise than a Deployment. */
final class BadKServe {
  private static final ModelSource CLAIM =
      ModelSource.volumeClaim("models", "resnet50").manyNodes();

  private final Map<String, Consumer<Chart>> inputs = new LinkedHashMap<>();

  private BadKServe() {
    addModels();
    addSources();
    addTexts();
    addRuntimes();
    addPods();
  }

  static Map<String, Consumer<Chart>> all() {
    return new BadKServe().inputs;
  }

  private void addModels() {
    server("two models", it -> it.model(Model.of("bert", CLAIM).streams(1)));
    inputs.put(
        "no model",
        chart ->
            KServeModelServer.Builder.create(chart, "resnet")
                .image(OvmsImage.of("2026.3.1"))
                .build());
    inputs.put(
        "no image",
        chart ->
            KServeModelServer.Builder.create(chart, "resnet")
                .model(Model.of("resnet50", CLAIM))
                .build());
    server("long name", it -> it.name("r".repeat(49)));
    inputs.put(
        "autoscaler with the name of KServe's",
        chart -> {
          KServeModelServer resnet = KServeCases.server(chart, "resnet").build();
          Cases.autoscaler(
                  chart,
                  resnet,
                  Cases.adapter(chart, Cases.prometheus(chart, resnet).build()).build())
              .name("resnet-predictor")
              .build();
        });
  }

  private void addSources() {
    source("Azure", ModelSource.of("az://models/resnet50").credentials("azure"));
    source("S3 without credentials", ModelSource.of("s3://models/resnet50").anonymous());
    source(
        "endpoint beside a Secret",
        ModelSource.of("s3://models/resnet50")
            .credentials("s3-keys")
            .endpoint("minio.storage.svc:9000"));
    source(
        "region beside a Secret",
        ModelSource.of("s3://models/resnet50").credentials("s3-keys").region("eu-central-1"));
    source("files over https", ModelSource.https("https://example.com/model.onnx"));
    source("other directory of an image", ModelSource.image("registry.example.com/m:1", "resnet"));
    inputs.put(
        "download in a restricted namespace",
        chart ->
            KServeModelServer.Builder.create(chart, "resnet")
                .namespace(Namespace.of(chart, "inference"))
                .image(OvmsImage.of("2026.3.1"))
                .model(Model.of("resnet50", ModelSource.of("gs://models/resnet50").anonymous()))
                .build());
    inputs.put(
        "existing ServiceAccount without the Secret",
        chart ->
            server(chart, ModelSource.of("s3://models/resnet50").credentials("s3-keys"))
                .serviceAccount("models")
                .build());
    inputs.put(
        "existing ServiceAccount without the role",
        chart ->
            server(
                    chart,
                    ModelSource.of("s3://models/resnet50")
                        .identity(
                            WorkloadIdentity.awsRole("arn:aws:iam::123456789012:role/models")))
                .serviceAccount("models")
                .build());
    server("limit of a download that there is not", it -> it.downloadLimit("5Gi"));
  }

  private void addTexts() {
    server("template in a flag", it -> it.arguments("--log_path={{.Name}}"));
    server("template in a variable", it -> it.env("A", "{{ printf }}"));
    server("flag of the model", it -> it.arguments("--nireq=4"));
    server("flag of the ports", it -> it.arguments("--rest_port=80"));
    server("configuration file", it -> it.arguments("--config_path=/config/config.json"));
  }

  private void addRuntimes() {
    server("runtime of another model", it -> it.runtime(KServeRuntime.openShiftAi("kserve-ovms")));
    server("runtime without a name", it -> it.name("resnet50").runtime(KServeRuntime.existing("")));
    server(
        "format of no runtime",
        it -> it.name("resnet50").runtime(KServeRuntime.kserve().modelFormat("open vino")));
    server(
        "limit of the runtime",
        it ->
            it.name("resnet50")
                .runtime(KServeRuntime.kserve())
                .resources(Resources.cpu("2").memory("2Gi").withoutCpuLimit()));
    server("runtime of the platform", it -> it.name("resnet50").runtime(KServeRuntime.kserve()));
  }

  private void addPods() {
    server("long start", it -> it.startup(Duration.ofMinutes(20)));
    server(
        "patched arguments",
        it -> it.patch(Patch.of("ServingRuntime").replace("/spec/containers/0/args/0", "--help")));
    server(
        "patched autoscaler",
        it ->
            it.patch(
                Patch.of("InferenceService")
                    .replace("/metadata/annotations/serving.kserve.io~1autoscalerClass", "hpa")));
  }

  private void source(String what, ModelSource wrong) {
    inputs.put(what, chart -> server(chart, wrong).build());
  }

  private static KServeModelServer.Builder server(Chart chart, ModelSource source) {
    return KServeModelServer.Builder.create(chart, "resnet")
        .namespace("serving")
        .image(OvmsImage.of("2026.3.1"))
        .model(Model.of("resnet50", source).streams(2));
  }

  private void server(String what, UnaryOperator<KServeModelServer.Builder> wrong) {
    inputs.put(what, chart -> wrong.apply(server(chart, CLAIM)).build());
  }
}
