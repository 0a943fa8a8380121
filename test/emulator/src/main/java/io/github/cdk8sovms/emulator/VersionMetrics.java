package io.github.cdk8sovms.emulator;

import io.github.cdk8sovms.emulator.Clients.Protocol;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;

/** The series of one version of a model; all of them exist, at zero, from before it is loaded. */
final class VersionMetrics {
  private final Metrics metrics;
  private final Labels ofVersion;
  private final Labels ofModel;
  private final Histogram wait;
  private final Histogram inference;
  private final Map<Protocol, Histogram> requests = new EnumMap<>(Protocol.class);
  private final Map<Protocol, Metrics.Counter> successes = new EnumMap<>(Protocol.class);

  VersionMetrics(Metrics metrics, String model, int version, OvmsRelease release) {
    this.metrics = metrics;
    this.ofModel = Labels.none().with("name", model);
    this.ofVersion = ofModel.with("version", String.valueOf(version));
    for (Protocol protocol : Protocol.values()) {
      for (Family family : List.of(Family.REQUESTS_SUCCESS, Family.REQUESTS_FAIL)) {
        counters(family, protocol, release);
      }
      successes.put(
          protocol, counter(Family.REQUESTS_SUCCESS, ofVersion, "KServe", "ModelInfer", protocol));
      requests.put(
          protocol,
          metrics.histogram(Family.REQUEST_TIME, ofVersion.with("interface", name(protocol))));
    }
    this.inference = metrics.histogram(Family.INFERENCE_TIME, ofVersion);
    this.wait = metrics.histogram(Family.WAIT_FOR_INFER_REQUEST, ofVersion);
  }

  void gauges(
      DoubleSupplier streams,
      DoubleSupplier queueSize,
      DoubleSupplier active,
      DoubleSupplier currentRequests) {
    metrics.gauge(Family.STREAMS, ofVersion, streams);
    metrics.gauge(Family.INFER_REQUEST_QUEUE_SIZE, ofVersion, queueSize);
    metrics.gauge(Family.INFER_REQUESTS_ACTIVE, ofVersion, active);
    metrics.gauge(Family.CURRENT_REQUESTS, ofVersion, currentRequests);
  }

  void waited(double seconds) {
    wait.observe(seconds);
  }

  void inferred(double seconds) {
    inference.observe(seconds);
  }

  void succeeded(Protocol protocol, double seconds) {
    successes.get(protocol).increment();
    requests.get(protocol).observe(seconds);
  }

  /** A client has read over HTTP that the model is ready. */
  void askedForReadiness() {
    counter(Family.REQUESTS_SUCCESS, ofModel, "KServe", "ModelReady", Protocol.HTTP).increment();
  }

  private void counters(Family family, Protocol protocol, OvmsRelease release) {
    if (release.servesTensorFlowApi()) {
      counter(family, ofVersion, "TensorFlowServing", "Predict", protocol);
      counter(family, ofVersion, "TensorFlowServing", "GetModelMetadata", protocol);
      counter(family, ofModel, "TensorFlowServing", "GetModelStatus", protocol);
    }
    counter(family, ofVersion, "KServe", "ModelInfer", protocol);
    counter(family, ofVersion, "KServe", "ModelMetadata", protocol);
    counter(family, ofModel, "KServe", "ModelReady", protocol);
  }

  private Metrics.Counter counter(
      Family family, Labels labels, String api, String method, Protocol protocol) {
    return metrics.counter(
        family, labels.with("api", api).with("method", method).with("interface", name(protocol)));
  }

  private static String name(Protocol protocol) {
    return protocol == Protocol.HTTP ? "REST" : "gRPC";
  }
}
