package io.github.cdk8sovms;

import io.github.cdk8sovms.adapter.ExistingAdapter;
import io.github.cdk8sovms.adapter.MetricsAdapter;
import io.github.cdk8sovms.alerting.Alerts;
import io.github.cdk8sovms.autoscaling.Behavior;
import io.github.cdk8sovms.autoscaling.Keda;
import io.github.cdk8sovms.autoscaling.RatioAutoscaler;
import io.github.cdk8sovms.autoscaling.ScalingPolicy;
import io.github.cdk8sovms.autoscaling.ScalingRules;
import io.github.cdk8sovms.autoscaling.Schedule;
import io.github.cdk8sovms.exposure.Canary;
import io.github.cdk8sovms.exposure.Exposure;
import io.github.cdk8sovms.exposure.GatewayRef;
import io.github.cdk8sovms.headroom.CapacityBuffer;
import io.github.cdk8sovms.headroom.Headroom;
import io.github.cdk8sovms.internal.values.Quantity;
import io.github.cdk8sovms.kubernetes.ClusterNetwork;
import io.github.cdk8sovms.kubernetes.ConstructBuilder;
import io.github.cdk8sovms.kubernetes.ExtraContainer;
import io.github.cdk8sovms.kubernetes.ExtraVolume;
import io.github.cdk8sovms.kubernetes.KubernetesVersion;
import io.github.cdk8sovms.kubernetes.NodeRequirement;
import io.github.cdk8sovms.kubernetes.Resources;
import io.github.cdk8sovms.kubernetes.Scheduling;
import io.github.cdk8sovms.kubernetes.Toleration;
import io.github.cdk8sovms.kubernetes.TopologySpread;
import io.github.cdk8sovms.load.CapacityTest;
import io.github.cdk8sovms.load.DataType;
import io.github.cdk8sovms.load.GenerativeRequest;
import io.github.cdk8sovms.load.LoadTest;
import io.github.cdk8sovms.load.Step;
import io.github.cdk8sovms.load.Tensor;
import io.github.cdk8sovms.monitoring.ExistingPrometheus;
import io.github.cdk8sovms.monitoring.OperatorPrometheus;
import io.github.cdk8sovms.monitoring.Prometheus;
import io.github.cdk8sovms.monitoring.PrometheusStack;
import io.github.cdk8sovms.serving.Device;
import io.github.cdk8sovms.serving.Embeddings;
import io.github.cdk8sovms.serving.GenerativeModel;
import io.github.cdk8sovms.serving.GpuDevice;
import io.github.cdk8sovms.serving.GpuDriver;
import io.github.cdk8sovms.serving.Graph;
import io.github.cdk8sovms.serving.HttpsFiles;
import io.github.cdk8sovms.serving.HuggingFace;
import io.github.cdk8sovms.serving.ImageGeneration;
import io.github.cdk8sovms.serving.ImagePrepull;
import io.github.cdk8sovms.serving.KServeModelServer;
import io.github.cdk8sovms.serving.Model;
import io.github.cdk8sovms.serving.ModelSource;
import io.github.cdk8sovms.serving.ModelStore;
import io.github.cdk8sovms.serving.OpenVinoOperatorServer;
import io.github.cdk8sovms.serving.OvmsImage;
import io.github.cdk8sovms.serving.OvmsModelServer;
import io.github.cdk8sovms.serving.Rerank;
import io.github.cdk8sovms.serving.ServerProfile;
import io.github.cdk8sovms.serving.SpeechToText;
import io.github.cdk8sovms.serving.StartTimes;
import io.github.cdk8sovms.serving.TextGeneration;
import io.github.cdk8sovms.serving.TextToSpeech;
import io.github.cdk8sovms.serving.VersionPolicy;
import io.github.cdk8sovms.serving.internal.ServerLink;
import io.github.cdk8sovms.signal.LoadSignal;
import io.github.cdk8sovms.signal.internal.SignalLink;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.cdk8s.Chart;
import software.constructs.Construct;

/** Programs that lack nothing, each around one builder or one value. */
final class WholePrograms {
  /** What a group of devices is for. */
  private static final Model ON_GPU =
      Model.of("on-gpu", ModelSource.volumeClaim("models", "on-gpu").manyNodes())
          .device(Device.gpu(GpuDriver.XE));

  private static final ModelSource S3 = ModelSource.of("s3://models/m").anonymous();

  private final Chart chart = Programs.chart();
  private String method = "";
  private final Map<String, Object> parts = new HashMap<>();

  /** What is emitted with a construct. */
  Synthesized emitted(Object construct) {
    return Synthesized.of(Chart.of((Construct) construct));
  }

