package io.github.cdk8sovms.acceptance.cases;

import io.github.cdk8sovms.adapter.ExistingAdapter;
import io.github.cdk8sovms.kubernetes.KubernetesVersion;
import io.github.cdk8sovms.kubernetes.PullPolicy;
import io.github.cdk8sovms.kubernetes.Scheduling;
import io.github.cdk8sovms.kubernetes.Toleration;
import io.github.cdk8sovms.kubernetes.TopologySpread;
import io.github.cdk8sovms.serving.Device;
import io.github.cdk8sovms.serving.Embeddings;
import io.github.cdk8sovms.serving.GpuDriver;
import io.github.cdk8sovms.serving.ImagePrepull;
import io.github.cdk8sovms.serving.Model;
import io.github.cdk8sovms.serving.ModelCache;
import io.github.cdk8sovms.serving.ModelSource;
import io.github.cdk8sovms.serving.OvmsImage;
import io.github.cdk8sovms.serving.OvmsModelServer;
import io.github.cdk8sovms.serving.Rerank;
import io.github.cdk8sovms.serving.StartTimes;
import io.github.cdk8sovms.serving.TextGeneration;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.cdk8s.Chart;

/** Programs about the start of pods. */
final class StartCases {
  private StartCases() {}

  static Map<String, Consumer<Chart>> all() {
    Map<String, Consumer<Chart>> cases = new LinkedHashMap<>();
    cases.put("start-budget", StartCases::budget);
    cases.put("image-prepull", StartCases::prepull);
    cases.put("model-cache", StartCases::cache);
    cases.put("model-cache-in-pod", StartCases::cacheInPod);
    return cases;
  }

  private static void prepull(Chart chart) {
    Scheduling pool =
        Scheduling.create()
            .nodeSelector("pool", "inference")
            .tolerate(Toleration.of("dedicated", "inference"))
            .spread(TopologySpread.overZones())
            .priorityClass("inference");
    OvmsModelServer resnet =
        Cases.server(chart, "resnet")
            .image(OvmsImage.of("2026.2.1").digest("sha256:" + "0123456789abcdef".repeat(4)))
            .imagePullPolicy(PullPolicy.IF_NOT_PRESENT)
            .registry("registry.example.com/mirror")
            .imagePullSecret("mirror")
            .scheduling(pool)
            .build();
    OvmsModelServer bert =
        OvmsModelServer.Builder.create(chart, "bert")
            .namespace("serving")
            .kubernetes(KubernetesVersion.of("1.35"))
            .image(OvmsImage.of("2026.3.1"))
            .model(
                Model.of("bert", ModelSource.image("registry.example.com/models/bert:1", "bert"))
                    .streams(2))
            .registry("registry.example.com/mirror")
            .imagePullSecret("mirror")
            .scheduling(pool)
            .build();
    ImagePrepull.Builder.create(chart, "images")
        .label("team", "vision")
        .server(resnet)
        .server(bert)
        .build();
  }

  private static void cache(Chart chart) {
    OvmsModelServer.Builder.create(chart, "resnet")
        .namespace("serving")
        .kubernetes(KubernetesVersion.of("1.35"))
        .image(OvmsImage.of("2026.3.1"))
        .model(
            Model.of("resnet50", ModelSource.of("s3://models/resnet50").anonymous())
                .device(Device.gpu(GpuDriver.XE))
                .streams(2))
        .generative(
            Embeddings.of("bge", ModelSource.image("registry.example.com/models/bge:1", "bge"))
                .device(Device.gpu(GpuDriver.XE)))
        .generative(
            Rerank.of(
                "on-cpu", ModelSource.image("registry.example.com/models/reranker:1", "reranker")))
        .generative(
            TextGeneration.of(
                    "elsewhere", ModelSource.image("registry.example.com/models/qwen:1", "qwen"))
                .device(Device.gpu(GpuDriver.XE))
                .cacheSize(1)
                .cacheDirectory("/model-cache/qwen"))
        .modelCache(ModelCache.volumeClaim("compiled-models"))
        .deviceGroup(109)
        .build();
  }

  private static void cacheInPod(Chart chart) {
    OvmsModelServer.Builder.create(chart, "resnet")
        .namespace("serving")
        .image(OvmsImage.of("2026.3.1"))
        .model(
            Model.of("resnet50", ModelSource.of("s3://models/resnet50").anonymous())
                .device(Device.npu()))
        .modelCache(ModelCache.emptyDir("2Gi"))
        .deviceGroup(109)
        .build();
  }

  private static void budget(Chart chart) {
    OvmsModelServer resnet =
        Cases.server(chart, "resnet")
            .startTimes(
                StartTimes.measured()
                    .image(Duration.ofSeconds(14), Duration.ofSeconds(40))
                    .fetch(Duration.ofSeconds(20))
                    .load(Duration.ofSeconds(4), Duration.ofSeconds(9))
                    .and(StartTimes.declared().node(Duration.ZERO, Duration.ofMinutes(2))))
            .build();
    ExistingAdapter adapter =
        Cases.existingAdapter(chart, Cases.prometheus(chart, resnet).build()).build();
    Cases.autoscaler(chart, resnet, adapter).build();
  }
}
