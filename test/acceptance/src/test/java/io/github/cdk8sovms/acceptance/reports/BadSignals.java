package io.github.cdk8sovms.acceptance.reports;

import io.github.cdk8sovms.acceptance.cases.Cases;
import io.github.cdk8sovms.autoscaling.Behavior;
import io.github.cdk8sovms.autoscaling.RatioAutoscaler;
import io.github.cdk8sovms.autoscaling.ScalingPolicy;
import io.github.cdk8sovms.kubernetes.Resources;
import io.github.cdk8sovms.serving.Device;
import io.github.cdk8sovms.serving.GpuDriver;
import io.github.cdk8sovms.serving.Graph;
import io.github.cdk8sovms.serving.Model;
import io.github.cdk8sovms.serving.ModelSource;
import io.github.cdk8sovms.serving.OpenVinoOperatorServer;
import io.github.cdk8sovms.serving.OvmsImage;
import io.github.cdk8sovms.serving.OvmsModelServer;
import io.github.cdk8sovms.serving.ServerProfile;
import io.github.cdk8sovms.signal.LoadSignal;
import io.github.cdk8sovms.signal.OvmsMetric;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.cdk8s.Chart;

/** An autoscaler that would never scale, or not as meant, each for one reason. */
final class BadSignals {
  private static final Model MODEL = model("resnet50");
  private static final Graph GRAPH =
      Graph.of("llm", ModelSource.volumeClaim("llms", "llm").manyNodes());
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final Map<String, Consumer<Chart>> inputs = new LinkedHashMap<>();

  private BadSignals() {
    addUnreachable();
    addSignals();
    addBehavior();
    addFurther();
    addPromises();
  }

  static Map<String, Consumer<Chart>> all() {
    return new BadSignals().inputs;
  }

  private void addPromises() {
    Model model = MODEL.streams(2);
    Duration second = Duration.ofSeconds(1);
    ServerProfile profile = FixedSignals.profile("serviceTime: {1: 150ms, 2: 180ms}");
    add("promise without a profile", model, it -> it.promise(second));
    add("promise and ratio", model, it -> it.profile(profile).promise(second).ratio(0.5));
    add("promise in percent", model, it -> it.profile(profile).promise(95, second));
    add("promise of no time", model, it -> it.profile(profile).promise(Duration.ZERO));
    add(
        "promise below the time of an inference",
        model,
        it -> it.profile(profile).promise(Duration.ofMillis(100)));
    add(
        "promise by a signal that counts no requests",
        model,
        it -> it.profile(profile).promise(second).signal(LoadSignal.queueToCompute()));
    add("promise with streams that are unknown", MODEL, it -> it.profile(profile).promise(second));
    add(
        "profile of another image",
        model,
        it -> it.profile(FixedSignals.profile("image: ovms:1\nserviceTime: {1: 150ms}")));
    add(
        "profile of other streams",
        model,
        it -> it.profile(FixedSignals.profile("streams: 4\nserviceTime: {1: 150ms}")));
    add(
        "profile that used more memory than the server has",
        model,
        it -> it.profile(FixedSignals.profile("memory: 4100Mi\nserviceTime: {1: 150ms}")));
    add(
        "profile with a start time that is none",
        model,
        it -> it.profile(FixedSignals.profile("startTime: soon\nserviceTime: {1: 150ms}")));
    add("file without service times", model, it -> it.profile(FixedSignals.profile("streams: 4")));
    add(
        "profile that does not exist",
        model,
        it -> it.profile(ServerProfile.read(Path.of("missing", "profile.yaml"))));
  }

