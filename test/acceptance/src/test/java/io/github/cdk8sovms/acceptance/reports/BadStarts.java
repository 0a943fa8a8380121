package io.github.cdk8sovms.acceptance.reports;

import io.github.cdk8sovms.acceptance.cases.Cases;
import io.github.cdk8sovms.kubernetes.ExtraVolume;
import io.github.cdk8sovms.kubernetes.PullPolicy;
import io.github.cdk8sovms.kubernetes.Scheduling;
import io.github.cdk8sovms.serving.Device;
import io.github.cdk8sovms.serving.GpuDriver;
import io.github.cdk8sovms.serving.Graph;
import io.github.cdk8sovms.serving.ImagePrepull;
import io.github.cdk8sovms.serving.KServeModelServer;
import io.github.cdk8sovms.serving.KServeRuntime;
import io.github.cdk8sovms.serving.Model;
import io.github.cdk8sovms.serving.ModelCache;
import io.github.cdk8sovms.serving.ModelSource;
import io.github.cdk8sovms.serving.OvmsImage;
import io.github.cdk8sovms.serving.OvmsModelServer;
import io.github.cdk8sovms.serving.StartTimes;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.cdk8s.Chart;

/** Mistakes about the start of pods. */
final class BadStarts {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Model MOUNTED =
      Model.of("resnet50", ModelSource.volumeClaim("models", "resnet50").manyNodes()).streams(2);

  private final Map<String, Consumer<Chart>> inputs = new LinkedHashMap<>();

  private BadStarts() {
    times("a start before it began", StartTimes.measured().load(Duration.ofSeconds(-1)));
    times("a start of a fraction of a second", StartTimes.measured().probe(Duration.ofMillis(500)));
    times("a typical start that is the worst", StartTimes.declared().image(SECOND, Duration.ZERO));
    times(
        "a stage twice",
        StartTimes.declared().node(SECOND).and(StartTimes.measured().node(SECOND)));
    times("models on a volume that are fetched", StartTimes.measured().fetch(SECOND));
    server(
        "a load that is longer than the startup timeout",
        it ->
            it.startup(Duration.ofMinutes(1))
                .startTimes(StartTimes.measured().load(SECOND, Duration.ofMinutes(2))));
    inputs.put(
        "a start time beside a start budget",
        chart -> {
          OvmsModelServer resnet =
              Cases.server(chart, "resnet").startTimes(StartTimes.measured().load(SECOND)).build();
          Cases.autoscaler(
                  chart,
                  resnet,
                  Cases.existingAdapter(chart, Cases.prometheus(chart, resnet).build()).build())
              .startTime(SECOND)
              .build();
        });
    addPrepulls();
    addCaches();
  }

  private void addCaches() {
    Model gpu =
        Model.of("resnet50", ModelSource.of("s3://models/resnet50").anonymous())
            .device(Device.gpu(GpuDriver.XE));
    ModelCache cache = ModelCache.emptyDir("1Gi");
    server("a cache for a CPU", it -> it.modelCache(cache));
    gpu("a cache of an unknown size", gpu, it -> it.modelCache(ModelCache.emptyDir("much")));
    gpu("a cache on no claim", gpu, it -> it.modelCache(ModelCache.volumeClaim("My Claim")));
    gpu("a cache for shapes that follow requests", gpu.shape("auto"), it -> it.modelCache(cache));
    gpu("two caches", gpu, it -> it.modelCache(cache).arguments("--cache_dir=/opt/cache"));
    gpu(
        "a mount in the cache",
        gpu,
        it ->
            it.modelCache(cache)
                .volume(ExtraVolume.emptyDir("own", "1Gi"))
                .mount("own", "/model-cache"));
    inputs.put(
        "a cache for a graph of an older release",
        chart ->
            OvmsModelServer.Builder.create(chart, "llm")
                .namespace("serving")
                .image(OvmsImage.of("2026.2.1"))
                .graph(
                    Graph.of("llm", ModelSource.volumeClaim("llms", "llm").manyNodes())
                        .device(Device.gpu(GpuDriver.XE)))
                .modelCache(cache)
                .build());
  }

  private void gpu(String what, Model model, UnaryOperator<OvmsModelServer.Builder> wrong) {
    inputs.put(
        what,
        chart ->
            wrong
                .apply(
                    OvmsModelServer.Builder.create(chart, "resnet")
                        .namespace("serving")
                        .image(OvmsImage.of("2026.3.1"))
                        .model(model)
                        .deviceGroup(109))
                .build());
  }

  private void addPrepulls() {
    inputs.put(
        "images of no server", chart -> ImagePrepull.Builder.create(chart, "images").build());
    prepull(
        "images on other nodes", it -> it.scheduling(Scheduling.create().nodeSelector("a", "b")));
    prepull("images in another namespace", it -> it.namespace("other"));
    prepull("images from another mirror", it -> it.registry("registry.example.com"));
    prepull("images that are never pulled", it -> it.imagePullPolicy(PullPolicy.NEVER));
    inputs.put(
        "the image of a runtime of KServe",
        chart ->
            ImagePrepull.Builder.create(chart, "images")
                .server(
                    KServeModelServer.Builder.create(chart, "resnet50")
                        .namespace("serving")
                        .image(OvmsImage.of("2026.2.1"))
                        .model(
                            Model.of(
                                    "resnet50",
                                    ModelSource.volumeClaim("models", "resnet50").manyNodes())
                                .streams(2))
                        .runtime(KServeRuntime.kserve())
                        .build())
                .build());
    inputs.put(
        "images of servers on different nodes",
        chart ->
            ImagePrepull.Builder.create(chart, "images")
                .server(Cases.server(chart, "resnet").build())
                .server(
                    Cases.server(chart, "bert")
                        .scheduling(Scheduling.create().nodeSelector("pool", "gpu"))
                        .build())
                .build());
    inputs.put(
        "images by tag that pods do not ask for",
        chart ->
            ImagePrepull.Builder.create(chart, "images")
                .server(
                    Cases.server(chart, "resnet")
                        .imagePullPolicy(PullPolicy.IF_NOT_PRESENT)
                        .build())
                .build());
  }

  private void prepull(String what, UnaryOperator<ImagePrepull.Builder> wrong) {
    inputs.put(
        what,
        chart ->
            wrong
                .apply(
                    ImagePrepull.Builder.create(chart, "images")
                        .server(Cases.server(chart, "resnet").build()))
                .build());
  }

  static Map<String, Consumer<Chart>> all() {
    return new BadStarts().inputs;
  }

  private void times(String what, StartTimes wrong) {
    server(what, it -> it.startTimes(wrong));
  }

  private void server(String what, UnaryOperator<OvmsModelServer.Builder> wrong) {
    inputs.put(
        what,
        chart ->
            wrong
                .apply(
                    OvmsModelServer.Builder.create(chart, "resnet")
                        .namespace("serving")
                        .image(OvmsImage.of("2026.3.1"))
                        .model(MOUNTED))
                .build());
  }
}
