package io.github.cdk8sovms.emulator;

import io.github.cdk8sovms.emulator.Clients.Protocol;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.function.DoubleSupplier;

/**
 * A graph, such as that of a language model with continuous batching: all requests that the server
 * has threads for are in it at once, unless there is a pool of graphs. What waits for a thread or
 * for a graph of the pool is not counted.
 */
final class ServedGraph implements Servable {
  /** How a request is answered. */
  private enum Method {
    UNARY("V3", "Unary", "REST"),
    STREAM("V3", "Stream", "REST"),
    GRPC("KServe", "ModelInfer", "gRPC");

    private final String api;
    private final String text;
    private final String ofInterface;

    Method(String api, String text, String ofInterface) {
      this.api = api;
      this.text = text;
      this.ofInterface = ofInterface;
    }

    static Method of(Request request) {
      return request.protocol == Protocol.GRPC ? GRPC : request.isStream ? STREAM : UNARY;
    }
  }

  /**
   * How fast its requests are.
   *
   * @param slowdown by how much each other request delays one
   * @param prefill the part of the time until the first token
   */
  record Pace(double slowdown, double prefill) {}

  private final GraphSettings settings;
  private final double prefill;
  private final OptionalInt pool;
  private final ModelStore store;
  private final DoubleSupplier serviceSeconds;
  private final PodProcess process;
  private final Metrics metrics;
  private final Batch batch;
  private final Queue<Request> waiting = new ArrayDeque<>();
  private final Map<Method, Metrics.Counter> accepted = new EnumMap<>(Method.class);
  private final Map<Method, Metrics.Counter> responses = new EnumMap<>(Method.class);
  private final Map<Method, Histogram> times = new EnumMap<>(Method.class);
  private State state = State.LOADING;

  /** As {@code /v1/config} names it. */
  private enum State {
    LOADING,
    AVAILABLE,
    LOADING_PRECONDITION_FAILED
  }

  ServedGraph(
      GraphSettings settings,
      OptionalInt pool,
      ModelStore store,
      Metrics metrics,
      DoubleSupplier serviceSeconds,
      Pace pace,
      PodProcess process) {
    this.settings = settings;
    this.pool = pool;
    this.store = store;
    this.metrics = metrics;
    this.serviceSeconds = serviceSeconds;
    this.process = process;
    this.prefill = pace.prefill();
    this.batch = new Batch(pace.slowdown(), process);
    Labels ofGraph = Labels.none().with("name", name());
    metrics.gauge(Family.CURRENT_GRAPHS, ofGraph, batch::size);
    for (Method method : Method.values()) {
      accepted.put(method, counter(Family.REQUESTS_ACCEPTED, method));
      counter(Family.REQUESTS_REJECTED, method);
      counter(Family.GRAPH_ERROR, method);
      responses.put(method, counter(Family.RESPONSES, method));
      times.put(
          method,
          metrics.histogram(Family.GRAPH_PROCESSING_TIME, ofGraph.with("method", method.text)));
    }
  }

  @Override
  public String name() {
    return settings.name();
  }

  @Override
  public List<Version> versions() {
    return List.of(new Version(1, state.name()));
  }

  /** A graph whose files are missing is looked for again at each poll, if there are any. */
  @Override
  public void list() {
    if (!isServed()) {
      state = State.LOADING;
    }
  }

  @Override
  public boolean isServed() {
    return state == State.AVAILABLE;
  }

  @Override
  public void loaded() {
    boolean loads = settings.hasWeights() && store.canLoad(name(), 1);
    state = loads ? State.AVAILABLE : State.LOADING_PRECONDITION_FAILED;
  }

  /** Graphs have one version; a new one replaces it. */
  @Override
  public void update() {
    state = State.LOADING;
  }

  @Override
  public void infer(Request request) {
    if (!isServed()) {
      request.answer(false);
    } else {
      waiting.add(request);
      enterWaiting();
    }
  }

  private void enterWaiting() {
    while (!waiting.isEmpty() && (pool.isEmpty() || batch.size() < pool.getAsInt())) {
      enter(waiting.remove());
    }
  }

  private void enter(Request request) {
    double begin = process.seconds();
    Method method = Method.of(request);
    accepted.get(method).increment();
    process(
        request,
        () -> {
          // inferWithQueue in src/mediapipe_internal/mediapipegraphexecutor.hpp has no such lines.
          if (pool.isEmpty() || method == Method.STREAM) {
            responses.get(method).increment();
            times.get(method).observe(process.seconds() - begin);
          }
          request.answer(true);
          enterWaiting();
        });
  }

  /** The prompt first, whose end is the first token; it shares the processor like the tokens. */
  private void process(Request request, Runnable done) {
    double seconds = serviceSeconds.getAsDouble();
    if (prefill == 0) {
      batch.add(seconds, done);
    } else {
      batch.add(
          seconds * prefill,
          () -> {
            request.begin();
            batch.add(seconds * (1 - prefill), done);
          });
    }
  }

  @Override
  public void askedForReadiness() {
    metrics
        .counter(
            Family.REQUESTS_SUCCESS,
            Labels.none()
                .with("name", name())
                .with("api", "KServe")
                .with("method", "ModelReady")
                .with("interface", "REST"))
        .increment();
  }

  @Override
  public boolean streams() {
    return settings.streams();
  }

  @Override
  public double load() {
    return batch.size();
  }

  private Metrics.Counter counter(Family family, Method method) {
    return metrics.counter(
        family,
        Labels.none()
            .with("name", name())
            .with("api", method.api)
            .with("method", method.text)
            .with("interface", method.ofInterface));
  }
}
