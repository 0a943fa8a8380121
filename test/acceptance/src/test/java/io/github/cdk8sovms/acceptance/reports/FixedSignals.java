package io.github.cdk8sovms.acceptance.reports;

import static io.github.cdk8sovms.acceptance.reports.FixedPrograms.MINUTE;
import static io.github.cdk8sovms.acceptance.reports.FixedPrograms.MODEL;
import static io.github.cdk8sovms.acceptance.reports.FixedPrograms.PINNED;
import static io.github.cdk8sovms.acceptance.reports.FixedPrograms.autoscaler;
import static io.github.cdk8sovms.acceptance.reports.FixedPrograms.model;
import static io.github.cdk8sovms.acceptance.reports.FixedPrograms.scaled;

import io.github.cdk8sovms.serving.Device;
import io.github.cdk8sovms.serving.Graph;
import io.github.cdk8sovms.serving.Model;
import io.github.cdk8sovms.serving.ModelSource;
import io.github.cdk8sovms.serving.ServerProfile;
import io.github.cdk8sovms.signal.LoadSignal;
import io.github.cdk8sovms.signal.OvmsMetric;
import io.github.cdk8sovms.validation.FindingCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.cdk8s.Chart;

/** For {@link FixedInputsTest}: targets, and signals that reach them or do not. */
final class FixedSignals {
  private static final LoadSignal REQUESTS = LoadSignal.requestsPerStream();
  private static final LoadSignal QUEUE = LoadSignal.queueToCompute();
  private static final LoadSignal GRAPHS = LoadSignal.graphsInFlight(16);
  private static final Graph LLM =
      Graph.of("llm", ModelSource.volumeClaim("llms", "llm").manyNodes());

  private final List<FixedInput> inputs = new ArrayList<>();

  private FixedSignals() {
    addTargets();
    addReaches();
    addSignals();
    addFurther();
    addPromises();
  }

  static ServerProfile profile(String yaml) {
    return ServerProfile.of("profiles/resnet.yaml", yaml);
  }

  private void addPromises() {
    ServerProfile profile = profile("serviceTime: {1: 150ms, 2: 180ms}");
    add(
        FindingCode.PROMISE,
        "Promise more time",
        autoscaler(it -> it.profile(profile).promise(Duration.ofMillis(100))),
        autoscaler(it -> it.profile(profile).promise(Duration.ofMillis(500))));
    add(
        FindingCode.PROMISE,
        "Write .promise(0.95, Duration.ofSeconds(1))",
        autoscaler(it -> it.profile(profile).promise(95, Duration.ofSeconds(1))),
        autoscaler(it -> it.profile(profile).promise(0.95, Duration.ofSeconds(1))));
    add(
        FindingCode.PROMISE,
        "Use LoadSignal.requestsPerStream()",
        autoscaler(it -> it.profile(profile).promise(Duration.ofSeconds(1)).signal(QUEUE)),
        autoscaler(it -> it.profile(profile).promise(Duration.ofSeconds(1)).signal(REQUESTS)));
    add(
        FindingCode.PROFILE,
        "Measure this server with a CapacityTest",
        autoscaler(it -> it.profile(profile("streams: 4\nserviceTime: {1: 150ms}"))),
        autoscaler(it -> it.profile(profile("streams: 2\nserviceTime: {1: 150ms}"))));
    add(
        FindingCode.PROFILE_MEMORY,
        "Set Resources.memory(..) to 1048577Mi or more",
        autoscaler(it -> it.profile(profile("memory: 1048577Mi\nserviceTime: {1: 150ms}"))),
        autoscaler(it -> it.profile(profile("memory: 512Mi\nserviceTime: {1: 150ms}"))));
  }

  static List<FixedInput> all() {
    return new FixedSignals().inputs;
  }

  private void addFurther() {
    add(
        FindingCode.SIGNAL_TWICE,
        "Leave one of them out",
        autoscaler(it -> it.additionalSignal(REQUESTS, 0.5)),
        autoscaler(it -> it.additionalSignal(LoadSignal.inFlightPerStream(), 0.5)));
    add(
        FindingCode.UTILIZATION,
        "Write .cpu(80)",
        autoscaler(it -> it.cpu(100)),
        autoscaler(it -> it.cpu(80)));
    add(
        FindingCode.MEMORY_STAYS,
        "Leave .memory(..) out",
        autoscaler(it -> it.memory(80)),
        autoscaler(it -> it));
  }

