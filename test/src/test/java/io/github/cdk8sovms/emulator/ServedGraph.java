package io.github.cdk8sovms.emulator;

import io.github.cdk8sovms.emulator.Clients.Protocol;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;

/**
 * A graph, such as that of a language model with continuous batching: all requests that the server
 * has threads for are in it at once, and one does not wait for another. What waits for a thread is
 * not counted.
 */
final class ServedGraph implements Servable {
  private final String name;
  private final DoubleSupplier serviceSeconds;
  private final PodProcess process;
  private final Metrics metrics;
  private final Map<Protocol, Histogram> times = new EnumMap<>(Protocol.class);
  private int inProcess;
  private boolean loaded;

  ServedGraph(String name, Metrics metrics, DoubleSupplier serviceSeconds, PodProcess process) {
    this.name = name;
    this.metrics = metrics;
    this.serviceSeconds = serviceSeconds;
    this.process = process;
    Labels ofGraph = Labels.none().with("name", name);
    metrics.gauge(Family.CURRENT_GRAPHS, ofGraph, () -> inProcess);
    for (Protocol protocol : Protocol.values()) {
      for (Family family :
          List.of(
              Family.REQUESTS_ACCEPTED,
              Family.REQUESTS_REJECTED,
              Family.GRAPH_ERROR,
              Family.RESPONSES)) {
        counter(family, protocol);
      }
      times.put(
          protocol,
          metrics.histogram(
              Family.GRAPH_PROCESSING_TIME, ofGraph.with("method", method(protocol))));
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<Version> versions() {
    return List.of(new Version(1, loaded ? "AVAILABLE" : "LOADING"));
  }

  /** Its files are on a volume, not in a store. */
  @Override
  public void list() {}

  @Override
  public boolean isServed() {
    return loaded;
  }

  @Override
  public void loaded() {
    loaded = true;
  }

  /** Graphs have one version; a new one replaces it. */
  @Override
  public void update() {
    loaded = false;
  }

  @Override
  public void infer(Request request) {
    if (!loaded) {
      request.answer(false);
      return;
    }
    double accepted = process.seconds();
    inProcess++;
    counter(Family.REQUESTS_ACCEPTED, request.protocol).increment();
    process.in(
        serviceSeconds.getAsDouble(),
        () -> {
          inProcess--;
          counter(Family.RESPONSES, request.protocol).increment();
          times.get(request.protocol).observe(process.seconds() - accepted);
          request.answer(true);
        });
  }

  @Override
  public void askedForReadiness() {
    metrics
        .counter(
            Family.REQUESTS_SUCCESS,
            Labels.none()
                .with("name", name)
                .with("api", "KServe")
                .with("method", "ModelReady")
                .with("interface", "REST"))
        .increment();
  }

  @Override
  public double load() {
    return inProcess;
  }

  private Metrics.Counter counter(Family family, Protocol protocol) {
    return metrics.counter(
        family,
        Labels.none()
            .with("name", name)
            .with("api", protocol == Protocol.HTTP ? "V3" : "KServe")
            .with("method", method(protocol))
            .with("interface", protocol == Protocol.HTTP ? "REST" : "gRPC"));
  }

  private static String method(Protocol protocol) {
    return protocol == Protocol.HTTP ? "Unary" : "ModelInfer";
  }
}