  /** What has a method, ready to be built or to be a part of something; a class if none has. */
  Object receiver(Class<?> type, String called) {
    method = called;
    if (type == OvmsModelServer.Builder.class) {
      OvmsModelServer.Builder another = Programs.server(chart, "another");
      return switch (method) {
        case "deviceGroup" -> another.model(ON_GPU);
        case "idleUnload" -> another.image(OvmsImage.of("2026.4.1"));
        default -> another;
      };
    }
    if (type == PrometheusStack.Builder.class) {
      return Programs.prometheus(Programs.chart(), server());
    }
    if (type == OpenVinoOperatorServer.Builder.class) {
      return Programs.operatorServer(Programs.chart(), "operated");
    }
    if (type == KServeModelServer.Builder.class) {
      // Its own model would be a second one.
      KServeModelServer.Builder empty =
          KServeModelServer.Builder.create(Programs.chart(), "resnet")
              .image(OvmsImage.of("2026.2.1"));
      return switch (method) {
        case "model" -> empty;
        case "deviceGroup" -> empty.model(ON_GPU);
        default -> Programs.kserve(Programs.chart(), "resnet50");
      };
    }
    if (type == OperatorPrometheus.Builder.class) {
      return Programs.operatorPrometheus(Programs.chart(), server());
    }
    if (type == ExistingPrometheus.Builder.class) {
      return Programs.existingPrometheus(Programs.chart(), server())
          .url("http://prometheus.example.svc:9090");
    }
    if (type == ExistingAdapter.Builder.class) {
      Chart other = Programs.chart();
      return Programs.existingAdapter(
          other, Programs.prometheus(other, Programs.server(other, "served").build()).build());
    }
    if (type == RatioAutoscaler.Builder.class && method.equals("scaleToZero")) {
      return autoscalerToZero();
    }
    if (type == RatioAutoscaler.Builder.class) {
      return autoscaler(
              switch (method) {
                case "latency" -> LoadSignal.meanLatency();
                case "additionalSignal" -> LoadSignal.inFlightPerStream();
                default -> LoadSignal.requestsPerStream();
              })
          .profile(ServerProfile.of("resnet.yaml", "serviceTime: {1: 50ms}"));
    }
    if (type == Alerts.Builder.class) {
      return Alerts.Builder.create(chart, "alerts")
          .autoscaler(part("autoscaler", () -> autoscaler(LoadSignal.requestsPerStream()).build()));
    }
    if (type == LoadTest.Builder.class) {
      return load().step(Step.of(1, Duration.ofMinutes(1)));
    }
    if (type == CapacityTest.Builder.class) {
      return CapacityTest.Builder.create(chart, "capacity")
          .server(server())
          .input(Tensor.of("x", DataType.FP32, 1));
    }
    if (type == Headroom.Builder.class) {
      return Headroom.Builder.create(chart, "headroom").server(server()).pods(1);
    }
    if (type == ImagePrepull.Builder.class) {
      return ImagePrepull.Builder.create(chart, "images").server(server());
    }
    if (type == CapacityBuffer.Builder.class) {
      return CapacityBuffer.Builder.create(chart, "buffer").server(server()).pods(1);
    }
    if (type == Exposure.Builder.class) {
      return exposure(GatewayRef.of("infra", "public"));
    }
    if (type == Schedule.class) {
      return Schedule.between(LocalTime.of(8, 0), LocalTime.of(18, 0), ZoneId.of("UTC")).atLeast(2);
    }
    if (type == Canary.class) {
      return canary();
    }
    if (type == MetricsAdapter.Builder.class) {
      Chart other = Programs.chart();
      PrometheusStack prometheus =
          Programs.prometheus(other, Programs.server(other, "served").build()).build();
      return Programs.adapter(other, prometheus);
    }
    if (type == Graph.class) {
      return Graph.of("llm", ModelSource.volumeClaim("llms", "llm").manyNodes());
    }
    if (type == ModelStore.Builder.class) {
      return called.equals("storageClass") || called.equals("size")
          ? ModelStore.Builder.create(chart, "store")
              .image(OvmsImage.of("2026.3.1"))
              .fetch(HuggingFace.of("OpenVINO/m"))
          : ModelStore.Builder.create(chart, "store")
              .image(OvmsImage.of("2026.3.1"))
              .size("20Gi")
              .fetch(HuggingFace.of("OpenVINO/m"));
    }
    if (type == HuggingFace.class) {
      return HuggingFace.of("OpenVINO/m");
    }
    ModelSource files = ModelSource.volumeClaim("llms", "llm").manyNodes();
    if (GenerativeModel.class.isAssignableFrom(type)) {
      return type == Embeddings.class
          ? Embeddings.of("e", files)
          : type == Rerank.class
              ? Rerank.of("r", files)
              : type == SpeechToText.class
                  ? SpeechToText.of("s", files)
                  : type == TextToSpeech.class
                      ? TextToSpeech.of("t", files)
                      : type == ImageGeneration.class
                          ? ImageGeneration.of("i", files)
                          : TextGeneration.of("llm", files)
                              .device(
                                  called.equals("maxPromptLength") ? Device.npu() : Device.cpu());
    }
    if (type == HttpsFiles.class) {
      return ModelSource.https("https://example.com/model.onnx");
    }
    if (type == Keda.class) {
      return Keda.with(
          part(
              "existing",
              () ->
                  ExistingPrometheus.Builder.create(chart, "existing")
                      .url("http://prometheus.example.svc:9090")
                      .scrape(server())
                      .build()));
    }
    return type;
  }

