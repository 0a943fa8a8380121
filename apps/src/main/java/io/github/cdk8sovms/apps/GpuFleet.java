package io.github.cdk8sovms.apps;

import io.github.cdk8sovms.adapter.AdapterTls;
import io.github.cdk8sovms.adapter.MetricsAdapter;
import io.github.cdk8sovms.autoscaling.RatioAutoscaler;
import io.github.cdk8sovms.kubernetes.Namespace;
import io.github.cdk8sovms.kubernetes.Resources;
import io.github.cdk8sovms.monitoring.PrometheusStack;
import io.github.cdk8sovms.serving.Device;
import io.github.cdk8sovms.serving.GpuDriver;
import io.github.cdk8sovms.serving.HttpsFiles;
import io.github.cdk8sovms.serving.Model;
import io.github.cdk8sovms.serving.ModelSource;
import io.github.cdk8sovms.serving.OvmsImage;
import io.github.cdk8sovms.serving.OvmsModelServer;
import io.github.cdk8sovms.serving.Rollout;
import io.github.cdk8sovms.signal.LoadSignal;
import io.github.cdk8sovms.validation.NodeJs;
import java.time.Duration;
import org.cdk8s.App;
import org.cdk8s.Chart;

/**
 * Three servers on processors and on GPUs of two drivers, in two namespaces, that share one
 * Prometheus and one adapter. Each has the autoscaler that suits it. Public models, as in the
 * quickstart; the cluster needs cert-manager, Intel's GPU device plugin, and nodes with such GPUs.
 *
 * <p>It warns once, as it should: the pods of {@code detection} serve two models, and their number
 * follows one of them (OVMS414).
 */
public final class GpuFleet {
  private static final String OPEN_MODEL_ZOO =
      "https://storage.openvinotoolkit.org/repositories/open_model_zoo/2022.1/models_bin/2";

  private static final OvmsImage IMAGE = OvmsImage.of("2026.3.1");

  /** What {@code getent group render} prints on the nodes with the newer GPUs. */
  private static final int RENDER_GROUP_OF_XE_NODES = 992;

  /** The same on those with the older ones, which have an older Linux. */
  private static final int RENDER_GROUP_OF_I915_NODES = 109;

  /** A GPU compiles the model before the pod is ready. */
  private static final Duration START_ON_GPU = Duration.ofSeconds(90);

  private GpuFleet() {}

  /** Writes {@code dist/gpu-fleet.k8s.yaml}. */
  public static void main(String[] args) {
    NodeJs.require();
    App app = new App();
    define(app);
    app.synth();
  }

  /** Adds the chart to an app. */
  public static void define(App app) {
    Chart chart = new Chart(app, "gpu-fleet");
    Namespace vision = Namespace.of(chart, "vision");
    Namespace language = Namespace.of(chart, "language");
    Namespace monitoring = Namespace.of(chart, "monitoring");

    OvmsModelServer classification = classification(chart, vision);
    OvmsModelServer detection = detection(chart, vision);
    OvmsModelServer answers = answers(chart, language);

    PrometheusStack prometheus =
        PrometheusStack.Builder.create(chart, "prometheus")
            .namespace(monitoring)
            .scrape(classification)
            .scrape(detection)
            .scrape(answers)
            .build();

    MetricsAdapter adapter =
        MetricsAdapter.Builder.create(chart, "prometheus-adapter")
            .prometheus(prometheus)
            .tls(AdapterTls.certManager())
            .build();

    RatioAutoscaler.Builder.create(chart, "classification-autoscaler")
        .target(classification)
        .metrics(adapter)
        .ratio(1.0)
        .replicas(2, 8)
        .build();

    // Faces are looked for on persons that were found before, so the load of both is one.
    RatioAutoscaler.Builder.create(chart, "detection-autoscaler")
        .target(detection)
        .metrics(adapter)
        .signal(LoadSignal.requestsPerStream().model("persons"))
        .ratio(1.0)
        .startTime(START_ON_GPU)
        .quota(Resources.cpu("16").memory("32Gi").device(GpuDriver.XE.resource(), 4))
        .replicas(2, 4)
        .build();

    // Answers take a few milliseconds, which a gauge that is read four times a minute misses.
    RatioAutoscaler.Builder.create(chart, "answers-autoscaler")
        .target(answers)
        .metrics(adapter)
        .signal(LoadSignal.inFlightPerStream())
        .ratio(0.8)
        .startTime(START_ON_GPU)
        .quota(Resources.cpu("16").memory("32Gi").device(GpuDriver.I915.resource(), 3))
        .replicas(2, 3)
        .build();
  }

  private static OvmsModelServer classification(Chart chart, Namespace vision) {
    return OvmsModelServer.Builder.create(chart, "classification")
        .namespace(vision)
        .image(IMAGE)
        .model(
            Model.of("resnet50", published("resnet50-binary-0001/FP32-INT1/resnet50-binary-0001"))
                .layout("NHWC:NCHW")
                .streams(4))
        .resources(Resources.cpu("4").memory("2Gi"))
        .downloadLimit("256Mi")
        .build();
  }

  /** Two models on one GPU, which the pod requests once. */
  private static OvmsModelServer detection(Chart chart, Namespace vision) {
    Device gpu = Device.gpu(GpuDriver.XE);
    return OvmsModelServer.Builder.create(chart, "detection")
        .namespace(vision)
        .image(IMAGE)
        .model(
            Model.of(
                    "persons",
                    published(
                        "person-vehicle-bike-detection-2002/FP32"
                            + "/person-vehicle-bike-detection-2002"))
                .device(gpu)
                .streams(2))
        .model(
            Model.of(
                    "faces",
                    published("face-detection-retail-0004/FP32/face-detection-retail-0004"))
                .device(gpu)
                .streams(2))
        .deviceGroup(RENDER_GROUP_OF_XE_NODES)
        .rollout(Rollout.ONE_AT_A_TIME)
        .resources(Resources.cpu("2").memory("4Gi"))
        .downloadLimit("256Mi")
        .build();
  }

  /** Few clients call it over gRPC, and balance their calls over its pods by themselves. */
  private static OvmsModelServer answers(Chart chart, Namespace language) {
    String bert = "bert-small-uncased-whole-word-masking-squad-int8-0002";
    return OvmsModelServer.Builder.create(chart, "answers")
        .namespace(language)
        .image(IMAGE)
        .model(
            Model.of("bert", published(bert + "/FP32-INT8/" + bert))
                .device(Device.gpu(GpuDriver.I915))
                .streams(2))
        .deviceGroup(RENDER_GROUP_OF_I915_NODES)
        .rollout(Rollout.ONE_AT_A_TIME)
        .headless()
        .resources(Resources.cpu("2").memory("4Gi"))
        .downloadLimit("256Mi")
        .build();
  }

  private static HttpsFiles published(String model) {
    String url = OPEN_MODEL_ZOO + "/" + model;
    return ModelSource.https(url + ".xml", url + ".bin");
  }
}