  private void addTargets() {
    LoadSignal mean = LoadSignal.meanLatency();
    Duration time = Duration.ofMillis(200);
    add(
        FindingCode.TARGET_RATIO,
        "Write .ratio(1.0)",
        autoscaler(it -> it.ratio(0)),
        autoscaler(it -> it.ratio(1.0)));
    add(
        FindingCode.TARGET_RATIO,
        "Write .latency(Duration.ofMillis(200))",
        autoscaler(it -> it.signal(mean)),
        autoscaler(it -> it.signal(mean).latency(time)));
    add(
        FindingCode.TARGET_RATIO,
        "Write .latency(Duration.ofMillis(200))",
        autoscaler(it -> it.signal(mean).ratio(1)),
        autoscaler(it -> it.signal(mean).latency(time)));
    add(
        FindingCode.TARGET_RATIO,
        ".signal(LoadSignal.meanLatency())",
        autoscaler(it -> it.latency(time)),
        autoscaler(it -> it.latency(time).signal(mean)));
    add(
        FindingCode.TARGET_UNUSUAL,
        "See docs/signals.md",
        autoscaler(it -> it.ratio(0.1)),
        autoscaler(it -> it.ratio(1)));
  }

  private void addReaches() {
    Model tight = MODEL.streams(4).nireq(4);
    add(
        FindingCode.UNREACHABLE_TARGET,
        "Set .nireq(16) on the model",
        scaled(tight, it -> it),
        scaled(tight.nireq(16), it -> it));
    add(
        FindingCode.UNREACHABLE_TARGET,
        "use .signal(LoadSignal.queueToCompute())",
        scaled(tight, it -> it),
        scaled(tight, it -> it.signal(QUEUE)));
    add(
        FindingCode.UNREACHABLE_TARGET,
        "a target below 0.9",
        scaled(tight, it -> it),
        scaled(tight, it -> it.ratio(0.89)));
    add(
        FindingCode.UNREACHABLE_TARGET,
        "Set .nireq(12) on the model",
        scaled(PINNED, it -> it.ratio(5)),
        scaled(PINNED.nireq(12), it -> it.ratio(5)));
    add(
        FindingCode.UNREACHABLE_TARGET,
        "Set .streams(..) on the model",
        scaled(MODEL, it -> it),
        scaled(MODEL.streams(4), it -> it));
    add(
        FindingCode.UNREACHABLE_TARGET,
        "Set .streams(4).nireq(23) on the model",
        scaled(MODEL, it -> it.ratio(5)),
        scaled(MODEL.streams(4).nireq(23), it -> it.ratio(5)));
    add(
        FindingCode.UNREACHABLE_TARGET,
        "Set .restWorkers(32) on the server",
        scaled(it -> it.graph(LLM).restWorkers(8), it -> it.signal(GRAPHS)),
        scaled(it -> it.graph(LLM).restWorkers(32), it -> it.signal(GRAPHS)));
    add(
        FindingCode.NOT_MEASURED,
        "Use LoadSignal.graphsInFlight(capacity)",
        scaled(it -> it.graph(LLM.capacity(16)), it -> it.signal(REQUESTS)),
        scaled(it -> it.graph(LLM.capacity(16)), it -> it.signal(GRAPHS)));
    add(
        FindingCode.NOT_MEASURED,
        "Use LoadSignal.requestsPerStream()",
        scaled(it -> it.model(PINNED).restWorkers(32), it -> it.signal(GRAPHS)),
        scaled(it -> it.model(PINNED).restWorkers(32), it -> it.ratio(1)));
    Model auto = MODEL.device(Device.of("AUTO"));
    add(
        FindingCode.REACH_UNKNOWN,
        "Set .streams(..) on the model",
        scaled(auto, it -> it),
        scaled(auto.streams(2), it -> it));
    add(
        FindingCode.REACH_UNKNOWN,
        "Set .streams(..) on the model",
        scaled(MODEL.nireq(16), it -> it),
        scaled(MODEL.nireq(16).streams(4), it -> it));
    add(
        FindingCode.REACH_UNKNOWN,
        "Set .restWorkers(32) on the server",
        scaled(it -> it.graph(LLM), it -> it.signal(GRAPHS)),
        scaled(it -> it.graph(LLM).restWorkers(32), it -> it.signal(GRAPHS)));
    add(
        FindingCode.UNREACHABLE_OVER_HTTP,
        "Set .restWorkers(8) on the server",
        scaled(it -> it.model(PINNED).restWorkers(2), it -> it.ratio(2)),
        scaled(it -> it.model(PINNED).restWorkers(8), it -> it.ratio(2)));
    add(
        FindingCode.UNREACHABLE_OVER_HTTP,
        "a target below 0.9",
        scaled(it -> it.model(PINNED).restWorkers(2), it -> it.ratio(2)),
        scaled(it -> it.model(PINNED).restWorkers(2), it -> it.ratio(0.89)));
  }