  /** What is built with a value; empty if no program can hold it. */
  Optional<ConstructBuilder<?>> with(Object value) {
    if (value instanceof ConstructBuilder<?> builder) {
      return Optional.of(builder);
    }
    return value instanceof Behavior
            || value instanceof ScalingRules
            || value instanceof ScalingPolicy
            || value instanceof Keda
            || value instanceof Schedule
            || value instanceof LoadSignal
        ? Optional.of(autoscalerWith(value))
        : ofServer(value);
  }

  private Optional<ConstructBuilder<?>> ofServer(Object value) {
    if (value instanceof Graph graph) {
      return Optional.of(
          OvmsModelServer.Builder.create(chart, "server")
              .image(OvmsImage.of("2026.2.1"))
              .graph(graph));
    }
    if (value instanceof HuggingFace repository) {
      return Optional.of(
          ModelStore.Builder.create(chart, "store")
              .image(OvmsImage.of("2026.3.1"))
              .size("20Gi")
              .fetch(repository));
    }
    if (value instanceof GenerativeModel<?> model) {
      return Optional.of(
          OvmsModelServer.Builder.create(chart, "server")
              .image(OvmsImage.of("2026.3.1"))
              .resources(Resources.cpu("4").memory("32Gi"))
              .generative(model));
    }
    if (value instanceof Model model) {
      return Optional.of(serving(model));
    }
    if (value instanceof VersionPolicy versions) {
      return Optional.of(serving(Model.of("m", S3).versions(versions)));
    }
    if (value instanceof ModelSource source) {
      return Optional.of(serving(Model.of("m", source)));
    }
    if (value instanceof GpuDevice gpu) {
      return Optional.of(serving(Model.of("m", S3).device(gpu)));
    }
    if (value instanceof Resources resources) {
      return Optional.of(
          serving(Model.of("m", S3).device(Device.gpu(GpuDriver.I915))).resources(resources));
    }
    if (value instanceof Quantity quantity) {
      return Optional.of(
          Programs.server(chart, "another")
              .resources(Resources.cpu(quantity.text()).memory("1Gi")));
    }
    if (value instanceof TopologySpread spread) {
      return Optional.of(scheduled(Scheduling.create().spread(spread)));
    }
    if (value instanceof Toleration toleration) {
      return Optional.of(scheduled(Scheduling.create().tolerate(toleration)));
    }
    if (value instanceof NodeRequirement nodes) {
      return Optional.of(scheduled(Scheduling.create().requireNodes(nodes)));
    }
    if (value instanceof Scheduling scheduling) {
      return Optional.of(scheduled(scheduling));
    }
    if (value instanceof ExtraContainer container) {
      return Optional.of(Programs.server(chart, "another").sidecar(container));
    }
    if (value instanceof ExtraVolume volume) {
      return Optional.of(Programs.server(chart, "another").volume(volume));
    }
    if (value instanceof ClusterNetwork network) {
      return Optional.of(Programs.server(chart, "another").network(network));
    }
    if (value instanceof StartTimes times) {
      return Optional.of(Programs.server(chart, "another").startTimes(times));
    }
    if (value instanceof Canary canary) {
      return Optional.of(
          Exposure.Builder.create(Chart.of(canary.stable()), "exposure")
              .canary(canary)
              .gateway(GatewayRef.of("infra", "public"))
              .http());
    }
    if (value instanceof GatewayRef gateway) {
      return Optional.of(exposure(gateway));
    }
    if (value instanceof Step step) {
      return Optional.of(load().step(step));
    }
    if (value instanceof GenerativeRequest request) {
      return Optional.of(
          LoadTest.Builder.create(chart, "load")
              .server(generative())
              .request(request)
              .step(Step.of(1, Duration.ofMinutes(1))));
    }
    return value instanceof Tensor tensor
        ? Optional.of(load().input(tensor).step(Step.of(1, Duration.ofMinutes(1))))
        : Optional.empty();
  }

  private OvmsModelServer.Builder scheduled(Scheduling scheduling) {
    return Programs.server(chart, "another").scheduling(scheduling);
  }