  private void addFurther() {
    LoadSignal queue = LoadSignal.queueToCompute();
    Model model = MODEL.streams(2);
    Duration time = Duration.ofMillis(300);
    add(
        "one signal twice",
        model,
        it -> it.additionalSignal(queue, 0.5).additionalSignal(queue, 0.7));
    add(
        "latency that is a ratio, of another model",
        model,
        it -> it.additionalSignal(LoadSignal.meanLatency().model("bert"), 0.5));
    add("ratio that is a latency", model, it -> it.additionalSignal(queue, time));
    add("second target of 0", model, it -> it.additionalSignal(queue, 0));
    add(
        "second latency of 0",
        model,
        it -> it.additionalSignal(LoadSignal.meanLatency(), Duration.ZERO));
    add(
        "second target beyond its signal",
        model.nireq(2),
        it -> it.signal(queue).additionalSignal(LoadSignal.streamUtilization(), 0.95));
    inputs.put(
        "CPU of no request",
        chart -> {
          OpenVinoOperatorServer resnet = Cases.operatorServer(chart, "resnet").build();
          var adapter =
              Cases.existingAdapter(chart, Cases.prometheus(chart, resnet).build()).build();
          Cases.autoscaler(chart, resnet, adapter).cpu(80).build();
        });
    server("CPU beyond its limit", server -> server.model(model), it -> it.cpu(95));
    server(
        "CPU of nothing, memory of more than everything",
        server -> server.model(model),
        it -> it.cpu(0).memory(1001));
    server("memory that stays", server -> server.model(model), it -> it.memory(80));
  }

  private void addUnreachable() {
    add("infer requests = streams", MODEL.streams(4).nireq(4), asIs());
    add("nothing pinned on a CPU", MODEL, asIs());
    add("nothing pinned on an NPU", MODEL.device(Device.npu()), asIs());
    add(
        "throughput on a GPU",
        MODEL.device(Device.gpu(GpuDriver.I915)).pluginConfig("PERFORMANCE_HINT", "THROUGHPUT"),
        autoscaler -> autoscaler.ratio(2));
    add(
        "a device that OpenVINO chooses",
        MODEL.device(Device.auto(Device.gpu(GpuDriver.I915), Device.cpu())),
        asIs());
    add("infer requests without streams", MODEL.nireq(16), asIs());
    add("five requests a stream", MODEL.streams(2), autoscaler -> autoscaler.ratio(5));
    add(
        "utilization that cannot pass 1",
        MODEL.streams(2).nireq(2),
        autoscaler -> autoscaler.signal(LoadSignal.streamUtilization()).ratio(0.95));
    server(
        "fewer HTTP workers than requests",
        server -> server.model(MODEL.streams(4)).restWorkers(4),
        autoscaler -> autoscaler.ratio(2));
    add(
        "a queue that no HTTP worker waits in",
        MODEL.streams(2),
        signal(LoadSignal.queueToCompute()));
    server(
        "fewer HTTP workers than graphs",
        server -> server.graph(GRAPH).restWorkers(8),
        autoscaler -> autoscaler.signal(LoadSignal.graphsInFlight(16)));
    server(
        "graphs and OVMS chooses the workers",
        server -> server.graph(GRAPH),
        autoscaler -> autoscaler.signal(LoadSignal.graphsInFlight(16)));
    server(
        "graphs of a server of models",
        server -> server.model(MODEL.streams(4)),
        autoscaler -> autoscaler.signal(LoadSignal.graphsInFlight(16)));
    server(
        "streams of a server of graphs",
        server -> server.graph(GRAPH.capacity(16)),
        autoscaler -> autoscaler.signal(LoadSignal.requestsPerStream()));
    server("graph without a capacity", server -> server.graph(GRAPH), autoscaler -> autoscaler);
    server(
        "latency of a server of graphs",
        server -> server.graph(GRAPH.capacity(16)),
        autoscaler -> autoscaler.signal(LoadSignal.meanLatency()).latency(Duration.ofMillis(200)));
    server(
        "graph in a bucket",
        server -> server.graph(Graph.of("llm", ModelSource.of("s3://models/llm").anonymous())),
        autoscaler -> autoscaler);
    server(
        "graph of capacity 0", server -> server.graph(GRAPH.capacity(0)), autoscaler -> autoscaler);
    server(
        "graph before 2025.1",
        server -> server.graph(GRAPH).image(OvmsImage.of("2025.0")),
        autoscaler -> autoscaler.signal(LoadSignal.graphsInFlight(16)));
  }