  private void addSignals() {
    add(
        FindingCode.SIGNAL,
        "Write LoadSignal.latency(0.99)",
        autoscaler(it -> it.signal(LoadSignal.latency(99)).latency(MINUTE)),
        autoscaler(it -> it.signal(LoadSignal.latency(0.99)).latency(MINUTE)));
    add(
        FindingCode.SIGNAL,
        "Write how many graphs a pod executed",
        scaled(it -> it.graph(LLM).restWorkers(8), it -> it.signal(LoadSignal.graphsInFlight(0))),
        scaled(it -> it.graph(LLM).restWorkers(8), it -> it.signal(LoadSignal.graphsInFlight(4))));
    Consumer<Chart> tooShort = autoscaler(it -> it.signal(REQUESTS.over(Duration.ofSeconds(5))));
    add(FindingCode.SIGNAL_WINDOW, "Leave .over(..) out", tooShort, autoscaler(it -> it));
    add(
        FindingCode.SIGNAL_WINDOW,
        "write 10s or more",
        tooShort,
        autoscaler(it -> it.signal(REQUESTS.over(Duration.ofSeconds(10)))));
    add(
        FindingCode.SIGNAL_WINDOW,
        "write 20s or more",
        autoscaler(it -> it.signal(QUEUE.over(Duration.ofSeconds(19)))),
        autoscaler(it -> it.signal(QUEUE.over(Duration.ofSeconds(20)))));
    add(
        FindingCode.SIGNAL_WINDOW,
        "scrape more often",
        tooShort,
        FixedPrograms::shortWindowOfShortScrapes);
    add(
        FindingCode.SIGNAL_MODEL,
        "Write the name of one of them",
        autoscaler(it -> it.signal(REQUESTS.model("bert"))),
        autoscaler(it -> it.signal(REQUESTS.model("resnet50"))));
    Model slash = model("vision/resnet50").streams(2);
    add(
        FindingCode.SIGNAL_MODEL,
        "follow all models",
        scaled(slash, it -> it.signal(REQUESTS.model("vision/resnet50"))),
        scaled(slash, it -> it.signal(REQUESTS)));
    Model bert = model("bert").streams(2);
    add(
        FindingCode.OTHER_MODELS,
        "Follow all models",
        scaled(it -> it.model(PINNED).model(bert), it -> it.signal(REQUESTS.model("bert"))),
        scaled(it -> it.model(PINNED).model(bert), it -> it.signal(REQUESTS)));
    add(
        FindingCode.OTHER_MODELS,
        "use one server per model",
        scaled(it -> it.model(PINNED).model(bert), it -> it.signal(REQUESTS.model("bert"))),
        scaled(it -> it.model(bert), it -> it.signal(REQUESTS.model("bert"))));
    Consumer<Chart> notExported =
        scaled(it -> it.model(PINNED).metrics(OvmsMetric.RESPONSES), it -> it.signal(QUEUE));
    add(
        FindingCode.NOT_EXPORTED,
        "Add them to .metrics(..)",
        notExported,
        scaled(
            it ->
                it.model(PINNED)
                    .metrics(OvmsMetric.INFERENCE_TIME, OvmsMetric.WAIT_FOR_INFER_REQUEST_TIME),
            it -> it.signal(QUEUE)));
    add(
        FindingCode.NOT_EXPORTED,
        "leave .metrics(..) out",
        notExported,
        scaled(PINNED, it -> it.signal(QUEUE)));
  }

  private void add(
      FindingCode code, String proposal, Consumer<Chart> wrong, Consumer<Chart> fixed) {
    inputs.add(new FixedInput(code, proposal, wrong, fixed));
  }
}