  private OvmsModelServer.Builder serving(Model model) {
    return OvmsModelServer.Builder.create(chart, "server")
        .image(OvmsImage.of("2026.2.1"))
        .model(model);
  }

  private RatioAutoscaler.Builder autoscalerWith(Object value) {
    if (value instanceof Keda keda) {
      return RatioAutoscaler.Builder.create(chart, "autoscaler")
          .target(server())
          .metrics(keda)
          .replicas(method.equals("scaleToZero") ? 0 : 1, 3);
    }
    if (value instanceof Schedule schedule) {
      return RatioAutoscaler.Builder.create(chart, "autoscaler")
          .target(server())
          .metrics(Keda.with(prometheus()))
          .schedule(schedule)
          .replicas(1, 200_000);
    }
    if (value instanceof LoadSignal signal) {
      return autoscaler(signal);
    }
    Behavior behavior = Behavior.responsive();
    if (value instanceof Behavior whole) {
      behavior = whole;
    } else if (value instanceof ScalingRules rules) {
      behavior = new Behavior(rules, behavior.down());
    } else if (value instanceof ScalingPolicy policy) {
      behavior = behavior.addAtMost(policy).removeAtMost(policy);
    }
    return autoscaler(LoadSignal.requestsPerStream())
        .kubernetes(KubernetesVersion.of("1.37"))
        .behavior(behavior);
  }

  private RatioAutoscaler.Builder autoscaler(LoadSignal signal) {
    boolean isMeasured =
        ServerLink.of(server()).serving().capacity().servables().stream()
            .anyMatch(SignalLink.of(signal)::measures);
    OvmsModelServer target =
        isMeasured
            ? server()
            : part("llm", () -> Programs.graphs(chart, "llm").restWorkers(32).build());
    PrometheusStack scraping =
        isMeasured
            ? prometheus()
            : part(
                "graphs",
                () -> PrometheusStack.Builder.create(chart, "graphs").scrape(target).build());
    MetricsAdapter adapter = part("adapter", () -> Programs.adapter(chart, scraping).build());
    RatioAutoscaler.Builder builder = Programs.autoscaler(chart, target, adapter).signal(signal);
    return signal.unit() == LoadSignal.Unit.MILLISECONDS
        ? builder.latency(Duration.ofMillis(200))
        : builder;
  }

  private RatioAutoscaler.Builder autoscalerToZero() {
    Prometheus existing =
        part(
            "existing",
            () ->
                ExistingPrometheus.Builder.create(chart, "existing")
                    .url("http://prometheus.monitoring.svc:9090")
                    .scrape(server())
                    .build());
    MetricsAdapter adapter =
        part("adapter", () -> Programs.adapter(chart, existing).namespace("monitoring").build());
    return Programs.autoscaler(chart, server(), adapter)
        .kubernetes(KubernetesVersion.of("1.37"))
        .replicas(0, 3);
  }

  private OvmsModelServer server() {
    return part("server", () -> Programs.server(chart, "resnet").build());
  }

  private PrometheusStack prometheus() {
    return part("prometheus", () -> Programs.prometheus(chart, server()).build());
  }

  /** What a program needs once, also if one value after another is tried in it. */
  @SuppressWarnings("unchecked") // a name always has the same type
  private <T> T part(String name, Supplier<T> built) {
    T known = (T) parts.get(name);
    if (known == null) {
      known = built.get();
      parts.put(name, known);
    }
    return known;
  }

  /** Of two servers with autoscalers, in a separate chart. */
  private static Canary canary() {
    Chart chart = Programs.chart();
    OvmsModelServer stable = Programs.server(chart, "stable").build();
    OvmsModelServer candidate = Programs.server(chart, "candidate").build();
    MetricsAdapter adapter =
        Programs.adapter(chart, Programs.prometheus(chart, stable, candidate).build()).build();
    Programs.autoscaler(chart, stable, adapter).build();
    RatioAutoscaler.Builder.create(chart, "second")
        .target(candidate)
        .metrics(adapter)
        .replicas(1, 3)
        .build();
    return Canary.of(stable, candidate).weight(10);
  }

  private Exposure.Builder exposure(GatewayRef gateway) {
    return Exposure.Builder.create(chart, "exposure").server(server()).gateway(gateway).http();
  }

  private OvmsModelServer generative() {
    return part(
        "chat",
        () ->
            Programs.server(chart, "chat")
                .graph(Graph.of("llm", ModelSource.volumeClaim("llms", "llm").manyNodes()))
                .build());
  }

  private LoadTest.Builder load() {
    return LoadTest.Builder.create(chart, "load")
        .server(server())
        .input(Tensor.of("x", DataType.FP32, 1));
  }
}