  private void addSignals() {
    Model pinned = MODEL.streams(2);
    add("a tenth of a request", pinned, autoscaler -> autoscaler.ratio(0.1));
    add("a latency without target", pinned, signal(LoadSignal.meanLatency()));
    add(
        "a ratio of a latency",
        pinned,
        autoscaler ->
            autoscaler.signal(LoadSignal.meanLatency()).latency(Duration.ofMillis(200)).ratio(1));
    add("a latency of a ratio", pinned, autoscaler -> autoscaler.latency(MINUTE));
    add(
        "more than all requests",
        pinned,
        autoscaler -> autoscaler.signal(LoadSignal.latency(99)).latency(MINUTE));
    server(
        "graphs without capacity",
        server -> server.graph(GRAPH).restWorkers(8),
        autoscaler -> autoscaler.signal(LoadSignal.graphsInFlight(0)).ratio(1));
    add("a window of one scrape", pinned, signal(LoadSignal.requestsPerStream().over(seconds(5))));
    add("a rate of two scrapes", pinned, signal(LoadSignal.inFlightPerStream().over(seconds(15))));
    add("a window of no time", pinned, signal(LoadSignal.requestsPerStream().over(seconds(0))));
    add("a model of another server", pinned, signal(LoadSignal.requestsPerStream().model("bert")));
    add(
        "a model with a slash",
        model("vision/resnet50").streams(2),
        signal(LoadSignal.requestsPerStream().model("vision/resnet50")));
    server(
        "one of two models",
        server -> server.model(pinned).model(model("bert").streams(2)),
        signal(LoadSignal.requestsPerStream().model("bert")));
    server(
        "series that are not exported",
        server -> server.model(pinned).metrics(OvmsMetric.RESPONSES),
        signal(LoadSignal.queueToCompute()));
    server(
        "graphs before there were any",
        server -> server.model(pinned).image(OvmsImage.of("2023.3")),
        autoscaler -> autoscaler.signal(LoadSignal.graphsInFlight(4)));
  }

  private void addBehavior() {
    Model pinned = MODEL.streams(2);
    add(
        "a step of nothing",
        pinned,
        behavior(Behavior.responsive().addAtMost(ScalingPolicy.pods(0, MINUTE))));
    add(
        "a step in an hour",
        pinned,
        behavior(Behavior.responsive().removeAtMost(ScalingPolicy.percent(10, seconds(3600)))));
    add("a tolerance before 1.35", pinned, behavior(Behavior.steady().tolerance(0.05, 0.05)));
    add("a tolerance in percent", pinned, behavior(Behavior.steady().tolerance(5, 10)));
    add(
        "pods removed after half a minute",
        pinned,
        behavior(Behavior.of(Duration.ZERO, Duration.ofSeconds(30))));
    add("a start of no time", pinned, autoscaler -> autoscaler.startTime(Duration.ZERO));
    add(
        "more pods than the quota",
        pinned,
        autoscaler -> autoscaler.replicas(1, 10).quota(Resources.cpu("8").memory("64Gi")));
  }

  private void add(String what, Model model, UnaryOperator<RatioAutoscaler.Builder> autoscaler) {
    server(what, server -> server.model(model), autoscaler);
  }

  private void server(
      String what,
      UnaryOperator<OvmsModelServer.Builder> server,
      UnaryOperator<RatioAutoscaler.Builder> autoscaler) {
    inputs.put(
        what,
        chart -> {
          OvmsModelServer resnet =
              server
                  .apply(
                      OvmsModelServer.Builder.create(chart, "resnet")
                          .image(OvmsImage.of("2026.2.1"))
                          .resources(Resources.cpu("4").memory("4Gi")))
                  .build();
          var adapter =
              Cases.existingAdapter(chart, Cases.prometheus(chart, resnet).build()).build();
          autoscaler.apply(Cases.autoscaler(chart, resnet, adapter)).build();
        });
  }

  private static Model model(String name) {
    return Model.of(name, ModelSource.of("s3://models/" + name).anonymous());
  }

  private static UnaryOperator<RatioAutoscaler.Builder> asIs() {
    return autoscaler -> autoscaler;
  }

  private static UnaryOperator<RatioAutoscaler.Builder> signal(LoadSignal signal) {
    return autoscaler -> autoscaler.signal(signal);
  }

  private static UnaryOperator<RatioAutoscaler.Builder> behavior(Behavior behavior) {
    return autoscaler -> autoscaler.behavior(behavior);
  }

  private static Duration seconds(long count) {
    return Duration.ofSeconds(count);
  }
}
